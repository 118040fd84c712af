import * as api from './api.js';
import { el } from './dom.js';
import { complain } from './part.js';

const AGAIN = 3000;
const CHOSEN = 'kawara.pipeline';
const PERSON = 'kawara.person';

/**
 * Fills a choice of pipelines; the address's comes first, then the one that was chosen last.
 *
 * @param onChoice hears the chosen pipeline, at once and at every change
 * @param which pipelines are offered
 */
export async function choosePipeline(select, onChoice, which = () => true) {
  let all;
  try {
    all = (await api.pipelines()).filter(which);
    if (!all.length) throw new Error('No pipeline is registered yet: ./kawara pipelines put FILE registers one.');
    complain(null);
  } catch (error) {
    complain(error);
    setTimeout(() => choosePipeline(select, onChoice, which), AGAIN);
    return;
  }
  const wanted = [new URLSearchParams(location.search).get('pipeline'), localStorage.getItem(CHOSEN), 'default'];
  const first = wanted.find((name) => all.some((each) => each.name === name)) || all[0].name;
  select.replaceChildren(...all.map((each) => el('option', { value: each.name, selected: each.name === first }, each.name)));
  const choose = () => {
    localStorage.setItem(CHOSEN, select.value);
    onChoice(all.find((each) => each.name === select.value));
  };
  select.addEventListener('change', () => {
    const address = new URL(location.href);
    address.searchParams.set('pipeline', select.value);
    history.replaceState(null, '', address);
    choose();
  });
  choose();
}

/** A field that keeps who is there, for all pages of this browser. */
export function keepPerson(input, onChange = () => {}) {
  input.value = localStorage.getItem(PERSON) || '';
  input.addEventListener('change', () => {
    localStorage.setItem(PERSON, input.value.trim());
    onChange();
  });
}

export const person = () => localStorage.getItem(PERSON) || 'anonymous';
