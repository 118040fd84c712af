import { STEPS, step } from './colours.js';
import { glyph } from './glyph.js';

export const FONT = '"Noto Serif CJK JP", "Noto Serif JP", "Hiragino Mincho ProN", "Yu Mincho", serif';
const ORDER = '#00796b';
const LEAST_GLYPH = 8;
const LARGEST_GLYPH = 48;
const THIN_BELOW = 12; // pixels of a box on the screen

/**
 * Paints what is seen of a page.
 *
 * @param scene `image` (null where it cannot be shown), `characters`, `grid`, `vertical`, `usual` (pixels that a character measures), `hidden` (steps
 *     that are not shown), `layers` (`boxes`, `glyphs`, `order`) and `pointed` (an index, or -1)
 */
export function paint(context, view, scene) {
  const { screen, scale } = view;
  context.clearRect(0, 0, screen.width, screen.height);
  paper(context, view, scene.image);
  const shown = scene.grid.within(view.seen()).filter((index) => !scene.hidden.has(step(scene.characters[index].score)));
  if (scene.layers.order) order(context, view, scene);
  if (scene.layers.boxes) boxes(context, view, scene, shown);
  if (scene.layers.glyphs) glyphs(context, view, scene, shown);
  if (scene.pointed >= 0) pointed(context, view, scene.characters[scene.pointed]);
  return { boxes: shown.length, scale };
}

function paper(context, view, image) {
  const { page, scale } = view;
  const seen = view.seen();
  const left = Math.max(0, Math.floor(seen.left));
  const top = Math.max(0, Math.floor(seen.top));
  const width = Math.min(page.width, Math.ceil(seen.right)) - left;
  const height = Math.min(page.height, Math.ceil(seen.bottom)) - top;
  if (width <= 0 || height <= 0) return;
  const place = [view.x + left * scale, view.y + top * scale, width * scale, height * scale];
  if (image) {
    context.imageSmoothingEnabled = scale < 3;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, left, top, width, height, ...place);
  } else {
    context.fillStyle = '#efe9dc';
    context.fillRect(...place);
  }
}

const rectangle = (view, box) => [view.x + box.x * view.scale, view.y + box.y * view.scale, box.w * view.scale, box.h * view.scale];

/** One path for each step: thousands of boxes cost as little as a few. What was found and not read is dashed. Lines of boxes seen from afar are thin. */
function boxes(context, view, { characters, usual }, shown) {
  const thin = Math.min(1, (usual * view.scale) / THIN_BELOW);
  const paths = STEPS.flatMap(() => [new Path2D(), new Path2D()]);
  for (const index of shown) {
    const box = characters[index];
    paths[2 * step(box.score) + (box.code ? 0 : 1)].rect(...rectangle(view, box));
  }
  paths.forEach((path, place) => {
    const { colour, width } = STEPS[place >> 1];
    context.setLineDash(place % 2 ? [4, 3] : []);
    if (thin === 1) {
      context.strokeStyle = 'rgba(255, 255, 255, .55)';
      context.lineWidth = width + 1.6;
      context.stroke(path);
    }
    context.strokeStyle = colour;
    context.lineWidth = width * thin;
    context.stroke(path);
  });
  context.setLineDash([]);
}

/** Each beside its box, where the next column or line leaves room. */
function glyphs(context, view, { characters, vertical, usual }, shown) {
  context.textAlign = vertical ? 'left' : 'center';
  context.textBaseline = vertical ? 'middle' : 'alphabetic';
  context.lineJoin = 'round';
  context.strokeStyle = 'rgba(255, 255, 255, .85)';
  let size = 0;
  for (const index of shown) {
    const box = characters[index];
    const wanted = Math.min(LARGEST_GLYPH, Math.round(0.55 * Math.min(Math.max(box.w, box.h), usual) * view.scale));
    if (wanted < LEAST_GLYPH || !box.code) continue;
    if (wanted !== size) {
      size = wanted;
      context.font = `${size}px ${FONT}`;
      context.lineWidth = size / 5;
    }
    const [left, top, width, height] = rectangle(view, box);
    const x = vertical ? left + width + 2 : left + width / 2;
    const y = vertical ? top + height / 2 : top - 2;
    context.strokeText(glyph(box.code), x, y);
    context.fillStyle = STEPS[step(box.score)].colour;
    context.fillText(glyph(box.code), x, y);
  }
}

/** From middle to middle; a jump to another line or block is dashed. */
function order(context, view, { characters }) {
  const steps = new Path2D();
  const jumps = new Path2D();
  const seen = view.seen();
  for (let i = 1; i < characters.length; i++) {
    const from = middle(characters[i - 1]);
    const to = middle(characters[i]);
    if (Math.max(from.x, to.x) < seen.left || Math.min(from.x, to.x) > seen.right
      || Math.max(from.y, to.y) < seen.top || Math.min(from.y, to.y) > seen.bottom) continue;
    const far = Math.hypot(to.x - from.x, to.y - from.y) > 2.5 * (from.size + to.size) / 2;
    arrow(far ? jumps : steps, view.x + from.x * view.scale, view.y + from.y * view.scale, view.x + to.x * view.scale, view.y + to.y * view.scale);
  }
  context.strokeStyle = ORDER;
  context.lineWidth = 2;
  context.stroke(steps);
  context.setLineDash([7, 5]);
  context.lineWidth = 1.4;
  context.stroke(jumps);
  context.setLineDash([]);
}

const middle = ({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2, size: Math.max(w, h) });

function arrow(path, x, y, toX, toY) {
  path.moveTo(x, y);
  path.lineTo(toX, toY);
  const length = Math.hypot(toX - x, toY - y);
  if (length < 18) return;
  const [right, down] = [5 * (toX - x) / length, 5 * (toY - y) / length];
  const [tipX, tipY] = [(x + toX) / 2 + right, (y + toY) / 2 + down];
  path.moveTo(tipX - 1.4 * right - down, tipY - 1.4 * down + right);
  path.lineTo(tipX, tipY);
  path.lineTo(tipX - 1.4 * right + down, tipY - 1.4 * down - right);
}

function pointed(context, view, box) {
  const place = rectangle(view, box);
  const { colour, width } = STEPS[step(box.score)];
  context.fillStyle = `${colour}3d`;
  context.fillRect(...place);
  context.strokeStyle = 'white';
  context.lineWidth = width + 5;
  context.strokeRect(...place);
  context.strokeStyle = colour;
  context.lineWidth = width + 2;
  context.strokeRect(...place);
}
