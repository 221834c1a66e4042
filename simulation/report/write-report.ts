import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cents, formatMoney } from '../../domain/money';
import { inProject } from '../../scripts/servers/project';
import type { SimulationResult } from '../simulate';
import { ageingChart } from './ageing-chart';
import { lawLines } from './laws';
import { svgReport } from './svg-report';
import { tellBreach } from './tell-breach';
import type { Told } from './told';
import { AGES, TOTALS, type TotalName } from './totals';

const WORDS: Readonly<Record<TotalName, string>> = {
  charged: 'Charged',
  collected: 'Collected',
  in_transit: 'In transit',
  returned: 'Came back or was taken out',
  refunded: 'Refunded',
  on_time_percent: 'Rents paid by their due date',
  late_fees: 'Late fees charged',
  late_fees_collected: 'Late fees collected',
  nsf_fees: 'Fees for returned payments',
  nsf_fees_collected: 'Of them collected',
  waived: 'Waived',
  owed: 'Still owed',
  paid_ahead: 'Paid ahead',
  deposits_held: 'Deposits held',
  paid_to_owners: 'Paid out to owners',
  leases_count: 'Leases signed',
  ended_count: 'Leases ended',
  payments_count: 'Payments',
  presentments_count: 'Tries at a card or bank',
  declined_count: 'Tries declined',
  disputes_count: 'Disputes and late returns',
  plans_count: 'Payment plans',
  plans_broken_count: 'Payment plans broken',
  entries_count: 'Entries in the ledger',
};

/** The totals side by side, as lines of text. */
export function textReport(told: readonly Told[]): string {
  const lines = rowsOf(told).map(
    ([name, ...values]) => `${name.padEnd(30)}${values.map((each) => each.padStart(18)).join('')}`,
  );
  const heads = told.length > 1 ? [`${''.padEnd(30)}${told.map(({ name }) => name.padStart(18)).join('')}`] : [];
  const ages = told.flatMap(({ name, result }) => [
    '',
    `Owed by age${told.length > 1 ? `, ${name}` : ''} (${AGES.join(' | ')})`,
    ...result.ageing.map(({ on, cents: each }) => `${on}  ${each.map((one) => money(one).padStart(13)).join(' ')}`),
  ]);
  const laws = told.flatMap(({ name, result }) => [
    '',
    `What the states say to ${name}:`,
    ...lawLines(result.options).map((line) => `  ${line}`),
  ]);
  const happened = happenedOf(told).map(
    ([name, ...values]) => `${name.padEnd(38)}${values.map((each) => each.padStart(10)).join('')}`,
  );
  const lived = ['', 'What happened, and how often', ...happened];
  return [headline(told), '', ...heads, ...lines, ...ages, ...laws, ...lived, '', ...told.map(verdict)].join('\n');
}

/** Writes the one-page report as HTML, as a picture and as text under `.tenure/simulations/<seed>/`. @returns the HTML's path */
export function writeReport(told: readonly Told[]): string {
  const folder = inProject('.tenure', 'simulations', String(told[0]?.result.options.seed ?? 0));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'report.txt'), `${textReport(told)}\n`);
  const file = path.join(folder, 'report.html');
  writeFileSync(file, htmlReport(told));
  writeFileSync(path.join(folder, 'report.svg'), svgReport(told, { headline: headline(told), rows: rowsOf(told) }));
  return file;
}

function htmlReport(told: readonly Told[]): string {
  const head = `<tr><td></td>${told.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr>`;
  const rows = rowsOf(told).map(
    ([name, ...values]) =>
      `<tr><th scope="row">${name}</th>${values.map((value) => `<td>${value}</td>`).join('')}</tr>`,
  );
  const charts = told.map(({ name, result }) => {
    const table = result.ageing.map(
      ({ on, cents: each }) =>
        `<tr><th scope="row">${on}</th>${each.map((one) => `<td>${money(one)}</td>`).join('')}</tr>`,
    );
    const ages = AGES.map((age) => `<th scope="col">${age}</th>`).join('');
    return `<h2>What is owed, by age: ${escapeHtml(name)}</h2>${ageingChart(result.ageing, `What is owed by age, ${escapeHtml(name)}`)}
<details><summary>The same as a table</summary><table><tr><td></td>${ages}</tr>${table.join('')}</table></details>`;
  });
  const laws = told.map(
    ({ name, result }) =>
      `<h2>What the states say to ${escapeHtml(name)}</h2><ul>${lawLines(result.options)
        .map((line) => `<li>${escapeHtml(line)}</li>`)
        .join('')}</ul>`,
  );
  const happened = happenedOf(told).map(
    ([name, ...values]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th>${values.map((value) => `<td>${value}</td>`).join('')}</tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(headline(told))}</title><style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:760px;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}th,td{padding:.15rem .8rem;text-align:right;font-variant-numeric:tabular-nums}th[scope=row]{text-align:left;font-weight:400}pre{white-space:pre-wrap}</style>
<h1>${escapeHtml(headline(told))}</h1>${told.map((one) => `<p>${escapeHtml(verdict(one))}</p>`).join('')}
<table>${head}${rows.join('')}</table>${charts.join('')}${laws.join('')}
<h2>What happened, and how often</h2><table>${head}${happened.join('')}</table>
${told.map(({ result }) => (result.breach === null ? '' : `<h2>What broke</h2><pre>${escapeHtml(tellBreach(result).join('\n'))}</pre>`)).join('')}</html>\n`;
}

function rowsOf(told: readonly Told[]): [string, ...string[]][] {
  return (Object.keys(TOTALS) as TotalName[]).map((name) => [
    WORDS[name],
    ...told.map(({ result }) => written(name, result.totals[name])),
  ]);
}

function written(name: TotalName, value: number): string {
  if (name.endsWith('_count')) return String(value);
  return name.endsWith('_percent') ? `${value}%` : money(value);
}

/** Behaviors, then faults, each with how often it happened under every policy. */
function happenedOf(told: readonly Told[]): [string, ...string[]][] {
  const names = (of: (result: SimulationResult) => Record<string, number>) => [
    ...new Set(told.flatMap(({ result }) => Object.keys(of(result)))),
  ];
  const rows = (of: (result: SimulationResult) => Record<string, number>) =>
    names(of).map((name): [string, ...string[]] => [name, ...told.map(({ result }) => String(of(result)[name] ?? 0))]);
  return [...rows(({ behaviors }) => behaviors), ...rows(({ struck }) => struck)];
}

function headline([first]: readonly Told[]): string {
  if (first === undefined) return 'Nothing was simulated';
  const { leases, months, seed, startOn, faults } = first.result.options;
  return `${leases} leases, ${months} months from ${startOn}, seed ${seed}${faults ? ', with faults' : ''}`;
}

function verdict({ name, result: { breach, daysChecked, digest, refusedFor } }: Told): string {
  const outcome =
    breach === null
      ? `every invariant held on each of ${daysChecked} days`
      : `on ${breach.day} this broke: ${breach.invariant} (${breach.faults[0]})`;
  const refused = Object.entries(refusedFor).map(([what, count]) => `${what.replaceAll('_', ' ')} ×${count}`);
  return `${name}: ${outcome}; refused: ${refused.join(', ') || 'nothing'}; digest of the books ${digest}`;
}

const money = (amount: number) => formatMoney(cents(amount));
const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
