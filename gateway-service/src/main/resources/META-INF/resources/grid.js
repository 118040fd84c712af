/** Finds boxes by place: each lies in the squares of a grid that it touches. {@code usual} is the median of their longer sides. */
export class Grid {
  constructor(boxes) {
    this.boxes = boxes;
    const sides = boxes.map((box) => Math.max(box.w, box.h, 1)).sort((a, b) => a - b);
    this.usual = sides[sides.length >> 1] || 1;
    this.side = Math.max(2 * this.usual, 8);
    this.cells = new Map();
    boxes.forEach((box, index) => this.each(box.x, box.y, box.x + box.w, box.y + box.h, (cell) => cell.push(index), true));
  }

  each(left, top, right, bottom, visit, create) {
    for (let row = Math.floor(top / this.side); row <= Math.floor(bottom / this.side); row++) {
      for (let column = Math.floor(left / this.side); column <= Math.floor(right / this.side); column++) {
        const key = `${column},${row}`;
        let cell = this.cells.get(key);
        if (!cell && create) this.cells.set(key, cell = []);
        if (cell) visit(cell);
      }
    }
  }

  /** The indices of all boxes that reach into a part of the page, in their order. */
  within({ left, top, right, bottom }) {
    const found = new Set();
    const take = (index) => {
      const { x, y, w, h } = this.boxes[index];
      if (x <= right && y <= bottom && x + w >= left && y + h >= top) found.add(index);
    };
    const cells = ((right - left) / this.side + 1) * ((bottom - top) / this.side + 1);
    if (cells > this.cells.size) this.boxes.forEach((box, index) => take(index));
    else this.each(left, top, right, bottom, (cell) => cell.forEach(take));
    return [...found].sort((a, b) => a - b);
  }

  /** The box at a place: the smallest of several, or one as near as {@code slack}; -1 for none. */
  at(x, y, slack) {
    let best = -1;
    let least = Infinity;
    this.each(x - slack, y - slack, x + slack, y + slack, (cell) => cell.forEach((index) => {
      const box = this.boxes[index];
      const aside = Math.max(box.x - x, x - box.x - box.w, box.y - y, y - box.y - box.h, 0);
      const rank = aside * 1e6 + box.w * box.h;
      if (aside <= slack && rank < least) {
        best = index;
        least = rank;
      }
    }));
    return best;
  }
}
