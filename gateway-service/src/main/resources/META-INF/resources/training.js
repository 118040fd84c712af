import * as api from './api.js';
import { chart } from './chart.js';
import { decision } from './decision.js';
import { el } from './dom.js';
import { complain, empty, facts } from './part.js';
import { count, when } from './words.js';

const PAUSE = 3000; // between two looks at a training that runs

const root = document.getElementById('one');

let id = '';
let timer = 0;

/** Shows one training with its curves and its log; none for an empty id. */
export function open(wanted) {
  id = wanted;
  clearTimeout(timer);
  root.hidden = true;
  if (id) look();
}

/** Something was heard of a training. */
export function hear(heard) {
  if (heard.id === id && !timer) timer = setTimeout(look, PAUSE);
}

async function look() {
  const mine = id;
  timer = 0;
  try {
    const training = await api.get(api.at`/v1/trainings/${mine}`);
    if (mine === id) draw(training);
  } catch (error) {
    if (mine === id && error.status !== 404) complain(error);
  }
}

function draw(training) {
  const log = root.querySelector('.log');
  const below = !log || log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  root.hidden = false;
  root.replaceChildren(...[
    el('header', {}, el('h2', {}, training.name || training.pipeline || training.file, el('span', { class: 'badge' }, training.state)),
      training.reason ? el('p', { class: training.state === 'failed' ? 'bad' : 'quiet' }, training.reason) : null),
    facts([
      ['Pipeline', training.pipeline], ['Trains', training.file], ['Settings', training.settings?.join(' ')], ['Part', training.part], ['Run', training.run], ['Snapshot', training.snapshot], ['Plan', training.plan], ['Worker', training.worker],
      ['Asked for', [when(training.requestedAt), training.by ? `by ${training.by}` : '', training.why].filter(Boolean).join(', ')], ['Last heard of', when(training.at)],
    ]),
    el('div', { class: 'panels curves' }, ...curves(training.curves || [])),
    training.decision ? el('section', {}, el('h3', {}, 'The gate'), decision(training.decision, true)) : null,
    logged(training.log || []),
  ].filter(Boolean));
  const now = root.querySelector('.log');
  if (now && below) now.scrollTop = now.scrollHeight;
}

const NOT_MEASURED = ['part', 'step', 'steps', 'epoch', 'epochs', 'at', 'metrics', 'loss', 'rate', 'examplesPerSecond', 'secondsLeft', 'seconds', 'dataWait'];
const MOST_LINES = 4;

/** The loss of each part, and whatever was measured of it: parts are the models and folds that a training has. */
function curves(points) {
  if (!points.length) return [empty('Curves appear with the first epoch.')];
  const parts = [...new Set(points.map((point) => point.part ?? ''))];
  const names = [...new Set(points.flatMap((point) => Object.keys(point).concat(Object.keys(point.metrics || {}))))].filter((name) => !NOT_MEASURED.includes(name));
  return ['loss', ...names].flatMap((name) => {
    const lines = parts.map((part) => ({
      name: part || name,
      points: points.filter((point) => (point.part ?? '') === part).map((point, at) => [point.epoch ?? at + 1, point[name] ?? point.metrics?.[name]]),
    })).filter((line) => line.points.some(([, y]) => Number.isFinite(y)));
    return groups(lines, MOST_LINES).map((some) => el('section', {}, el('h3', {}, some.length === 1 && some[0].name !== name ? `${name}, ${some[0].name}` : name),
      chart(name, some, { label: (epoch) => `epoch ${Math.round(epoch)}` })));
  });
}

const groups = (all, size) => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

function logged(lines) {
  if (!lines.length) return null;
  const words = lines.map((line) => (typeof line === 'string' ? line : [line.at ? when(line.at) : '', line.line ?? line.message ?? JSON.stringify(line)].filter(Boolean).join('  ')));
  return el('section', {}, el('h3', {}, `Log (${count(lines.length, 'line')})`), el('pre', { class: 'log', tabIndex: 0 }, words.join('\n')));
}
