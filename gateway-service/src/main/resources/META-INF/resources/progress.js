import * as api from './api.js';
import { el } from './dom.js';
import { counters, empty, meter, panel, table } from './part.js';
import { share, whole } from './words.js';

const SETTLED = 1200; // by then the catalogue has heard of a label

const root = document.getElementById('counters');
const people = document.getElementById('people');

let timer = 0;
let known = null;
let ahead = { labels: 0, images: 0 }; // what was done here and is not in what the catalogue said last

/** Shows how far a pipeline's review is; throws nothing: what cannot be known is a dash. */
export async function load(queue) {
  known = await api.get('/v1/review/progress', { pipeline: queue.pipeline }).catch(() => known);
  ahead = { labels: 0, images: 0 };
  show(queue);
  if (known) people.replaceChildren(accuracy(known.accuracy), byPerson(known));
}

/** A label was given, or with -1 taken back. */
export function count(queue, by) {
  ahead.labels += by;
  if (queue.left !== null) queue.left = Math.max(0, queue.left - by);
  show(queue);
  clearTimeout(timer);
  timer = setTimeout(() => load(queue), SETTLED);
}

function show(queue) {
  const random = known?.accuracy?.random;
  counters(root, [
    ['today', known ? whole(known.today + ahead.labels) : '–', 'Labels given since midnight'],
    ['in all', known ? whole(known.labelled + ahead.labels) : '–', 'Images with a label of a person'],
    ['left', queue.left === null ? '–' : whole(queue.left), 'Images that nobody has labelled'],
    ['right', random?.reviewed ? share(random.right, random.reviewed) : '–', 'Of the answers that were reviewed at random'],
  ]);
  root.dataset.today = known ? known.today + ahead.labels : '';
}

function accuracy(measured) {
  if (!measured?.reviewed) {
    return panel('How often the answer was right', empty('Nothing was reviewed yet. Each label that you give says whether the answer was right.'));
  }
  const row = (name, { reviewed, right }) => [name, { number: share(right, reviewed) }, { number: `${whole(right)} of ${whole(reviewed)}` }, meter(right / (reviewed || 1))];
  return panel('How often the answer was right',
    table('Accuracy of what was reviewed', ['', { number: 'right' }, { number: 'images' }, ''], [row('Shown at random', measured.random || { reviewed: 0, right: 0 }), row('All reviewed', measured)]),
    el('p', { class: 'quiet' }, 'What is shown at random measures the stream as it is; what is shown because it is doubtful is harder than the stream.'));
}

function byPerson({ byPerson: all = [], labelled }) {
  if (!all.length) return panel('Who did what', empty('Nobody has labelled yet.'));
  return panel('Who did what', table('Labels by person', ['Who', { number: 'labels' }, ''],
    all.map((each) => [each.by, { number: whole(each.labels) }, meter(each.labels / (labelled || 1))])));
}
