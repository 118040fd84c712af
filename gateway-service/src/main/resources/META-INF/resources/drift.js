import * as api from './api.js';
import { chart } from './chart.js';
import { choosePipeline } from './choice.js';
import { el } from './dom.js';
import { counters, empty, meter, panel, table, trying } from './part.js';
import { share, when } from './words.js';

/* Siddiqi (2006): below 0.1 the stream is as it was, from 0.25 on it is another one. */
const SOME = 0.1;
const MUCH = 0.25;

const days = document.getElementById('days');
const root = document.getElementById('drift');

let pipeline = '';

const grade = (psi) => (typeof psi !== 'number' ? '' : psi >= MUCH ? 'bad' : psi >= SOME ? 'fair' : 'good');
const graded = (psi) => el('span', { class: grade(psi) }, typeof psi === 'number' ? psi.toFixed(3) : '–');

async function load() {
  const asked = [pipeline, days.value].join();
  const drift = await trying(() => api.get('/v1/drift', { pipeline, days: days.value }));
  if (!drift || asked !== [pipeline, days.value].join()) return;
  const compared = Date.parse(drift.reference?.to) > Date.parse(drift.reference?.from);
  counters(document.getElementById('counters'), [
    ['classes', graded(compared ? drift.psi?.classes : null), 'Population stability index of the classes'],
    ['confidence', graded(compared ? drift.psi?.confidence : null), 'Population stability index of the scores'],
  ]);
  root.replaceChildren(...[alerts(drift, compared), compared ? series(drift) : null, classes(drift)].filter(Boolean));
}

function alerts(drift, compared) {
  if (!compared) {
    return panel('Alerts', empty(`There are no answers of ${pipeline} from before to compare with yet: they are compared with those of four times as long before, or, in the beginning, with the first half of their days.`));
  }
  return panel('Alerts', drift.alerts?.length ? el('ul', { class: 'alerts' }, ...drift.alerts.map((words) => el('li', {}, words))) : empty('The stream is as it was.'),
    el('p', { class: 'quiet' }, `Answers from ${when(drift.from)} to ${when(drift.to)}, beside those from ${when(drift.reference.from)} to ${when(drift.reference.to)}.`));
}

function series(drift) {
  if (!drift.series?.length) return null;
  const of = (name) => ({ name, points: drift.series.map((each) => [Date.parse(each.at), each[name]]) });
  return panel('Over time', chart('Drift', [of('classes'), of('confidence')], { zero: true, limits: [MUCH], label: (time) => when(time) }),
    el('p', { class: 'quiet' }, `Population stability index: below ${SOME} nothing to speak of, from ${MUCH} on (dashed) another stream: label some of what comes now.`));
}

function classes(drift) {
  if (!drift.classes?.length) return null;
  const most = Math.max(...drift.classes.flatMap((each) => [each.reference, each.now]), 0.01);
  const rows = [...drift.classes].sort((a, b) => b.psi - a.psi).map((each) => [
    each.name, { number: share(each.reference, 1) }, { number: share(each.now, 1) }, el('span', {}, meter(each.reference / most, 'before'), meter(each.now / most)), { number: graded(each.psi) },
  ]);
  const wide = panel('Classes', table('Drift by class', ['Class', { number: 'before' }, { number: 'now' }, '', { number: 'PSI' }], rows));
  wide.classList.add('wide');
  return wide;
}

days.addEventListener('change', load);
document.getElementById('settings').addEventListener('submit', (event) => event.preventDefault());
choosePipeline(document.getElementById('pipeline'), (chosen) => {
  pipeline = chosen.name;
  load();
});
