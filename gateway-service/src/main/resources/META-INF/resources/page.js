import './pageview.js';
import { card, words } from './character.js';
import { STEPS, step } from './colours.js';
import { el, percent } from './dom.js';
import { hasJapaneseFont } from './glyph.js';
import { Grid } from './grid.js';
import { paint } from './paint.js';
import { isVertical } from './transcription.js';
import { Viewport } from './viewport.js';

const stage = document.getElementById('page');
const canvas = document.getElementById('canvas');
const about = document.getElementById('character');
const said = document.getElementById('said');
const legend = document.getElementById('legend');
const size = document.getElementById('size');

const DOUBTFUL = 0.8;
const STEP = 60; // pixels that an arrow key moves
const LOOKED_AT = 48; // pixels that a character has at least when it is gone to

let view = null;
let scene = null;
let onPoint = () => {};
let pinned = -1;
let asked = false;
let tool = null;

/**
 * Shows an answer's characters over their page.
 *
 * @param image a decoded image, or null where the browser cannot show it
 * @param listener hears which character is pointed at, or -1
 */
export function open(image, result, listener) {
  const { characters } = result;
  const edge = (end) => characters.reduce((most, box) => Math.max(most, end(box)), 1);
  view = new Viewport(image?.naturalWidth || edge((box) => box.x + box.w), image?.naturalHeight || edge((box) => box.y + box.h));
  const grid = new Grid(characters);
  scene = {
    image, characters, grid, usual: grid.usual, vertical: isVertical(characters), hidden: new Set(), pointed: -1,
    layers: Object.fromEntries(layers.map((layer) => [layer.dataset.layer, layer.checked])),
  };
  onPoint = listener;
  pinned = -1;
  explain();
  about.hidden = true;
  said.textContent = '';
  document.getElementById('fonts').hidden = hasJapaneseFont();
  stage.hidden = false;
  resize();
}

/**
 * Lends the page to a tool that changes its boxes: `down(at, event)` and `key(event)` say whether they take what happens, `move(at)` and `up(at)`
 * follow a press that was taken, `paint(context, view)` draws on top, `pinned(index)` hears which character is chosen. Places are the page's pixels.
 */
export const lend = (lent) => { tool = lent; };

/** What is shown: the characters, the chosen one's index or -1, and how large a pixel of the page is on the screen. */
export const shown = () => scene && { characters: scene.characters, pinned, scale: view.scale, vertical: scene.vertical, usual: scene.usual, seen: view.seen() };

/** Shows other characters on the same page, one of them chosen. */
export function change(characters, chosen) {
  scene.characters = characters;
  scene.grid = new Grid(characters);
  scene.pointed = -2; // whatever was pointed at may be another one now
  pinned = Math.min(chosen, characters.length - 1);
  explain();
  point(-1);
}

export function close() {
  stage.hidden = true;
  view = scene = null;
}

/** Points at a character, or at none with -1; {@code go} brings it into sight and keeps it. */
export function point(index, go = false) {
  if (!scene || index >= scene.characters.length) return;
  if (go) {
    pinned = index;
    tool?.pinned(index);
    view.reveal(scene.characters[index], LOOKED_AT);
    said.textContent = words(scene.characters[index], index, scene.characters.length);
  }
  const shown = index < 0 ? pinned : index;
  if (shown !== scene.pointed) {
    scene.pointed = shown;
    about.hidden = shown < 0;
    if (shown >= 0) about.replaceChildren(...card(scene.image, scene.characters[shown], shown, scene.characters.length));
    onPoint(shown);
  }
  redraw();
}

function explain() {
  const counts = STEPS.map(() => 0);
  scene.characters.forEach((character) => counts[step(character.score)]++);
  legend.replaceChildren(...STEPS.map((each, at) => {
    const box = el('input', { type: 'checkbox', checked: !scene.hidden.has(at) });
    box.addEventListener('change', () => {
      if (box.checked) scene.hidden.delete(at);
      else scene.hidden.add(at);
      redraw();
    });
    return el('label', { class: `check swatch step${at}` }, box, `${each.name} `, el('span', { class: 'quiet' }, String(counts[at])));
  }));
}

// Drawing

function redraw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    if (!scene) return;
    const dots = window.devicePixelRatio || 1;
    const context = canvas.getContext('2d');
    context.setTransform(dots, 0, 0, dots, 0, 0);
    const drawn = paint(context, view, scene);
    tool?.paint(context, view);
    size.textContent = percent(drawn.scale);
    stage.dataset.boxes = drawn.boxes;
    stage.dataset.scale = drawn.scale.toFixed(4);
    stage.dataset.pointed = scene.pointed;
    // The card lies where the character does not.
    const place = scene.pointed < 0 ? null : scene.characters[scene.pointed];
    if (place) about.classList.toggle('right', view.x + (place.x + place.w / 2) * view.scale < view.screen.width / 2);
  });
}

