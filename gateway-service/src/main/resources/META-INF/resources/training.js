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
    el('header', {}, el('h2', {}, training.pipeline || training.file, el('span', { class: 'badge' }, training.state)),
      training.reason ? el('p', { class: training.state === 'failed' ? 'bad' : 'quiet' }, training.reason) : null),
    facts([
      ['Trains', training.file], ['Run', training.run], ['Snapshot', training.snapshot], ['Plan', training.plan], ['Worker', training.worker],
      ['Asked for', [when(training.requestedAt), training.by ? `by ${training.by}` : '', training.why].filter(Boolean).join(', ')], ['Last heard of', when(training.at)],
    ]),
    ...curves(training.curves || []),
    training.decision ? el('section', {}, el('h3', {}, 'The gate'), decision(training.decision, true)) : null,
    logged(training.log || []),
  ].filter(Boolean));
  const now = root.querySelector('.log');
  if (now && below) now.scrollTop = now.scrollHeight;
}

/** The loss, and each figure that was measured; those in [0,1] on one axis. */
function curves(points) {
  if (!points.length) return [empty('Curves appear with the first steps.')];
  const x = (point, at) => point.step ?? at;
  const names = [...new Set(points.flatMap((point) => Object.keys(point.metrics || {}).concat(Object.keys(point))))]
    .filter((name) => !['step', 'epoch', 'steps', 'epochs', 'at', 'metrics', 'loss', 'examplesPerSecond', 'secondsLeft'].includes(name));
  const line = (name) => ({ name, points: points.map((point, at) => [x(point, at), point[name] ?? point.metrics?.[name]]) });
  const measured = names.map(line).filter((each) => each.points.some(([, y]) => Number.isFinite(y)));
  const label = (step) => `step ${Math.round(step)}`;
  return [
    el('section', {}, el('h3', {}, 'Loss'), chart('loss', [line('loss')], { label })),
    measured.length ? el('section', {}, el('h3', {}, 'Measured'), chart('what is measured', measured.slice(0, 4), { label })) : null,
  ];
}

function logged(lines) {
  if (!lines.length) return null;
  const words = lines.map((line) => (typeof line === 'string' ? line : [line.at ? when(line.at) : '', line.line ?? line.message ?? JSON.stringify(line)].filter(Boolean).join('  ')));
  return el('section', {}, el('h3', {}, `Log (${count(lines.length, 'line')})`), el('pre', { class: 'log', tabIndex: 0 }, words.join('\n')));
}
