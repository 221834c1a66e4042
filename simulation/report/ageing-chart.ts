import { AGES, type Ageing } from './totals';

const WIDTH = 720;
const HEIGHT = 300;
const PLOT = { left: 70, right: 10, top: 30, bottom: 40 } as const;
/** Told apart by lightness as well, for eyes that see few colors and for printers. */
const COLORS = ['#9cc5e8', '#f3d27a', '#e89a4a', '#c7503c', '#5d1a2b'] as const;

/** What was owed at each month's end as stacked bars; the same figures stand in the table beside it. */
export function ageingChart(series: readonly Ageing[], title: string): string {
  const most = roundedUp(Math.max(1, ...series.map(({ cents }) => cents.reduce((sum, each) => sum + each, 0))));
  const plotHeight = HEIGHT - PLOT.top - PLOT.bottom;
  const step = (WIDTH - PLOT.left - PLOT.right) / Math.max(1, series.length);
  const bars = series.flatMap(({ on, cents }, index) => {
    let y = HEIGHT - PLOT.bottom;
    const x = PLOT.left + index * step + step * 0.15;
    const parts = cents.map((each, age) => {
      const height = (each / most) * plotHeight;
      y -= height;
      const name = `${on}, ${AGES[age]}: ${dollars(each)}`;
      return `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(step * 0.7)}" height="${fixed(height)}" fill="${COLORS[age]}"><title>${name}</title></rect>`;
    });
    const middle = fixed(x + step * 0.35);
    return [...parts, `<text x="${middle}" y="${HEIGHT - 22}" text-anchor="middle">${on.slice(0, 7)}</text>`];
  });
  const ticks = [0, 0.5, 1].map((part) => {
    const y = fixed(HEIGHT - PLOT.bottom - part * plotHeight);
    return `<line x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y}" y2="${y}" stroke="#8884"/><text x="${PLOT.left - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${dollars(most * part)}</text>`;
  });
  const legend = AGES.map(
    (age, index) =>
      `<rect x="${PLOT.left + index * 125}" y="6" width="12" height="12" fill="${COLORS[index]}"/><text x="${PLOT.left + 17 + index * 125}" y="16">${age}</text>`,
  );
  const told = series.map(
    ({ on, cents }) => `${on}: ${cents.map((each, age) => `${AGES[age]} ${dollars(each)}`).join(', ')}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="ageing-title ageing-desc" font-family="system-ui, sans-serif" font-size="12" fill="currentColor"><title id="ageing-title">${title}</title><desc id="ageing-desc">${told.join('; ')}</desc>${ticks.join('')}${bars.join('')}${legend.join('')}</svg>`;
}

/** The next round amount, whose half is round as well, so that the axis can be read. */
function roundedUp(cents: number): number {
  const power = 10 ** Math.floor(Math.log10(cents));
  return power * ([1, 2, 3, 4, 5, 6, 8].find((times) => times * power >= cents) ?? 10);
}

const fixed = (value: number) => value.toFixed(1);

/** Cents as dollars without cents, for axes and names. */
export function dollars(cents: number): string {
  return `$${Math.round(cents / 100).toLocaleString('en-US')}`;
}
