import * as api from './api.js';

const AHEAD = 10;
const LOW = 6;
const MOST = 150; // of those met last: a question is an address, which is not endless

/**
 * What is to be labelled next, with its pictures fetched and decoded before it is shown. What was handed out does not come again by itself: the
 * catalogue hears of a label a moment later than it is given, and of what was skipped never.
 */
export class Queue {
  constructor(pipeline, by) {
    this.pipeline = pipeline;
    this.by = by;
    this.items = [];
    this.classes = [];
    this.left = null; // not known yet
    this.met = new Set();
    this.skipped = new Set();
    this.asking = null;
  }

  /** The next item, or null where nothing is left that was not skipped. Throws what the catalogue says. */
  async next() {
    if (!this.items.length) await this.fill();
    const item = this.items.shift() || null;
    this.fill().catch(() => {}); // whoever asks next hears of it
    return item;
  }

  /** Comes next, before all others. */
  putBack(item) {
    this.items.unshift(item);
  }

  skip(item) {
    this.skipped.add(item.image);
  }

  /** Whatever still has no label that counts may come again, skipped or not. */
  again() {
    this.met = new Set(this.items.map((item) => item.image));
    this.skipped.clear();
  }

  fill() {
    if (this.items.length > LOW) return Promise.resolve();
    this.asking ||= this.ask().finally(() => { this.asking = null; });
    return this.asking;
  }

  async ask() {
    const reply = await api.get('/v1/review/next', {
      pipeline: this.pipeline, by: this.by, n: AHEAD, skip: [...this.met].slice(-MOST).join(','),
    });
    this.classes = reply.classes || [];
    this.left = Math.max(0, (reply.left ?? reply.items.length) - this.skipped.size);
    for (const item of reply.items) {
      if (this.met.has(item.image)) continue;
      this.met.add(item.image);
      this.items.push(prepared(item));
    }
  }
}

/** An item with its picture on the way: a decoded image, or null where there is none to show. */
export function prepared(item) {
  return { ...item, picture: picture(item.result) };
}

async function picture(result) {
  const image = new Image();
  image.src = api.content(result);
  try {
    await image.decode();
    return image;
  } catch {
    return null;
  }
}
