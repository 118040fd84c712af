import * as api from './api.js';
import { prepared } from './queue.js';

const MOST = 100;

let key = '';
let entries = []; // the newest last

/** What was labelled and skipped in this tab can be taken back, also after the page was loaded anew. */
export function open(pipeline) {
  key = `kawara.done.${pipeline}`;
  entries = JSON.parse(sessionStorage.getItem(key) || '[]').map((kept) => ({ ...kept, pipeline }));
}

export const any = () => entries.length > 0;

function keep() {
  entries = entries.slice(-MOST);
  const kept = entries.filter((entry) => entry.id || entry.skipped).map(({ image, kind, words, id, skipped }) => ({ image, kind, words, id, skipped }));
  sessionStorage.setItem(key, JSON.stringify(kept));
}

/** Why an item was first shown, also after it was taken back. */
export const cause = (item) => item.cause || item.kind;

/** A label is on its way. */
export function add(item, words, reply) {
  const entry = { item, image: item.image, kind: cause(item), pipeline: key.slice('kawara.done.'.length), words };
  entries.push(entry);
  entry.sent = reply.then(({ ids }) => {
    [entry.id] = ids;
    keep();
  });
  return entry;
}

export function skip(item) {
  entries.push({ item, image: item.image, kind: cause(item), words: 'skipped', skipped: true });
  keep();
}

export function drop(entry) {
  entries = entries.filter((each) => each !== entry);
  keep();
}

/** The newest, which is no longer done. */
export function take() {
  const entry = entries.pop();
  keep();
  return entry;
}

export function putBack(entry) {
  entries.push(entry);
  keep();
}

/** By which way a label comes: the reason for which its image was shown is part of it, since only what was shown at random measures the stream. */
export const source = ({ kind }) => `review:${kind}`;

/** Takes a label back; resolves to its image as something to label. */
export async function withdraw(entry, by) {
  const item = entry.item || prepared({ image: entry.image, result: await api.answer(entry.image) });
  if (!entry.skipped) {
    await entry.sent;
    await api.send('POST', '/v1/labels', { image: entry.image, pipeline: entry.pipeline, withdraws: entry.id, by, source: source(entry) });
  }
  return { ...item, kind: 'back', cause: entry.kind, reason: entry.skipped ? 'it was skipped' : `it was ${entry.words}` };
}
