/** Builds an element. Text goes in as text: what was read in an image is never markup. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === 'class') element.className = value;
    else if (name.startsWith('aria-') || name === 'role' || name === 'href' || name === 'datetime') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

export function svg(tag, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export const percent = (score) => (score >= 0.9995 ? '100 %' : `${(score * 100).toFixed(score < 0.1 ? 1 : 0)} %`);

export function duration(millis) {
  if (millis < 10) return `${millis.toFixed(1)} ms`;
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(millis < 10000 ? 2 : 1)} s`;
}

/** high from 0.8, low below 0.5: the steps of the colours. */
export const confidence = (score) => (score >= 0.8 ? 'high' : score >= 0.5 ? 'middle' : 'low');
