import { missing, text, title, votes } from './answer.js';
import * as api from './api.js';
import * as boxeditor from './boxeditor.js';
import { choosePipeline, keepPerson, person } from './choice.js';
import * as choices from './choices.js';
import * as done from './done.js';
import { el } from './dom.js';
import * as page from './page.js';
import { complain, tell, trying } from './part.js';
import * as picture from './picture.js';
import * as progress from './progress.js';
import { prepared, Queue } from './queue.js';

const KINDS = {
  uncertain: 'Doubtful', disagreement: 'The models disagree', far: 'Unlike what is labelled', 'new-class': 'Perhaps a new class', random: 'Shown at random',
  drift: 'The stream has changed', asked: 'You asked for it', back: 'Taken back',
};

const work = document.getElementById('work');
const empty = document.getElementById('empty');
const filter = document.getElementById('filter');
const accept = document.getElementById('accept');
const golden = document.getElementById('golden');

let pipeline = null;
let queue = null;
let item = null; // that is on view
let turn = 0;

const isPages = () => pipeline.task === 'pages';
const isSeveral = () => pipeline.task === 'multi-label';

// What is shown

async function begin(chosen) {
  pipeline = chosen;
  queue = new Queue(pipeline.name, person());
  done.open(pipeline.name);
  const wanted = new URLSearchParams(location.search).get('image');
  await trying(async () => {
    if (wanted) queue.putBack(prepared({ image: wanted, kind: 'asked', result: await api.answer(wanted) }));
  });
  await advance();
  progress.load(queue);
}

/** The next image, once it can be shown: keys that are pressed meanwhile say nothing of what nobody has seen. */
async function advance() {
  const mine = ++turn;
  const asked = queue;
  item = null;
  try {
    const next = await asked.next();
    const image = await next?.picture;
    if (mine === turn) show(next, image);
    else if (next) asked.putBack(next);
  } catch (error) {
    if (mine === turn) nothing('The next image cannot be asked for', error.message, 'Try again', advance);
  }
}

function show(next, image) {
  const started = performance.now();
  item = next;
  if (!item) return finished();
  empty.hidden = true;
  work.hidden = false;
  work.classList.toggle('whole', isPages());
  golden.checked = false;
  filter.value = '';
  const { result } = item;
  boxeditor.end();
  if (image) picture.show(image, title(result));
  else picture.miss('The image is not there any more, or this browser cannot show it.');
  document.getElementById('why').replaceChildren(el('b', {}, KINDS[item.kind] || item.kind), item.reason ? `: ${item.reason}` : '');
  document.getElementById('finder').hidden = document.getElementById('choices').hidden = isPages();
  document.getElementById('edit').hidden = document.getElementById('keys').hidden = !isPages();
  if (isPages()) {
    page.open(image, { ...result, characters: result.characters || [] }, () => {});
    document.getElementById('frame').hidden = true;
    boxeditor.begin();
    document.getElementById('canvas').focus({ preventScroll: true });
  } else {
    if (image) picture.draw(result, point);
    choices.offer(result, queue.classes, isSeveral(), answer, addClass);
    work.focus({ preventScroll: true }); // so that the next key says something of this image, whatever was pressed for the last one
  }
  accept.firstElementChild.textContent = isPages() ? 'Accept all' : isSeveral() ? 'Accept these' : `Accept ${choices.accepted()?.[0] ?? ''}`;
  evidence(result);
  tell(`${KINDS[item.kind] || item.kind}. ${title(result)}`);
  document.getElementById('undo').disabled = !done.any();
  requestAnimationFrame(() => {
    work.dataset.image = item?.image ?? '';
    work.dataset.shown = (performance.now() - started).toFixed(1);
  });
}

function evidence(result) {
  const parts = [missing(result), votes(result), isPages() ? null : text(result, point)].filter(Boolean);
  document.getElementById('evidence').replaceChildren(...parts,
    el('p', { class: 'quiet' }, el('a', { href: `./#${result.submission}` }, 'The whole answer'), ` ${item.image}`));
}

function point(index) {
  picture.point(index);
  document.querySelectorAll('#evidence .lines > li').forEach((line, i) => line.classList.toggle('pointed', i === index));
}

function finished() {
  const skipped = queue.skipped.size;
  nothing('Nothing is left to label',
    skipped ? `Of what is left you have skipped ${skipped}.` : `Every image that ${pipeline.name} has answered has a label, or none came yet. Send some: ./kawara send photos/ --pipeline ${pipeline.name}`,
    skipped ? 'Show what was skipped' : 'Look again', () => {
      queue.again();
      advance();
    });
}

