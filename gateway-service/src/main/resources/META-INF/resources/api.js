/** What went wrong, in the words of the problem that came back. */
async function problem(response) {
  const body = await response.json().catch(() => ({}));
  return new Error(body.detail || body.title || `The gateway answered ${response.status}.`);
}

async function json(path) {
  const response = await fetch(path);
  if (!response.ok) throw await problem(response);
  return response.json();
}

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

export function stream(recent, onResult, onState) {
  const source = new EventSource(`/v1/results/stream?recent=${recent}`);
  source.addEventListener('result', (event) => onResult(JSON.parse(event.data)));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
}
