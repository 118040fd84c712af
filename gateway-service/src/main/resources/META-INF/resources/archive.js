import * as api from './api.js';
import { el, percent } from './dom.js';
import { trying } from './part.js';
import { when } from './words.js';

const PAGE = 48;

const filters = document.getElementById('filters');
const list = document.getElementById('archive');
const more = document.getElementById('more');
const none = document.getElementById('none');

let pipeline = '';
let after = null;
let turn = 0;

/** Shows a pipeline's images, the newest first. */
export function open(name) {
  pipeline = name;
  reload();
}

function reload() {
  after = null;
  load(true);
}

async function load(anew) {
  const mine = ++turn;
  more.disabled = true;
  const wishes = Object.fromEntries(new FormData(filters));
  const day = (text, add) => (text ? new Date(new Date(`${text}T00:00:00`).getTime() + add * 86_400_000).toISOString() : '');
  const reply = await trying(() => api.get('/v1/images', { pipeline, ...wishes, from: day(wishes.from, 0), to: day(wishes.to, 1), limit: PAGE, after }));
  if (!reply || mine !== turn) return;
  if (anew) list.replaceChildren();
  list.append(...reply.images.map(card));
  after = reply.next;
  more.hidden = !after;
  more.disabled = false;
  none.hidden = list.children.length > 0;
  none.textContent = Object.values(wishes).some(Boolean)
    ? 'No image is as these filters want it.' : `No image of ${pipeline} was archived yet: what is sent to it shows up here once it is answered.`;
}

function card(each) {
  const image = el('img', { src: api.content({ submission: each.submission || each.id, receivedAt: each.receivedAt }), alt: '', loading: 'lazy', decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(el('span', { class: 'nothing', 'aria-hidden': 'true' })));
  const said = (each.labels || []).join(', ');
  return el('li', {}, el('a', { href: `review.html?${new URLSearchParams({ pipeline, image: each.id })}`, class: `card ${each.status || ''}` },
    el('span', { class: 'thumb' }, image),
    el('span', { class: 'what' }, said || each.label || each.status || 'not answered'),
    el('span', { class: 'quiet' }, [said ? (each.golden ? 'golden' : 'labelled') : 'answered', typeof each.score === 'number' ? percent(each.score) : ''].filter(Boolean).join(' · ')),
    said && each.label && said !== each.label ? el('span', { class: 'bad' }, `answered ${each.label}`) : null,
    el('span', { class: 'quiet' }, when(each.receivedAt))));
}

filters.addEventListener('change', reload);
filters.addEventListener('submit', (event) => {
  event.preventDefault();
  reload();
});
more.addEventListener('click', () => load(false));
