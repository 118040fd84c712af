import { el } from './dom.js';
import { table } from './part.js';
import { figure, when } from './words.js';

/** What the gate decided about a candidate, and every figure it went by. */
export function decision(each, open = false) {
  const names = (models) => [models || []].flat().join(', ');
  const passed = el('span', { class: `badge ${each.passed ? 'good' : 'bad'}` }, each.passed ? 'passed' : 'refused');
  return el('details', { open }, el('summary', {}, passed, ` ${names(each.candidate)} `, el('span', { class: 'quiet' }, when(each.at))),
    el('p', {}, each.reason, el('span', { class: 'quiet' }, names(each.champion) ? ` Against ${names(each.champion)}` : ' There was no champion', each.golden ? `, on ${each.golden} golden images.` : '.')),
    each.checks?.length ? table('What was measured', ['', { number: 'candidate' }, { number: 'champion' }, { number: 'difference' }, { number: 'interval' }, 'rule', ''], each.checks.map((check) => [
      check.name, { number: figure(check.candidate) }, { number: figure(check.champion) }, { number: figure(check.difference) },
      { number: typeof check.low === 'number' ? `${figure(check.low)} to ${figure(check.high)}` : '' }, el('span', { class: 'rule' }, check.rule || ''),
      el('span', { class: check.passed ? 'good' : 'bad' }, check.passed ? 'passed' : 'not passed'),
    ])) : null);
}
