import { el, svg } from './dom.js';
import { figure } from './words.js';

const [HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [200, 46, 22, 10, 12];
const narrow = matchMedia('(max-width: 48rem)');
const MOST_POINTS = 400;

/**
 * A line for each series over one axis.
 *
 * @param name what is shown, for who does not see it
 * @param series each `{ name, points: [[x, y], ...] }`; points without a finite y are left out
 * @param options `zero` whether the axis begins there; `limits` values with a line across; `label` words for an x
 */
export function chart(name, series, { zero = false, limits = [], label = figure } = {}) {
  const width = narrow.matches ? 340 : 560; // so that words are as large as they are on the page
  const lines = series.map((each) => ({ ...each, points: thinned(each.points.filter(([, y]) => Number.isFinite(y))) })).filter((each) => each.points.length);
  if (!lines.length) return el('p', { class: 'empty' }, `No figures of ${name} yet.`);
  const all = lines.flatMap((each) => each.points);
  const across = range(all.map(([x]) => x));
  const up = range([...all.map(([, y]) => y), ...limits, ...(zero ? [0] : [])]);
  const x = (value) => LEFT + ((value - across.from) / across.length) * (width - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - ((value - up.from) / up.length) * (HEIGHT - BOTTOM - TOP);
  const words = lines.map((each) => `${each.name} ${figure(each.points[each.points.length - 1][1])} at the end`).join(', ');
  const picture = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': `${name}: ${words}` });
  for (const value of steps(up)) {
    picture.append(svg('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }), text(LEFT - 6, y(value) + 4, 'end', figure(value)));
  }
  picture.append(text(LEFT, HEIGHT - 5, 'start', label(across.first)), text(width - RIGHT, HEIGHT - 5, 'end', across.last > across.first ? label(across.last) : ''));
  limits.forEach((value) => picture.append(svg('line', { class: 'limit', x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) })));
  lines.forEach((each, at) => {
    const line = svg('g', { class: `line${at % 4}` });
    line.append(svg('polyline', { points: each.points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ') }));
    if (each.points.length < 40) each.points.forEach(([a, b]) => line.append(dot(x(a), y(b), `${each.name} ${figure(b)}, ${label(a)}`)));
    picture.append(line);
  });
  const keys = lines.length < 2 ? '' : el('p', { class: 'keys' }, ...lines.map((each, at) => el('span', { class: `key line${at % 4}` }, each.name)));
  return el('div', {}, picture, keys);
}

/** What an axis shows; never of no length. */
function range(values) {
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const slack = last > first ? 0 : Math.abs(first) / 2 || 0.5;
  return { first, last, from: first - slack, length: last - first + 2 * slack };
}

/** Round values, four to eight of them. */
function steps({ from, length }) {
  const rough = length / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((times) => times * power >= rough);
  const values = [];
  for (let value = Math.ceil(from / step) * step; value <= from + length + step * 1e-6; value += step) values.push(Number(value.toPrecision(10)));
  return values;
}

/** So many points that each has a pixel, always with the last. */
function thinned(points) {
  const each = Math.ceil(points.length / MOST_POINTS);
  return each < 2 ? points : points.filter((point, at) => at % each === 0 || at === points.length - 1);
}

function text(x, y, anchor, words) {
  const element = svg('text', { x, y, 'text-anchor': anchor });
  element.textContent = words;
  return element;
}

function dot(cx, cy, words) {
  const circle = svg('circle', { class: 'dot', cx, cy, r: 2.6 });
  const title = svg('title', {});
  title.textContent = words;
  circle.append(title);
  return circle;
}
