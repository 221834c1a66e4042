import { ageingChart } from './ageing-chart';
import type { Told } from './told';

const WIDTH = 760;
const MARGIN = 20;
const LINE = 19;
const CHART = { width: 720, height: 300 } as const;
/** Of two policies' values the right edges. */
const COLUMNS = { one: [500], two: [500, 700] } as const;

type Row = readonly [string, ...string[]];

/** The report as one picture, readable on light and dark pages: what happened in figures, and what is owed by age. */
export function svgReport(
  told: readonly Told[],
  { headline, rows }: { headline: string; rows: readonly Row[] },
): string {
  const edges = told.length > 1 ? COLUMNS.two : COLUMNS.one;
  const names = told.length > 1 ? told.map(({ name }, at) => text(edges[at] ?? 0, 62, name, 'end')) : [];
  const top = 62 + (told.length > 1 ? LINE : 0);
  const lines = rows.flatMap(([name, ...values], at) => {
    const y = top + at * LINE;
    return [text(MARGIN, y, name), ...values.map((value, column) => text(edges[column] ?? 0, y, value, 'end'))];
  });
  const chartTop = top + rows.length * LINE + 16;
  const charts = told.map(({ name, result }, at) => {
    const y = chartTop + at * (CHART.height + 34);
    const chart = ageingChart(result.ageing, `What is owed by age, ${name}`);
    const placed = chart.replace(
      '<svg ',
      `<svg x="${MARGIN}" y="${y + 22}" width="${CHART.width}" height="${CHART.height}" `,
    );
    return (
      text(MARGIN, y + 12, `What is owed by age: ${name}`, 'start', 'h') + placed.replaceAll('ageing-', `ageing-${at}-`)
    );
  });
  const height = chartTop + told.length * (CHART.height + 34) + MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="13">
<style>svg{color:#1c2430;fill:currentColor}.page{fill:#fff}.h{font-weight:600;font-size:15px}@media(prefers-color-scheme:dark){svg{color:#e6eaf0}.page{fill:#161b22}}</style>
<rect class="page" width="${WIDTH}" height="${height}" rx="8"/>${text(MARGIN, 32, headline, 'start', 'h')}
${[...names, ...lines].join('\n')}
${charts.join('\n')}</svg>
`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'end' = 'start', style = ''): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${style === '' ? '' : ` class="${style}"`}>${escaped}</text>`;
}
