import * as page from './page.js';
import { complain } from './part.js';

const CORNER = 9; // pixels of the screen round a corner
const LEAST = 4; // pixels of the page that a box measures
const GRIP = '#00796b';

const canvas = document.getElementById('canvas');
const draw = document.getElementById('draw');
const code = document.getElementById('code');

let before = []; // what the boxes were before each change, the newest last
let drag = null;

/** A character's code, of the character itself or of how the code is written; null for neither. */
export function codeOf(text) {
  const written = /^(?:U\+?|0x)?([0-9a-f]{4,6})$/i.exec(text.trim());
  if (written) return `U+${written[1].toUpperCase().padStart(4, '0')}`;
  const characters = [...text.trim()];
  return characters.length === 1 ? `U+${characters[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}` : null;
}

const glyphOf = (written) => (written ? String.fromCodePoint(parseInt(written.slice(2), 16)) : '');

/** Lets the page's boxes be changed, from the answer's on. */
export function begin() {
  before = [];
  drag = null;
  drawing(false);
  page.lend({ down, move, up, key, paint, pinned: name });
  name(-1);
}

export const end = () => page.lend(null);

/** Whether a box was changed. */
export const changed = () => before.length > 0;

/** The boxes as a label says them, and the first of them that is not read, or -1. */
export function boxes() {
  const { characters } = page.shown();
  return {
    characters: characters.map((box) => ({ code: box.code, score: 1, ...whole(box) })),
    unread: characters.findIndex((box) => !box.code),
  };
}

const chosen = () => page.shown()?.characters[page.shown().pinned];

function put(characters, pinned) {
  complain(null); // what was wrong with the boxes may be mended by this
  before.push({ characters: page.shown().characters, pinned: page.shown().pinned });
  page.change(characters, pinned);
  name(pinned);
}

function alter(change) {
  const { characters, pinned } = page.shown();
  if (pinned >= 0) put(characters.map((box, at) => (at === pinned ? { ...box, ...change(box) } : box)), pinned);
}

function retype(written) {
  alter((box) => ({ code: written, score: 1, alternatives: (box.alternatives || []).filter((other) => other.code !== written) }));
}

function remove() {
  const { characters, pinned } = page.shown();
  if (pinned >= 0) put(characters.filter((box, at) => at !== pinned), Math.min(pinned, characters.length - 2));
}

function revert() {
  const last = before.pop();
  if (!last) return;
  page.change(last.characters, last.pinned);
  name(last.pinned);
}

/** A new box stands in the reading order beside the one that is nearest. */
function add(box) {
  const { characters, vertical } = page.shown();
  let at = characters.length;
  let nearest = Infinity;
  characters.forEach((other, place) => {
    const [right, down] = [box.x + box.w / 2 - other.x - other.w / 2, box.y + box.h / 2 - other.y - other.h / 2];
    const far = Math.hypot(right, down);
    if (far < nearest) {
      nearest = far;
      at = place + ((vertical ? down : right) > 0 ? 1 : 0);
    }
  });
  put([...characters.slice(0, at), box, ...characters.slice(at)], at);
  code.focus();
}

const whole = ({ x, y, w, h }) => ({ x: Math.round(x), y: Math.round(y), w: Math.round(w), h: Math.round(h) });

const fresh = (x, y, w, h) => ({ code: '', score: 1, ...whole({ x, y, w, h }), alternatives: [] });

function name(index) {
  const box = index >= 0 ? page.shown().characters[index] : null;
  code.value = box ? glyphOf(box.code) : '';
  code.disabled = document.getElementById('remove').disabled = !box;
  document.getElementById('revert').disabled = !before.length;
}

// Pointer

function drawing(on) {
  draw.setAttribute('aria-pressed', String(on));
  canvas.classList.toggle('drawing', on);
}

const corners = ({ x, y, w, h }) => [[x, y], [x + w, y], [x, y + h], [x + w, y + h]];

