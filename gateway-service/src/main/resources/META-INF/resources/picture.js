import { confidence, svg } from './dom.js';
import * as page from './page.js';

const frame = document.getElementById('frame');
let image = document.getElementById('image');
const boxes = document.getElementById('boxes');
const caption = document.getElementById('caption');
const drop = document.getElementById('drop');

let shownBlob = null;

/** Shows an image: a file of this computer, an address, or an image that is decoded already. */
export function show(source, name) {
  if (shownBlob) URL.revokeObjectURL(shownBlob);
  shownBlob = source instanceof Blob ? URL.createObjectURL(source) : null;
  boxes.replaceChildren();
  page.close();
  caption.hidden = true;
  frame.hidden = false;
  if (source instanceof HTMLImageElement) {
    source.id = image.id;
    image.replaceWith(source);
    image = source;
  } else {
    image.src = shownBlob || source;
  }
  image.alt = name;
  drop?.classList.add('small');
}

/** Instead of an image that is not there, or that this browser does not know. */
export function miss(words) {
  boxes.replaceChildren();
  page.close();
  frame.hidden = true;
  caption.textContent = words;
  caption.hidden = false;
}

image.addEventListener('error', () => {
  if (image.getAttribute('src')) miss('This browser cannot show this image; its answer stands all the same.');
});

/** Draws what was found, in the image's own pixels; {@code onPoint} hears which line or character is pointed at. */
export async function draw(result, onPoint) {
  boxes.replaceChildren();
  page.close();
  const source = image.src;
  await image.decode().catch(() => {});
  if (image.src !== source) return;
  if (result.characters?.length) {
    frame.hidden = true;
    page.open(image.naturalWidth ? image : null, result, onPoint);
  } else if (image.naturalWidth) {
    drawLines(result.lines || [], onPoint);
  }
}

function drawLines(lines, onPoint) {
  boxes.setAttribute('viewBox', `0 0 ${image.naturalWidth} ${image.naturalHeight}`);
  lines.forEach((line, index) => {
    const box = svg('rect', {
      x: line.x, y: line.y, width: Math.max(line.w, 1), height: Math.max(line.h, 1),
      class: `box ${confidence(line.confidence)}`, 'data-line': index,
    });
    const title = svg('title', {});
    title.textContent = `${line.text} (${Math.round(line.confidence * 100)} %)`;
    box.append(title);
    box.addEventListener('pointerenter', () => onPoint(index));
    box.addEventListener('pointerleave', () => onPoint(null));
    boxes.append(box);
  });
}

/** Lights one box up. */
export function point(index) {
  [...boxes.children].forEach((box, i) => box.classList.toggle('pointed', i === index));
}
