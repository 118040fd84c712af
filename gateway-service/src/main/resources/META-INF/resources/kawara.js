import * as api from './api.js';
import { title, view } from './answer.js';
import { duration, el, percent } from './dom.js';
import * as page from './page.js';
import * as picture from './picture.js';
import { mark as markCharacter } from './transcription.js';

const MOST_SHOWN = 24;
const form = document.getElementById('send');
const file = document.getElementById('file');
const pipeline = document.getElementById('pipeline');
const text = document.getElementById('text');
const answer = document.getElementById('answer');
const stream = document.getElementById('stream');
const live = document.getElementById('live');

let turn = 0; // of what was asked for last: an answer that comes later than a newer question is not shown

// Sending

form.addEventListener('submit', (event) => event.preventDefault());
file.addEventListener('change', () => {
  send([...file.files]);
  file.value = '';
});
document.addEventListener('paste', (event) => send([...event.clipboardData.files]));
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dragging');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) document.body.classList.remove('dragging');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  send([...event.dataTransfer.files]);
});

async function send(files) {
  for (const one of files) {
    const mine = begin(`Waiting for the answer to ${one.name}`);
    picture.show(one, one.name);
    const started = performance.now();
    try {
      const result = await api.submit(one, pipeline.value, text.value.trim());
      if (mine === turn) {
        history.replaceState(null, '', `#${result.submission}`);
        show(result, performance.now() - started);
      }
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }
}

// Showing

function begin(message) {
  answer.setAttribute('aria-busy', 'true');
  delete answer.dataset.answer;
  answer.replaceChildren(el('p', { class: 'empty waiting' }, message));
  return ++turn;
}

function show(result, roundTrip) {
  const pages = Boolean(result.characters?.length);
  const rows = view(result, roundTrip, pages ? page.point : point);
  answer.setAttribute('aria-busy', 'false');
  answer.replaceChildren(...rows);
  answer.dataset.answer = result.status;
  picture.draw(result, pages ? (index) => markCharacter(answer, index) : point);
  mark();
}

/** A line and its box light up together. */
function point(index) {
  picture.point(index);
  answer.querySelectorAll('.lines > li').forEach((line, i) => line.classList.toggle('pointed', i === index));
}

function fail(error) {
  answer.setAttribute('aria-busy', 'false');
  answer.replaceChildren(el('p', { class: 'kicker' }, el('span', { class: 'status failed' }, 'not answered')), el('p', { class: 'reason' }, error.message));
}

async function open() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  const mine = begin(`Looking for ${id}`);
  try {
    const result = await api.answer(id);
    if (mine !== turn) return;
    picture.show(api.content(result), title(result));
    show(result);
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

window.addEventListener('hashchange', open);

// The stream

function card(result) {
  const image = el('img', { src: api.content(result), alt: '', loading: 'lazy', decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(el('span', { class: 'nothing', 'aria-hidden': 'true' })));
  const took = Date.parse(result.decidedAt) - Date.parse(result.receivedAt);
  return el('li', {}, el('a', { href: `#${result.submission}`, class: `card ${result.status}` },
    el('span', { class: 'thumb' }, image),
    el('span', { class: 'what' }, title(result)),
    el('span', { class: 'quiet' },
      [typeof result.score === 'number' ? percent(result.score) : result.status, result.pipeline].filter(Boolean).join(' · ')),
    el('span', { class: 'quiet' },
      [result.submission, Number.isFinite(took) ? duration(Math.max(0, took)) : ''].filter(Boolean).join(' · '))));
}

function mark() {
  stream.querySelectorAll('a').forEach((link) => {
    if (link.getAttribute('href') === location.hash) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
}

function add(result) {
  const again = stream.querySelector(`a[href="#${CSS.escape(result.submission)}"]`);
  if (again) again.parentElement.remove();
  stream.prepend(card(result));
  while (stream.children.length > MOST_SHOWN) stream.lastElementChild.remove();
  document.getElementById('none').hidden = true;
  mark();
}

api.stream(MOST_SHOWN, add, (connected) => {
  live.textContent = connected ? 'live' : 'connecting';
  live.classList.toggle('on', connected);
});

// The pipelines

async function loadPipelines() {
  try {
    const all = await api.pipelines();
    if (!all.length) throw new Error('No pipeline is registered yet.');
    const about = () => {
      const chosen = all.find((p) => p.name === pipeline.value);
      document.getElementById('about').textContent = chosen?.description || '';
    };
    pipeline.replaceChildren(...all.map((p) => el('option', { value: p.name, selected: p.name === 'default' }, p.name)));
    pipeline.addEventListener('change', about);
    about();
  } catch (error) {
    document.getElementById('about').textContent = error.message;
    setTimeout(loadPipelines, 3000);
  }
}

loadPipelines();
open();
