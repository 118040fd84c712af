import * as api from './api.js';
import { choosePipeline, person } from './choice.js';
import { el } from './dom.js';
import { complain, meter, tell, trying } from './part.js';
import * as training from './training.js';
import { figure, span, when } from './words.js';

const STATES = { waiting: 'quiet', running: 'fair', done: 'good', failed: 'bad', cancelled: 'quiet' };

const list = document.getElementById('list');
const live = document.getElementById('live');
const form = document.getElementById('start');
const known = new Map();

let asked = false;

// The list

async function load() {
  const reply = await trying(() => api.get('/v1/trainings'));
  if (!reply) {
    setTimeout(load, 4000);
    return;
  }
  known.clear();
  reply.trainings.forEach((each) => known.set(each.id, each));
  const problems = Object.entries(reply.problems || {});
  document.getElementById('problems').replaceChildren(...problems.map(([name, words]) => el('li', {}, `No training of ${name} begins by itself: ${words}`)));
  redraw();
  follow();
  open();
}

function follow() {
  api.follow('/v1/trainings/stream', 'training', (each) => {
    known.set(each.id, { ...known.get(each.id), ...each });
    redraw();
    training.hear(known.get(each.id));
  }, (connected) => {
    live.textContent = connected ? 'live' : 'connecting';
    live.classList.toggle('on', connected);
  });
}

function redraw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const newest = [...known.values()].sort((a, b) => Date.parse(b.requestedAt) - Date.parse(a.requestedAt));
    list.replaceChildren(...newest.map(row));
    if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    document.getElementById('none').hidden = newest.length > 0;
  });
}

function row(each) {
  const over = ['done', 'failed', 'cancelled'].includes(each.state);
  const name = el('a', { href: `#${encodeURIComponent(each.id)}` }, each.name || each.pipeline || (each.file || each.id).split('/').pop());
  name.dataset.key = `open ${each.id}`;
  const stop = over ? null : el('button', { type: 'button', class: 'button plain small', onclick: () => cancel(each) }, 'Cancel');
  if (stop) stop.dataset.key = `stop ${each.id}`;
  return el('li', { class: location.hash === `#${encodeURIComponent(each.id)}` ? 'training chosen' : 'training' },
    el('div', {}, name, ' ', el('span', { class: `badge ${STATES[each.state] || ''}` }, each.state),
      el('p', { class: 'quiet' }, [each.part, each.why, each.by ? `by ${each.by}` : '', when(each.requestedAt)].filter(Boolean).join(' · '))),
    el('div', {}, each.state === 'running' ? meter(part(each)) : null, el('p', {}, words(each))),
    el('div', { class: 'actions' }, stop));
}

/** How much of it is done, by epochs and the steps within one. */
const part = ({ epoch = 1, epochs, step = 0, steps }) => (epochs ? (epoch - 1 + (steps ? step / steps : 0)) / epochs : 0);

function words(each) {
  if (each.state === 'failed' || each.state === 'cancelled') return each.reason || '';
  const metrics = Object.entries(each.metrics || {}).slice(0, 2).map(([name, value]) => `${name} ${figure(value)}`);
  if (each.state === 'done') return metrics.join(', ') || 'done';
  if (each.state === 'waiting') return 'No worker has taken it yet: ./kawara worker takes trainings.';
  return [
    each.epochs ? `epoch ${each.epoch} of ${each.epochs}` : 'preparing', typeof each.loss === 'number' ? `loss ${figure(each.loss)}` : '', ...metrics,
    each.examplesPerSecond ? `${figure(each.examplesPerSecond)}/s` : '', typeof each.secondsLeft === 'number' ? `${span(each.secondsLeft)} left` : '',
  ].filter(Boolean).join(', ');
}

// Starting and stopping

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const wishes = new FormData(form);
  const reply = await trying(() => api.send('POST', '/v1/trainings', {
    pipeline: wishes.get('pipeline'), ...(wishes.get('file').trim() ? { file: wishes.get('file').trim() } : {}),
    settings: wishes.get('settings').trim().split(/\s+/).filter(Boolean), publish: wishes.get('publish') === 'on', by: person(),
  }));
  if (!reply) return;
  tell('The training was asked for');
  if (!known.has(reply.id)) known.set(reply.id, { id: reply.id, pipeline: wishes.get('pipeline'), state: 'waiting', by: person(), requestedAt: new Date().toISOString() });
  location.hash = encodeURIComponent(reply.id);
  redraw();
});

async function cancel(each) {
  if (!confirm(`Cancel the training of ${each.pipeline || each.file}? Its checkpoint stays.`)) return;
  if (await trying(async () => (await api.send('DELETE', `${api.at`/v1/trainings/${each.id}`}?${new URLSearchParams({ by: person() })}`)) || true)) tell('It is being stopped');
}

function open() {
  redraw();
  training.open(decodeURIComponent(location.hash.slice(1)));
}

window.addEventListener('hashchange', open);
choosePipeline(document.getElementById('pipeline'), () => complain(null));
load();
