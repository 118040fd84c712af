import { el } from './dom.js';

/** A titled part of a page. */
export const panel = (name, ...content) => el('section', { class: 'panel' }, el('h2', {}, name), ...content);

/** What stands where nothing is yet: what it would be, and what to do. */
export const empty = (...words) => el('p', { class: 'empty' }, ...words);

/**
 * A table. A cell is text or an element; `{ number }` stands to the right.
 *
 * @param head the columns' names
 * @param caption what the table is, for who does not see it
 */
export function table(caption, head, rows) {
  const cell = (tag, content) => (content !== null && typeof content === 'object' && 'number' in content
    ? el(tag, { class: 'number' }, content.number)
    : el(tag, {}, content));
  return el('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption }, el('table', {},
    el('thead', {}, el('tr', {}, ...head.map((name) => cell('th', name)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((content) => cell('td', content)))))));
}

/** Names and what stands behind them; pairs without a value are left out. */
export const facts = (pairs) => el('dl', {}, ...pairs
  .filter(([, value]) => value !== undefined && value !== null && value !== '')
  .flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));

/** Large figures, each with its name below; replaces what stood there. */
export const counters = (root, pairs) => root.replaceChildren(...pairs.map(([name, value, title]) =>
  el('div', { title }, el('dt', {}, name), el('dd', {}, value))));

/** A part of a whole as a line, in [0,1]. */
export function meter(part, extra = '') {
  const fill = el('span', { class: 'fill' });
  fill.style.inlineSize = `${Math.min(Math.max(part || 0, 0), 1) * 100}%`;
  return el('span', { class: `track ${extra}`, 'aria-hidden': 'true' }, fill);
}

const trouble = document.getElementById('trouble');
const told = document.getElementById('told');

/** Says what went wrong, or with nothing that it is over. */
export function complain(error) {
  trouble.textContent = error ? error.message || String(error) : '';
  trouble.hidden = !error;
}

/** Says what was done, to who listens. */
export const tell = (words) => { told.textContent = words; };

/** Runs what may fail, and says so; undefined where it failed. */
export async function trying(work) {
  try {
    const made = await work();
    complain(null);
    return made;
  } catch (error) {
    complain(error);
    return undefined;
  }
}
