import { el, percent } from './dom.js';
import { meter } from './part.js';

const KEYS = 9;
const MOST_FOUND = 50;

const list = document.getElementById('choices');
const filter = document.getElementById('filter');
const found = document.getElementById('found');

let several = false;
let shown = []; // the classes with a digit
let likeliest = null;
let all = [];
let chosen = new Set();
let marked = 0;
let onAnswer = () => {};
let onNew = () => {};

/**
 * Offers an answer's likeliest classes by digit, and all others by name.
 *
 * @param classes what labels may say, each with its `name` and how many labels it has
 * @param multi whether an image has any number of labels
 * @param answer hears the labels that were chosen
 * @param other hears a name that is no class
 */
export function offer(result, classes, multi, answer, other) {
  several = multi;
  all = classes;
  onAnswer = answer;
  onNew = other;
  chosen = new Set(multi ? result.labels || [] : []);
  const scores = new Map((result.scores || []).map((each) => [each.label, each.score]));
  if (result.label && !scores.has(result.label)) scores.set(result.label, result.score);
  const likely = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a));
  likeliest = likely[0] ?? null;
  const others = [...classes].sort((a, b) => (b.count || 0) - (a.count || 0)).map((each) => each.name).filter((name) => !scores.has(name));
  shown = [...likely, ...others].slice(0, KEYS);
  list.replaceChildren(...shown.map((name, at) => el('li', {}, choice(name, at, scores.get(name)))));
  clear();
}

function choice(name, at, score) {
  const button = el('button', {
    type: 'button', class: !several && name === likeliest ? 'choice first' : 'choice', 'aria-pressed': several ? String(chosen.has(name)) : undefined, onclick: () => pick(name),
    'aria-keyshortcuts': String(at + 1),
  }, el('kbd', {}, String(at + 1)), el('span', { class: 'name' }, name), meter(score), el('span', { class: 'value quiet' }, score === undefined ? '' : percent(score)));
  button.dataset.name = name;
  return button;
}

/** Takes the class with this digit; false where there is none. */
export function digit(number) {
  const name = shown[number - 1];
  if (name === undefined) return false;
  pick(name);
  return true;
}

/** What Enter says: the likeliest class, or all that were chosen; null where nothing can be accepted. */
export const accepted = () => (several ? [...chosen] : likeliest === null ? null : [likeliest]);

function pick(name) {
  clear();
  filter.blur(); // digits are digits again
  if (!several) return onAnswer([name]);
  if (chosen.has(name)) chosen.delete(name);
  else chosen.add(name);
  if (!shown.includes(name)) {
    shown.push(name);
    list.append(el('li', {}, choice(name, shown.length - 1)));
  }
  list.querySelectorAll('.choice').forEach((button) => button.setAttribute('aria-pressed', String(chosen.has(button.dataset.name))));
}

// Finding by name

export function clear() {
  filter.value = '';
  search();
}

function search() {
  const words = filter.value.trim().toLocaleLowerCase();
  marked = 0;
  found.hidden = !words;
  filter.setAttribute('aria-expanded', String(Boolean(words)));
  filter.removeAttribute('aria-activedescendant');
  if (!words) return found.replaceChildren();
  const begins = (name) => (name.toLocaleLowerCase().startsWith(words) ? 0 : 1);
  const names = all.filter((each) => each.name.toLocaleLowerCase().includes(words))
    .sort((a, b) => begins(a.name) - begins(b.name) || a.name.localeCompare(b.name)).slice(0, MOST_FOUND);
  const rows = names.map((each) => row(each.name, each.count ? `${each.count}` : '', () => pick(each.name)));
  if (!names.some((each) => each.name.toLocaleLowerCase() === words)) {
    const name = filter.value.trim();
    rows.push(row(`Add “${name}” as a class`, 'new', () => onNew(name)));
  }
  found.replaceChildren(...rows);
  mark(0);
}

function row(name, note, take) {
  const item = el('li', { role: 'option', onpointerdown: (event) => event.preventDefault(), onclick: take }, el('span', {}, name), el('span', { class: 'quiet' }, note));
  item.take = take;
  return item;
}

function mark(at) {
  const rows = [...found.children];
  marked = (at + rows.length) % rows.length;
  rows.forEach((item, place) => {
    item.id = `found-${place}`;
    item.setAttribute('aria-selected', String(place === marked));
  });
  rows[marked].scrollIntoView({ block: 'nearest' });
  filter.setAttribute('aria-activedescendant', `found-${marked}`);
}

filter.addEventListener('input', search);
filter.addEventListener('blur', () => { found.hidden = true; });
filter.addEventListener('focus', search);

/** Takes a key that was pressed in the filter; false where it is not for it. */
export function filterKey(event) {
  if (event.key === 'Escape') {
    clear();
    filter.blur();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (!found.hidden) mark(marked + (event.key === 'ArrowDown' ? 1 : -1));
  } else if (event.key === 'Enter' && filter.value.trim()) {
    found.children[marked].take();
  } else {
    return false;
  }
  return true;
}
