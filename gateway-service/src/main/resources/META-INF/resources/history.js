import * as api from './api.js';
import { el } from './dom.js';
import { empty, table } from './part.js';
import { when } from './words.js';

const root = document.getElementById('history');
const form = document.getElementById('when');

const WORDS = { 'rolled-back': 'rolled back' };

/** Which version of each model served at a time, and what happened to models until then. */
export async function show() {
  const at = form.elements.at.value ? new Date(form.elements.at.value).toISOString() : '';
  let history;
  try {
    history = await api.get('/v1/models/history', { at });
  } catch (error) {
    return root.replaceChildren(empty(error.message));
  }
  const { serving = [], events = [] } = history;
  root.replaceChildren(
    serving.length
      ? table('Who served', ['Model', 'Since', 'By', 'Why'], serving.map((each) => [el('b', {}, `${each.model}@${each.version}`), when(each.since), each.by || '', each.reason || '']))
      : empty(`No model served ${at ? `at ${when(at)}` : 'yet'}.`),
    events.length ? el('details', {}, el('summary', {}, `What happened until then (${events.length})`), table('Events', ['When', 'Model', 'What', 'By', 'Why'],
      [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).map((each) => [when(each.at), `${each.model}@${each.version}`, WORDS[each.kind] || each.kind, each.by || '', each.reason || '']))) : '');
}

form.addEventListener('change', show);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
