import { el, percent } from './dom.js';
import { glyph } from './glyph.js';
import { step } from './colours.js';

const SIDE = 120;
const MOST_ALTERNATIVES = 5;

/** What is known of one character: its part of the image, what was read there, and what else it may be. */
export function card(image, character, place, count) {
  const { code, score } = character;
  const at = step(score);
  return [
    crop(image, character),
    el('div', { class: 'said' },
      el('p', {}, el('span', { class: 'glyph', lang: 'ja' }, glyph(code)),
        el('span', {}, el('b', { class: `swatch step${at}` }, percent(score)), el('br'), code || 'not read')),
      alternatives(character),
      el('p', { class: 'quiet' }, `${place + 1} of ${count} · ${character.w} × ${character.h} px`)),
  ];
}

/** The same in words. */
export const words = ({ code, score }, place, count) =>
  `${code ? `${glyph(code)} ${code}` : 'not read'}, ${percent(score)}, ${place + 1} of ${count}`;

function crop(image, { x, y, w, h }) {
  const around = Math.max(w, h, 1) * 1.5;
  const canvas = el('canvas', { class: 'crop', 'aria-hidden': 'true' });
  const dots = window.devicePixelRatio || 1;
  canvas.width = canvas.height = SIDE * dots;
  const context = canvas.getContext('2d');
  context.scale(SIDE * dots / around, SIDE * dots / around);
  context.translate(around / 2 - x - w / 2, around / 2 - y - h / 2);
  context.imageSmoothingQuality = 'high';
  if (image) context.drawImage(image, 0, 0);
  context.lineWidth = around / SIDE;
  context.strokeStyle = 'rgba(0, 0, 0, .45)';
  context.strokeRect(x, y, w, h);
  return canvas;
}

function alternatives({ code, alternatives: all = [] }) {
  const others = all.filter((other) => other.code !== code).slice(0, MOST_ALTERNATIVES);
  if (!others.length) return null;
  return el('ol', { 'aria-label': 'What else it may be' },
    ...others.map((other) => el('li', {}, el('span', { lang: 'ja', title: other.code }, glyph(other.code)), el('span', { class: 'quiet' }, percent(other.score)))));
}
