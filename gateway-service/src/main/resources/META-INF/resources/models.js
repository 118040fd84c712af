import * as api from './api.js';
import { ask } from './ask.js';
import { chart } from './chart.js';
import { decision } from './decision.js';
import { el } from './dom.js';
import { show as showHistory } from './history.js';
import { empty, facts, table, tell, trying } from './part.js';
import { count, figure, size, when, whole } from './words.js';

const names = document.getElementById('names');
const root = document.getElementById('model');

let models = [];
let turn = 0;

async function load() {
  const all = await trying(() => api.get('/v1/models'));
  if (!all) return;
  models = all;
  names.parentElement.classList.toggle('alone', !models.length);
  names.replaceChildren(...models.map(link));
  open();
}

function link(model) {
  const serving = model.champion ? `@${model.champion.version} serves` : 'none serves';
  return el('a', { href: `#${encodeURIComponent(model.name)}` }, model.name,
    el('span', { class: 'quiet' }, model.challenger ? `${serving}, @${model.challenger.version} challenges` : serving));
}

async function open() {
  const mine = ++turn;
  const wanted = decodeURIComponent(location.hash.slice(1));
  const model = models.find((each) => each.name === wanted) || models[0];
  for (const each of names.children) {
    if (model && each.hash === `#${encodeURIComponent(model.name)}`) each.setAttribute('aria-current', 'true');
    else each.removeAttribute('aria-current');
  }
  if (!model) {
    return root.replaceChildren(empty('No model was published yet. ', el('a', { href: 'trainings.html' }, 'Train one'), ', or publish your own ONNX file: ', el('code', {}, './kawara models import FILE.onnx --card CARD'), '.'));
  }
  draw(model, null);
  const [decisions, whole] = await Promise.all([
    api.get(api.at`/v1/models/${model.name}/decisions`).catch((error) => ({ error })),
    model.challenger?.shadow ? api.get(api.at`/v1/models/${model.name}`).catch(() => model) : model,
  ]);
  if (mine === turn) draw(whole, decisions);
}

function draw(model, decisions) {
  const versions = [...model.versions].sort((a, b) => b.version - a.version);
  const serving = versions.find((each) => each.version === model.champion?.version);
  root.replaceChildren(...[
    heading(model), versionTable(model, versions), curves(versions), serving ? about(serving) : null, decisions ? decided(decisions) : null,
  ].filter(Boolean));
}

function heading(model) {
  const { champion, challenger } = model;
  return el('header', {}, el('h2', {}, model.name,
    champion ? el('span', { class: 'badge good' }, `version ${champion.version} serves`) : el('span', { class: 'badge bad' }, 'none serves'),
    challenger ? el('span', { class: 'badge fair' }, `version ${challenger.version} challenges${challenger.shadow ? ', in shadow' : ''}`) : null),
  champion?.since ? el('p', { class: 'quiet' }, `Since ${when(champion.since)}, by ${champion.by || 'nobody named'}${champion.reason ? `: ${champion.reason}` : ''}`) : null,
  agreement(model),
  el('p', { class: 'actions' },
    challenger ? el('button', { type: 'button', class: 'button small', onclick: () => promote(model, challenger.version) }, `Promote version ${challenger.version}`) : null,
    challenger ? el('button', { type: 'button', class: 'button plain small', onclick: () => dismiss(model) }, `Dismiss version ${challenger.version}`) : null,
    champion && model.versions.some((each) => each.version !== champion.version)
      ? el('button', { type: 'button', class: 'button plain small', onclick: () => rollback(model) }, 'Roll back') : null));
}

/** How often the challenger in shadow said the same as the champion, of the live stream. */
function agreement({ champion, challenger, agreements }) {
  const pair = agreements?.find((each) => each.challenger === challenger?.version && each.champion === champion?.version);
  return pair ? el('p', {}, `In shadow version ${pair.challenger} said the same as version ${pair.champion} in ${pair.agreed} of ${count(pair.answers, 'answer')}.`) : null;
}

