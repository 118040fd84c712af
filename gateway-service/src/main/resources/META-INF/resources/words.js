/** Figures and times as people read them. */
export const count = (number, one, many = `${one}s`) => `${whole(number)} ${number === 1 ? one : many}`;

export const whole = (number) => Number(number ?? 0).toLocaleString('en');

/** Three figures that matter; what is no number is a dash. */
export function figure(number) {
  if (typeof number !== 'number' || !Number.isFinite(number)) return '–';
  if (number !== 0 && Math.abs(number) < 0.001) return number.toExponential(1);
  return Number.isInteger(number) ? whole(number) : Number(number.toPrecision(Math.abs(number) < 1 ? 3 : 4)).toString();
}

export const share = (part, all) => (all ? `${Number(((100 * part) / all).toFixed(1))} %` : '–');

export const when = (time) => (time
  ? new Date(time).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })
  : '–');

/** How long something takes, in the largest unit and the next. */
export function span(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
}
