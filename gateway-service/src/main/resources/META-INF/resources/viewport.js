const MOST = 8; // screen pixels for one of the page
const MARGIN = 12;

/** Which part of a page is seen: where its corner lies on the screen and how large its pixels are there. */
export class Viewport {
  constructor(width, height) {
    this.page = { width, height };
    this.screen = { width: 1, height: 1 };
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.fitted = true;
  }

  /** The screen has another size; a page that was seen whole still is. */
  resize(width, height) {
    const middle = this.toPage(this.screen.width / 2, this.screen.height / 2);
    this.screen = { width, height };
    if (this.fitted) this.fit();
    else this.centre(middle.x, middle.y);
  }

  least() {
    const { page, screen } = this;
    return Math.min((screen.width - 2 * MARGIN) / page.width, (screen.height - 2 * MARGIN) / page.height, 1);
  }

  fit() {
    this.scale = Math.max(this.least(), 1e-3);
    this.fitted = true;
    this.hold();
  }

  /** Larger, or smaller below 1; what lies at this place of the screen stays there. */
  zoom(factor, x = this.screen.width / 2, y = this.screen.height / 2) {
    const at = this.toPage(x, y);
    const least = Math.max(this.least(), 1e-3);
    this.scale = Math.min(Math.max(this.scale * factor, least), MOST);
    this.fitted = this.scale === least;
    this.x = x - at.x * this.scale;
    this.y = y - at.y * this.scale;
    this.hold();
  }

  pan(right, down) {
    this.x += right;
    this.y += down;
    this.hold();
  }

  /** Brings a place of the page into the middle. */
  centre(x, y) {
    this.x = this.screen.width / 2 - x * this.scale;
    this.y = this.screen.height / 2 - y * this.scale;
    this.hold();
  }

  /** Brings a box into sight, and large enough to be looked at. */
  reveal(box, least) {
    const size = Math.max(box.w, box.h, 1);
    if (size * this.scale < least) {
      this.scale = Math.min(least / size, MOST);
      this.fitted = false;
      this.centre(box.x + box.w / 2, box.y + box.h / 2);
    } else if (!this.shows(box)) {
      this.centre(box.x + box.w / 2, box.y + box.h / 2);
    }
  }

  shows(box) {
    const seen = this.seen();
    return box.x >= seen.left && box.y >= seen.top && box.x + box.w <= seen.right && box.y + box.h <= seen.bottom;
  }

  toPage(x, y) {
    return { x: (x - this.x) / this.scale, y: (y - this.y) / this.scale };
  }

  /** The part of the page that is seen, which may go beyond its edges. */
  seen() {
    const from = this.toPage(0, 0);
    const to = this.toPage(this.screen.width, this.screen.height);
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }

  /** A page smaller than the screen stays in its middle, a larger one does not leave it. */
  hold() {
    this.x = held(this.x, this.page.width * this.scale, this.screen.width);
    this.y = held(this.y, this.page.height * this.scale, this.screen.height);
  }
}

function held(at, length, room) {
  if (length + 2 * MARGIN <= room) return (room - length) / 2;
  return Math.min(MARGIN, Math.max(room - length - MARGIN, at));
}