function versionTable(model, versions) {
  const measured = [...new Set(versions.flatMap((each) => Object.keys(each.metrics || {})))].slice(0, 5);
  const rows = versions.map((each) => [
    el('span', {}, el('b', {}, `@${each.version}`), state(model, each)), when(each.publishedAt), ...measured.map((name) => ({ number: figure(each.metrics?.[name]) })), { number: size(each.bytes) },
    each.version === model.champion?.version ? '' : el('button', { type: 'button', class: 'button plain small', onclick: () => promote(model, each.version) }, 'Promote'),
  ]);
  return el('section', {}, el('h3', {}, count(versions.length, 'version')),
    table(`Versions of ${model.name}`, ['Version', 'Published', ...measured.map((name) => ({ number: name })), { number: 'file' }, ''], rows));
}

function state(model, { version }) {
  if (version === model.champion?.version) return el('span', { class: 'good' }, ' champion');
  return version === model.challenger?.version ? el('span', { class: 'fair' }, ' challenger') : '';
}

/** The first figures by version, once there are some to compare. */
function curves(versions) {
  const oldest = [...versions].reverse();
  const measured = [...new Set(oldest.flatMap((each) => Object.keys(each.metrics || {})))].filter((name) => oldest.every((each) => !(each.metrics?.[name] > 1))).slice(0, 3);
  if (oldest.length < 2 || !measured.length) return null;
  return el('section', {}, el('h3', {}, 'From version to version'), chart('figures by version',
    measured.map((name) => ({ name, points: oldest.map((each) => [each.version, each.metrics?.[name]]) })), { label: (version) => `@${whole(version)}` }));
}

function about(serving) {
  return el('section', {}, el('h3', {}, `What version ${serving.version} says of itself`), facts([
    ['Answers for', serving.task],
    ['Classes', serving.labels?.length ? labels(serving.labels) : null],
    ['Learned from', serving.snapshot ? el('code', {}, serving.snapshot) : 'files, not a snapshot of the catalogue'],
    ['File', el('code', {}, serving.sha256)],
    ...Object.entries(serving.metrics || {}).map(([name, value]) => [name, figure(value)]),
  ]));
}

function labels(all) {
  if (all.length <= 12) return all.join(', ');
  return el('details', {}, el('summary', {}, `${whole(all.length)}: ${all.slice(0, 6).join(', ')} …`), all.join(', '));
}

function decided({ decisions = [], error }) {
  const heading = el('h3', {}, 'Decisions');
  if (error) return el('section', {}, heading, empty(error.message));
  if (!decisions.length) return el('section', {}, heading, empty('The gate has not decided about this model yet: it does when a training of its pipeline from the catalogue is done.'));
  return el('section', {}, heading, ...decisions.map((each, at) => decision(each, at === 0)));
}

async function promote(model, version) {
  const answer = await ask({
    title: `Let ${model.name}@${version} serve?`, act: 'Promote', text: `Every replica swaps to it while it serves${model.champion ? `; ${model.name}@${model.champion.version} can be rolled back to` : ''}.`,
  });
  if (!answer) return;
  if (await trying(() => api.send('POST', api.at`/v1/models/${model.name}/promote`, { version, ...answer }))) tell(`${model.name}@${version} serves`);
  settle();
}

async function dismiss(model) {
  const answer = await ask({ title: `Dismiss ${model.name}@${model.challenger.version}?`, act: 'Dismiss', text: 'It stands against the champion no longer; it stays published.' });
  if (!answer) return;
  await trying(() => api.send('POST', api.at`/v1/models/${model.name}/dismiss`, answer));
  settle();
}

async function rollback(model) {
  const answer = await ask({ title: `Roll ${model.name} back?`, act: 'Roll back', text: `The version that served before @${model.champion.version} serves again, on every replica, in seconds.` });
  if (!answer) return;
  if (await trying(() => api.send('POST', api.at`/v1/models/${model.name}/rollback`, answer))) tell(`${model.name} was rolled back`);
  settle();
}

/** The registry's record comes back to the gateway a moment later. */
function settle() {
  setTimeout(() => {
    if (!document.querySelector('#trouble:not([hidden])')) load();
    showHistory();
  }, 700);
}

window.addEventListener('hashchange', open);
load();
showHistory();
