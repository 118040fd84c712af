import * as api from './api.js';
import * as archive from './archive.js';
import { choosePipeline, person } from './choice.js';
import { el } from './dom.js';
import { counters, empty, meter, panel, table, tell, trying } from './part.js';
import { count, share, whole } from './words.js';

const figures = document.getElementById('counters');
const root = document.getElementById('counts');

let pipeline = '';

async function show(chosen) {
  pipeline = chosen.name;
  archive.open(pipeline);
  await load();
}

async function load() {
  const asked = pipeline;
  const data = await trying(() => api.get('/v1/data', { pipeline }));
  if (!data || asked !== pipeline) return;
  const [agreement, conflicts] = await Promise.all([
    api.get('/v1/labels/agreement', { pipeline }).catch((error) => ({ error })),
    api.get('/v1/labels/conflicts', { pipeline }).catch((error) => ({ error })),
  ]);
  if (asked !== pipeline) return;
  counters(figures, [
    ['images', whole(data.images), 'In the archive'],
    ['labelled', whole(data.labelled), 'By people'],
    ['golden', whole(data.golden), 'Held out for ever to measure by'],
    ['pseudo-labels', whole(data.pseudo), 'The pipeline’s own answers that it learns from'],
    ['pseudo share', typeof data.pseudoShare === 'number' ? share(data.pseudoShare, 1) : '–', 'Of all that is learned from'],
  ]);
  document.getElementById('classes').replaceChildren(...data.classes.map((each) => el('option', { value: each.name })));
  root.replaceChildren(classes(data), el('div', { class: 'stack' }, sources(data), agree(agreement), conflicting(conflicts)));
}

function classes(data) {
  if (!data.classes.length) {
    return panel('Classes', empty('There is no class yet. A label brings the first: ', el('a', { href: `review.html?pipeline=${pipeline}` }, 'review'), ' some images, or ', el('code', {}, './kawara import'), ' a labelled set.'));
  }
  const most = Math.max(...data.classes.map((each) => each.human + each.pseudo), 1);
  const rows = [...data.classes].sort((a, b) => b.human + b.pseudo - a.human - a.pseudo || a.name.localeCompare(b.name)).map((each) => [
    each.name, { number: whole(each.human) }, { number: whole(each.pseudo) }, { number: whole(each.golden) }, { number: whole(each.answers) }, both(each, most),
  ]);
  return panel(`Classes (${data.classes.length})`,
    table('Labels by class', ['Class', { number: 'people' }, { number: 'pseudo' }, { number: 'golden' }, { number: 'answers' }, ''], rows),
    el('p', { class: 'quiet' }, 'The line: labels of people dark, pseudo-labels light.'),
    el('p', { class: 'actions' }, el('a', { href: `review.html?pipeline=${encodeURIComponent(pipeline)}` }, 'Review'),
      el('button', { type: 'button', class: 'button plain small', onclick: labelByAnswers }, 'Learn from sure answers')));
}

function both(each, most) {
  const line = meter(each.human / most);
  const soft = el('span', { class: 'fill soft' });
  soft.style.inlineSize = `${(100 * each.pseudo) / most}%`;
  line.append(soft);
  return line;
}

function sources(data) {
  if (!data.sources?.length) return panel('Sources', empty('No label has come yet.'));
  return panel('Sources', table('Labels by source', ['Source', { number: 'labels' }, { number: 'trust' }, { number: 'held' }, ''], data.sources.map((each) => [
    each.source, { number: whole(each.labels) }, { number: typeof each.trust === 'number' ? share(each.trust, 1) : '–' },
    { number: el('span', { class: each.held ? 'bad' : '' }, whole(each.held)) },
    el('span', { class: 'actions' },
      each.held ? el('button', { type: 'button', class: 'button plain small', onclick: () => decide(each, 'release', 'They will be learned from.') }, 'Release') : null,
      each.held ? el('button', { type: 'button', class: 'button plain small', onclick: () => decide(each, 'refuse', 'They will never be learned from.') }, 'Refuse') : null,
      el('button', { type: 'button', class: 'button plain small', onclick: () => revoke(each) }, 'Revoke')),
  ])), el('p', { class: 'quiet' }, 'Held: a flood, or against the golden set. Held labels are not learned from until they are released.'));
}

/** Releases or refuses what a source's labels are held for. */
async function decide({ source, held }, verdict, outcome) {
  if (!confirm(`${verdict === 'release' ? 'Release' : 'Refuse'} ${count(held, 'held label')} of ${source}? ${outcome}`)) return;
  if (await trying(() => api.send('POST', `/v1/labels/${verdict}`, { pipeline, source, by: person() }))) tell(`${source}: ${outcome}`);
  await load();
}

/** Says first what would become a label, then makes it one. */
async function labelByAnswers() {
  const asked = { pipeline, by: person() };
  const trial = await trying(() => api.send('POST', '/v1/labels/pseudo', { ...asked, dryRun: true }));
  if (!trial) return;
  const words = Object.entries(trial.classes || {}).sort(([, a], [, b]) => b - a).slice(0, 8).map(([name, number]) => `${name} ${number}`).join(', ');
  if (!trial.labels) return alert(`Of ${count(trial.candidates, 'answer')} none qualifies by the rules of ${pipeline}.`);
  if (!confirm(`Learn from ${count(trial.labels, 'image')} as the pipeline answered them, of ${whole(trial.candidates)} that could be? ${words}`)) return;
  if (await trying(() => api.send('POST', '/v1/labels/pseudo', asked))) tell(`${count(trial.labels, 'pseudo-label')} given`);
  await load();
}

async function revoke({ source, labels }) {
  if (!confirm(`Take all ${count(labels, 'label')} of ${source} out of further training?`)) return;
  const reply = await trying(() => api.send('POST', '/v1/labels/revoke', { pipeline, source, by: person() }));
  if (reply) {
    const learned = reply.models?.length ? ` These models have learned from them: ${reply.models.join(', ')}.` : ' No model has learned from them.';
    alert(`Revoked ${count(reply.revoked, 'label')}.${learned}`);
  }
  await load();
}

function agree({ kappa, pairs = [], error }) {
  if (error) return panel('Agreement', empty(error.message));
  if (!pairs.length) return panel('Agreement', empty('Two people have not labelled the same images yet.'));
  return panel('Agreement',
    el('p', {}, 'Cohen’s kappa ', el('b', {}, kappa?.toFixed(2) ?? '–'), el('span', { class: 'quiet' }, ' (1: always, 0: as by chance)')),
    table('Agreement by pair', ['Pair', { number: 'images' }, { number: 'the same' }, { number: 'kappa' }],
      pairs.map((each) => [`${each.a}, ${each.b}`, { number: whole(each.images) }, { number: share(each.agreed, each.images) }, { number: each.kappa?.toFixed(2) ?? '–' }])));
}

function conflicting({ conflicts = [], error }) {
  if (error) return panel('Conflicts', empty(error.message));
  if (!conflicts.length) return panel('Conflicts', empty('No two labels of an image contradict each other.'));
  return panel(`Conflicts (${conflicts.length})`, table('Images with contradicting labels', ['Image', 'Who says what', ''], conflicts.map((each) => [
    el('code', {}, each.image), each.labels.map(said).join(' · '),
    el('a', { href: `review.html?${new URLSearchParams({ pipeline, image: each.image })}` }, 'Decide'),
  ])));
}

const said = (each) => {
  const label = each.label || each;
  return `${label.by}: ${label.labels?.join(', ') || `${label.characters?.length ?? 0} characters`}`;
};

choosePipeline(document.getElementById('pipeline'), show);
