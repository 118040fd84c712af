import { el } from './dom.js';
import { glyph } from './glyph.js';
import { step } from './colours.js';

/**
 * The lines of a page's characters, as indices: as the answer's transcription breaks them, all in one where that does not fit.
 */
export function lines(result) {
  const count = result.characters.length;
  const broken = (result.transcription || '').split('\n').map((line) => [...line].length);
  if (broken.reduce((sum, length) => sum + length, 0) !== count) return [Array.from({ length: count }, (_, i) => i)];
  let next = 0;
  return broken.map((length) => Array.from({ length }, () => next++));
}

/** Whether a page's lines run downwards, by where most characters' successors are. */
export function isVertical(characters) {
  let down = 0;
  for (let i = 1; i < characters.length; i++) {
    const [a, b] = [characters[i - 1], characters[i]];
    down += Math.abs(b.y + b.h / 2 - a.y - a.h / 2) > Math.abs(b.x + b.w / 2 - a.x - a.w / 2) ? 1 : -1;
  }
  return down >= 0;
}

/**
 * A page's text, in which each character can be pointed at; arrow keys go from one to the next.
 *
 * @param point hears which character is pointed at, or -1, and whether it is to be brought into sight
 */
export function transcription(result, vertical, point) {
  const { characters } = result;
  const text = el('div', {
    class: 'transcription', role: 'listbox', tabIndex: 0, lang: 'ja', 'aria-label': 'Transcription: arrow keys go through its characters',
  }, ...lines(result).map((line) => el('p', {}, ...line.map((index) => {
    const { code, score } = characters[index];
    const at = step(score);
    const span = el('span', { id: `character-${index}`, role: 'option', class: at ? `step${at}` : '' }, glyph(code));
    span.dataset.character = index;
    return span;
  }))));
  const of = (event) => Number(event.target.dataset?.character ?? -1);
  let focused = -1;
  text.addEventListener('pointerover', (event) => point(of(event), false));
  text.addEventListener('pointerleave', () => point(focused, false));
  text.addEventListener('click', (event) => of(event) >= 0 && point(focused = of(event), true));
  text.addEventListener('focus', () => point(focused = Math.max(focused, 0), true));
  text.addEventListener('keydown', (event) => {
    const upright = text.classList.contains('vertical');
    const by = { [upright ? 'ArrowDown' : 'ArrowRight']: 1, [upright ? 'ArrowUp' : 'ArrowLeft']: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    point(focused = Math.min(Math.max(focused + by, 0), characters.length - 1), true);
  });
  const upright = el('input', { type: 'checkbox', checked: vertical, id: 'upright' });
  const set = () => text.classList.toggle('vertical', upright.checked);
  upright.addEventListener('change', set);
  set();
  return el('section', {},
    el('h3', { class: 'split' }, 'Transcription', el('label', { class: 'check' }, upright, ' vertical')), text);
}

/** Marks a character of the text, and brings it into sight there. */
export function mark(root, index) {
  const text = root.querySelector('.transcription');
  if (!text) return;
  text.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
  const span = document.getElementById(`character-${index}`);
  if (!span) return text.removeAttribute('aria-activedescendant');
  span.setAttribute('aria-selected', 'true');
  text.setAttribute('aria-activedescendant', span.id);
  const [inner, outer] = [span.getBoundingClientRect(), text.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) text.scrollTop += inner.top - outer.top - outer.height / 2;
  if (inner.left < outer.left || inner.right > outer.right) text.scrollLeft += inner.left - outer.left - outer.width / 2;
}
