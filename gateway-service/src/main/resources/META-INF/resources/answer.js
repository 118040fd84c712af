import { confidence, duration, el, percent } from './dom.js';
import { isVertical, transcription } from './transcription.js';

/** The whole answer as elements; {@code onPoint} hears which line of text or which character is pointed at. */
export function view(result, roundTrip, onPoint) {
  return [
    headline(result),
    scores(result),
    characters(result, onPoint),
    missing(result),
    votes(result),
    text(result, onPoint),
    facts(result, roundTrip),
    raw(result),
  ].filter(Boolean);
}

/** What the answer is in a word. */
export function title(result) {
  if (result.status === 'failed') return 'no answer';
  if (result.label) return result.label;
  if (result.labels?.length) return result.labels.join(', ');
  if (result.text) return result.text.split('\n')[0];
  if (result.characters?.length) return result.transcription?.split('\n')[0] || counted(result.characters.length);
  return 'nothing found';
}

const counted = (number) => `${number} ${number === 1 ? 'character' : 'characters'}`;

/** Several labels are tags, so that each is told from the next whatever they contain. */
function name(result) {
  if (result.characters?.length) return counted(result.characters.length);
  if (!result.labels?.length || result.label) return title(result);
  return el('span', { class: 'tags' }, ...result.labels.map((label) => el('span', { class: 'tag' }, label)));
}

function headline(result) {
  const status = el('span', { class: `status ${result.status}` }, result.status);
  const score = typeof result.score === 'number' ? el('span', { class: 'score' }, percent(result.score)) : null;
  return el('header', {},
    el('p', { class: 'kicker' }, el('span', {}, result.pipeline || 'default'), status),
    el('h2', { class: result.status === 'failed' ? 'label none' : 'label' }, name(result), score),
    result.reason ? el('p', { class: 'reason' }, result.reason) : null);
}

function bar(name, score, extra = '') {
  const fill = el('span', { class: 'fill' });
  fill.style.inlineSize = `${Math.max(score * 100, 0.5)}%`;
  return el('li', { class: `bar ${extra}` },
    el('span', { class: 'name', title: name }, name),
    el('span', { class: 'track', 'aria-hidden': 'true' }, fill),
    el('span', { class: 'value' }, percent(score)));
}

const chosen = (result) => new Set(result.labels?.length ? result.labels : [result.label]);

/** The best five; of several labels all, and the next three that were not chosen. */
function scores(result) {
  if (!result.scores?.length) return null;
  const labels = chosen(result);
  const most = result.labels?.length ? labels.size + 3 : 5;
  const shown = result.scores.filter((s, place) => place < most || labels.has(s.label));
  return el('ol', { class: shown.length > 8 ? 'bars many' : 'bars', 'aria-label': 'Scores' },
    ...shown.map((s) => bar(s.label, s.score, labels.has(s.label) ? 'chosen' : '')));
}

export function missing(result) {
  if (!result.missing?.length) return null;
  return section('Missing', el('ul', { class: 'missing' },
    ...result.missing.map((m) => el('li', {}, el('b', {}, m.model), ` ${m.reason}`))));
}

export function votes(result) {
  if (!result.votes?.length) return null;
  return section('Votes', ...result.votes.map((vote) => el('section', { class: `vote ${vote.outcome}` },
    el('h4', {},
      el('span', { class: 'model' }, vote.model, el('span', { class: 'quiet' }, vote.version ? `@${vote.version}` : '')),
      el('span', { class: 'quiet figures' },
        vote.shadow ? 'in shadow, not counted' : vote.outcome === 'ok' ? `weight ${percent(vote.weight)}` : vote.outcome,
        typeof vote.millis === 'number' ? ` · ${duration(vote.millis)}` : '')),
    vote.reason ? el('p', { class: 'quiet' }, vote.reason) : null,
    vote.scores?.length
      ? el('ol', { class: 'bars', 'aria-label': `Scores of ${vote.model}` },
        ...vote.scores.slice(0, 3).map((s) => bar(s.label, s.score, chosen(result).has(s.label) ? 'chosen' : '')))
      : null)));
}

function characters(result, onPoint) {
  if (!result.characters?.length) return null;
  return transcription(result, isVertical(result.characters), onPoint);
}

export function text(result, onPoint) {
  if (!result.lines?.length) {
    return result.text ? section('Text', el('p', { class: 'words' }, result.text)) : null;
  }
  const lines = result.lines.map((line, index) => el('li', {
    tabIndex: 0,
    class: confidence(line.confidence),
    onpointerenter: () => onPoint(index),
    onpointerleave: () => onPoint(null),
    onfocus: () => onPoint(index),
    onblur: () => onPoint(null),
  }, el('span', {}, line.text), el('span', { class: 'quiet value' }, percent(line.confidence))));
  return section('Text', el('ol', { class: 'lines' }, ...lines));
}

function facts(result, roundTrip) {
  const rows = [];
  if (result.receivedAt && result.decidedAt) {
    rows.push(['Decided in', duration(Math.max(0, Date.parse(result.decidedAt) - Date.parse(result.receivedAt)))]);
  }
  if (roundTrip) rows.push(['Here and back', duration(roundTrip)]);
  rows.push(['Submission', el('a', { href: `#${result.submission}` }, result.submission)]);
  if (result.id !== result.submission) rows.push(['Id', el('code', {}, result.id)]);
  return section('Record', el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
}

/** Written only when it is looked at: a page's answer has tens of thousands of lines. */
function raw(result) {
  const text = el('pre', {});
  const details = el('details', { class: 'raw' }, el('summary', {}, 'The answer as it came'), text);
  details.addEventListener('toggle', () => {
    text.textContent ||= JSON.stringify(result, null, 2);
  });
  return details;
}

function section(name, ...content) {
  return el('section', {}, el('h3', {}, name), ...content);
}