function down(at, event) {
  if (event.button) return false;
  if (draw.getAttribute('aria-pressed') === 'true') {
    drag = { kind: 'draw', from: at, to: at };
    return true;
  }
  const box = chosen();
  if (!box) return false;
  const near = CORNER / page.shown().scale;
  const corner = corners(box).findIndex(([x, y]) => Math.hypot(x - at.x, y - at.y) <= near);
  if (corner >= 0) {
    const [x, y] = corners(box)[3 - corner];
    drag = { kind: 'resize', from: { x, y }, to: at };
    return true;
  }
  if (at.x < box.x || at.y < box.y || at.x > box.x + box.w || at.y > box.y + box.h) return false;
  drag = { kind: 'move', from: at, to: at, box };
  return true;
}

function move(at) {
  if (drag) drag.to = at;
}

function up(at) {
  if (!drag) return;
  drag.to = at;
  const { kind } = drag;
  const box = outline();
  const far = Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) * page.shown().scale;
  drag = null;
  if (far < 4 || box.w < LEAST || box.h < LEAST) return;
  if (kind === 'draw') add(fresh(box.x, box.y, box.w, box.h));
  else alter(() => whole(box));
}

/** Where the box is that is drawn, moved or resized. */
function outline() {
  const { kind, from, to, box } = drag;
  if (kind === 'move') return { x: box.x + to.x - from.x, y: box.y + to.y - from.y, w: box.w, h: box.h };
  return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.abs(to.x - from.x), h: Math.abs(to.y - from.y) };
}

function paint(context, view) {
  const box = drag ? outline() : chosen();
  if (!box) return;
  const [x, y, w, h] = [view.x + box.x * view.scale, view.y + box.y * view.scale, box.w * view.scale, box.h * view.scale];
  context.strokeStyle = context.fillStyle = GRIP;
  context.lineWidth = 2;
  if (drag) context.strokeRect(x, y, w, h);
  for (const [cornerX, cornerY] of corners({ x, y, w, h })) {
    context.fillStyle = 'white';
    context.fillRect(cornerX - 5, cornerY - 5, 10, 10);
    context.strokeRect(cornerX - 4, cornerY - 4, 8, 8);
  }
}

// Keys

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function key(event) {
  const { characters, pinned, usual, seen } = page.shown();
  const box = characters[pinned];
  const step = Math.max(1, Math.round(usual / 30));
  if (event.key in arrows && box && (event.shiftKey || event.altKey)) {
    const [right, below] = arrows[event.key].map((by) => by * step);
    if (event.shiftKey) alter(({ x, y }) => ({ x: x + right, y: y + below }));
    else alter(({ w, h }) => ({ w: Math.max(LEAST, w + right), h: Math.max(LEAST, h + below) }));
  } else if (event.altKey || event.shiftKey) {
    return false;
  } else if ((event.key === 'Delete' || event.key === 'Backspace') && box) {
    remove();
  } else if (event.key === 'b') {
    add(fresh((seen.left + seen.right - usual) / 2, (seen.top + seen.bottom - usual) / 2, usual, usual));
  } else if (event.key === 't' && box) {
    code.focus();
  } else if (event.key === 'z') {
    revert();
  } else if (/^[1-5]$/.test(event.key) && box) {
    const others = (box.alternatives || []).filter((other) => other.code !== box.code);
    if (others[event.key - 1]) retype(others[event.key - 1].code);
  } else {
    return false;
  }
  return true;
}

if (code) {
  draw.addEventListener('click', () => drawing(draw.getAttribute('aria-pressed') !== 'true'));
  document.getElementById('remove').addEventListener('click', remove);
  document.getElementById('revert').addEventListener('click', revert);
  code.addEventListener('focus', () => code.select());
  code.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') canvas.focus();
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const written = codeOf(code.value);
    code.setCustomValidity(written ? '' : 'One character, or a code such as U+306F');
    if (!code.reportValidity()) return;
    if (written !== chosen()?.code) retype(written);
    canvas.focus();
  });
}