function nothing(heading, words, act, run) {
  item = null;
  work.hidden = true;
  delete work.dataset.image;
  empty.hidden = false;
  empty.replaceChildren(el('h2', {}, heading), el('p', {}, words),
    el('p', { class: 'actions' }, el('button', { type: 'button', class: 'button', onclick: run }, act),
      done.any() ? el('button', { type: 'button', class: 'button plain', onclick: undo }, 'Undo ', el('kbd', {}, 'U')) : null,
      el('a', { href: `data.html?pipeline=${encodeURIComponent(pipeline.name)}` }, 'What is labelled')));
  tell(heading);
}

// What is said

function answer(labels) {
  give({ labels }, labels.length ? labels.join(', ') : 'none of the labels');
}

function acceptAll() {
  if (!item) return;
  if (!isPages()) {
    const labels = choices.accepted();
    return labels ? answer(labels) : complain('There is no answer to accept: choose a class, or type its name.');
  }
  const { characters, unread } = boxeditor.boxes();
  if (unread >= 0) {
    page.point(unread, true);
    return complain('A box does not say what it holds: name it (t), or delete it (Del).');
  }
  return give({ characters }, `${characters.length} characters${boxeditor.changed() ? ', corrected' : ''}`);
}

async function give(what, words) {
  if (!item) return;
  const given = item;
  const asked = queue;
  forgetAsked();
  complain(null);
  const entry = done.add(given, words, api.send('POST', '/v1/labels', {
    image: given.image, pipeline: pipeline.name, by: person(), source: done.source({ kind: done.cause(given) }), ...what, ...(golden.checked ? { golden: true } : {}),
  }));
  last(`${words} for ${given.image}`);
  progress.count(asked, 1);
  advance();
  try {
    await entry.sent;
  } catch (error) {
    done.drop(entry);
    progress.count(asked, -1);
    asked.putBack(given);
    complain(`“${words}” for ${given.image} was not taken: ${error.message} The image comes again.`);
    if (!item && asked === queue) advance();
  }
}

function skip() {
  if (!item) return;
  queue.skip(item);
  done.skip(item);
  forgetAsked();
  last(`Skipped ${item.image}`);
  advance();
}

async function undo() {
  const entry = done.take();
  if (!entry) return;
  await trying(async () => {
    try {
      const back = await done.withdraw(entry, person());
      const image = await back.picture;
      queue.skipped.delete(entry.image);
      if (item) queue.putBack(item);
      turn++;
      show(back, image);
    } catch (error) {
      done.putBack(entry);
      throw error;
    }
    if (!entry.skipped) progress.count(queue, -1);
    last(`Took back: ${entry.words}`);
  });
}

/** Loaded anew, the page begins with what is next. */
function forgetAsked() {
  const address = new URL(location.href);
  address.searchParams.delete('image');
  history.replaceState(null, '', address);
}

async function addClass(name) {
  choices.clear();
  if (!confirm(`Add “${name}” to the classes of ${pipeline.name}? Labels may say it from now on; models know it after their next training.`)) return;
  const on = item;
  await trying(async () => {
    await api.send('POST', api.at`/v1/pipelines/${pipeline.name}/classes`, { class: name, by: person() });
    queue.classes.push({ name, count: 0 });
    if (on === item) answer([name]);
  });
}

const last = (words) => { document.getElementById('last').textContent = words; };

// Keys

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !queue) return;
  const { target } = event;
  const inFilter = target === filter;
  if (!inFilter && target.matches('input, select, textarea')) return;
  if (inFilter && choices.filterKey(event)) return event.preventDefault();
  if (event.key === 'Enter') {
    if (target.matches('button, a, summary')) return; // which it presses
    acceptAll();
  } else if (inFilter) {
    return;
  } else if (event.key === 's' || event.key === 'S') skip();
  else if (event.key === 'u' || event.key === 'U') undo();
  else if (isPages() || !item) return;
  else if (/^[1-9]$/.test(event.key)) {
    if (!choices.digit(Number(event.key))) return;
  } else if (event.key === '/') filter.focus();
  else {
    if (event.key.length === 1 && /\S/.test(event.key)) filter.focus(); // and the letter goes into it
    return;
  }
  event.preventDefault();
});

accept.addEventListener('click', acceptAll);
document.getElementById('skip').addEventListener('click', skip);
document.getElementById('undo').addEventListener('click', undo);
document.getElementById('settings').addEventListener('submit', (event) => event.preventDefault());
keepPerson(document.getElementById('person'), () => queue && begin(pipeline));
choosePipeline(document.getElementById('pipeline'), begin);
