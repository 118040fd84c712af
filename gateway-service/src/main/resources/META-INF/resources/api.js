/** What went wrong, in the words of the problem that came back. */
async function problem(response) {
  const body = await response.json().catch(() => ({}));
  return Object.assign(new Error(body.detail || body.title || `The gateway answered ${response.status}.`), { status: response.status });
}

async function json(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error('The gateway does not answer: ./kawara status says what runs.');
  });
  if (!response.ok) throw await problem(response);
  return response.status === 204 ? null : response.json();
}

/** Asks for JSON; members of `query` that are empty are left out. */
export function get(path, query = {}) {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return json(asked.length ? `${path}?${new URLSearchParams(asked)}` : path);
}

const KEPT = 60_000; // a browser sends what is larger only while its page is open

/** Sends JSON; goes on when the page is left meanwhile. */
export function send(method, path, body) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return json(path, {
    method, body: text, headers: text ? { 'Content-Type': 'application/json' } : {}, keepalive: !text || text.length < KEPT,
  });
}

/** A path with names in it. */
export const at = (parts, ...names) => parts.reduce((path, part, i) => path + encodeURIComponent(names[i - 1]) + part);

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

export const pipelines = () => json('/v1/pipelines');

/** An answer, asked for until it is there. */
export async function answer(id) {
  for (let wait = 250; ; wait = Math.min(2 * wait, 4000)) {
    const reply = await json(`/v1/images/${encodeURIComponent(id)}`);
    if (reply.status !== 'pending') return reply;
    await pause(wait);
  }
}

/** Sends an image and resolves to its answer. */
export async function submit(file, pipeline, text) {
  const wishes = new URLSearchParams({ wait: '20s' });
  if (pipeline) wishes.set('pipeline', pipeline);
  if (text) wishes.set('text', text);
  const response = await fetch(`/v1/images?${wishes}`, {
    method: 'POST',
    headers: { 'Content-Type': file.type.startsWith('image/') ? file.type : 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw await problem(response);
  const reply = await response.json();
  return reply.status === 'pending' ? answer(reply.submission) : reply;
}

/** Where an image's bytes are. The time tells images apart that had the same place in a Kafka that was emptied since. */
export const content = (result) =>
  `/v1/images/${encodeURIComponent(result.submission)}/content?at=${encodeURIComponent(result.receivedAt || '')}`;

const AGAIN = 5000;

/** Hears events of one name as they come; a lost connection is made anew, also after a refusal, at which a browser itself gives up. */
export function follow(path, name, onEvent, onState) {
  const source = new EventSource(path);
  source.addEventListener(name, (event) => onEvent(JSON.parse(event.data)));
  source.onopen = () => onState(true);
  source.onerror = () => {
    onState(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(path, name, onEvent, onState), AGAIN);
  };
}

export const stream = (recent, onResult, onState) => follow(`/v1/results/stream?recent=${recent}`, 'result', onResult, onState);
