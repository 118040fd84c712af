import { keepPerson, person } from './choice.js';

const dialog = document.getElementById('ask');
const form = dialog.querySelector('form');

keepPerson(document.getElementById('person'));

/** Asks whether, why and by whom; resolves to `{ reason, by }`, or to null where it is left. */
export function ask({ title, text, act }) {
  dialog.querySelector('h2').textContent = title;
  document.getElementById('ask-text').textContent = text;
  dialog.querySelector('[value=yes]').textContent = act;
  form.reset();
  document.getElementById('person').value = person() === 'anonymous' ? '' : person();
  dialog.returnValue = 'no';
  dialog.showModal();
  form.elements.reason.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? { reason: form.elements.reason.value.trim(), by: person() } : null);
    }, { once: true });
  });
}