function resize() {
  if (!view) return;
  const { width, height } = canvas.getBoundingClientRect();
  if (!width || !height) return;
  const dots = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * dots);
  canvas.height = Math.round(height * dots);
  view.resize(width, height);
  redraw();
}

new ResizeObserver(resize).observe(canvas);

// Buttons

const layers = [...stage.querySelectorAll('[data-layer]')];
layers.forEach((layer) => layer.addEventListener('change', () => {
  scene.layers[layer.dataset.layer] = layer.checked;
  redraw();
}));

const acts = {
  larger: () => view.zoom(1.5),
  smaller: () => view.zoom(1 / 1.5),
  fit: () => view.fit(),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen()),
  next: () => go(pinned + 1, 1, () => true),
  previous: () => go(pinned - 1, -1, () => true),
  doubtful: () => go(pinned + 1, 1, (character) => character.score < DOUBTFUL),
};

/** The next character that is wanted, round the end to the beginning. */
function go(from, by, wanted) {
  const count = scene.characters.length;
  for (let i = 0; i < count; i++) {
    const at = (((from < 0 && by < 0 ? count - 1 : from) + i * by) % count + count) % count;
    if (wanted(scene.characters[at])) return point(at, true);
  }
}

stage.addEventListener('click', (event) => {
  const act = event.target.closest('[data-act]')?.dataset.act;
  if (!act || !scene) return;
  acts[act]();
  redraw();
});

// Keys

const keys = {
  '+': 'larger', '=': 'larger', '-': 'smaller', 0: 'fit', f: 'full', n: 'next', p: 'previous', d: 'doubtful',
};
const arrows = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };

canvas.addEventListener('keydown', (event) => {
  if (!scene || event.ctrlKey || event.metaKey) return;
  if (tool?.key(event)) return event.preventDefault();
  if (event.altKey) return;
  if (event.key in keys) acts[keys[event.key]]();
  else if (event.key in arrows) view.pan(...arrows[event.key]);
  else if (event.key === 'Escape') point(pinned = -1);
  else return;
  event.preventDefault();
  redraw();
});

// Pointer

const fingers = new Map();
let moved = 0;
let taken = false; // by the tool

const place = (event) => {
  const { left, top } = canvas.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};
const on = (event) => {
  const { x, y } = place(event);
  return view.toPage(x, y);
};
const spread = () => {
  const [a, b] = [...fingers.values()];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
};

canvas.addEventListener('wheel', (event) => {
  if (!scene) return;
  event.preventDefault();
  const pixels = event.deltaY * [1, 16, 240][event.deltaMode];
  const { x, y } = place(event);
  view.zoom(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0016)), x, y); // a pinch on a touchpad comes as a small turn with the control key
  redraw();
}, { passive: false });

canvas.addEventListener('pointerdown', (event) => {
  canvas.setPointerCapture(event.pointerId);
  taken = Boolean(scene && !fingers.size && tool?.down(on(event), event));
  if (taken) return redraw();
  fingers.set(event.pointerId, place(event));
  moved = 0;
});

canvas.addEventListener('pointermove', (event) => {
  if (!scene) return;
  if (taken) {
    tool.move(on(event));
    return redraw();
  }
  const before = fingers.get(event.pointerId);
  const now = place(event);
  if (!before) return point(find(now));
  const pinch = fingers.size === 2 ? spread() : null;
  fingers.set(event.pointerId, now);
  if (pinch) {
    const after = spread();
    view.pan(after.x - pinch.x, after.y - pinch.y);
    view.zoom(after.length / pinch.length, after.x, after.y);
  } else if (fingers.size === 1) {
    view.pan(now.x - before.x, now.y - before.y);
  }
  moved += Math.hypot(now.x - before.x, now.y - before.y);
  redraw();
});

const lift = (event) => {
  if (taken) {
    taken = false;
    tool.up(on(event));
    return redraw();
  }
  const down = fingers.delete(event.pointerId);
  if (!scene || !down || event.type !== 'pointerup' || moved > 5) return;
  pinned = find(place(event));
  tool?.pinned(pinned);
  point(pinned);
};
canvas.addEventListener('pointerup', lift);
canvas.addEventListener('pointercancel', lift);
canvas.addEventListener('pointerleave', () => scene && point(-1));
canvas.addEventListener('dblclick', (event) => {
  const { x, y } = place(event);
  view.zoom(2.5, x, y);
  redraw();
});

function find({ x, y }) {
  const at = view.toPage(x, y);
  const found = scene.grid.at(at.x, at.y, 3 / view.scale);
  return found >= 0 && scene.hidden.has(step(scene.characters[found].score)) ? -1 : found;
}
