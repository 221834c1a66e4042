import { formatMoney } from '../../format/money';

type Ageing = { d0_30_cents: number; d31_60_cents: number; d61_90_cents: number; over_90_cents: number };

const BUCKETS = [
  { key: 'd0_30_cents', label: '0–30 days', fill: 'bg-amber' },
  { key: 'd31_60_cents', label: '31–60 days', fill: 'bg-amber' },
  { key: 'd61_90_cents', label: '61–90 days', fill: 'bg-red' },
  { key: 'over_90_cents', label: 'over 90 days', fill: 'bg-red' },
] as const;

const HEIGHT_PX = 90;

/** What is late by how long, as four bars with their amounts; the words keep their size on a phone. */
export function AgeingChart({ ageing }: { ageing: Ageing }) {
  const most = Math.max(1, ...BUCKETS.map(({ key }) => ageing[key]));
  const told = BUCKETS.map(({ key, label }) => `${label}: ${formatMoney(ageing[key], 'USD')}`).join(', ');
  return (
    <div role="img" aria-label={told} className="grid max-w-2xl grid-cols-4 items-end gap-x-2 sm:gap-x-7">
      {BUCKETS.map(({ key, label, fill }) => (
        <div key={key} className="grid justify-items-center gap-1 text-center text-xs sm:text-sm">
          <span className="num">{formatMoney(ageing[key], 'USD')}</span>
          <span
            className={`w-full rounded-[3px] ${ageing[key] > 0 ? fill : 'bg-line'}`}
            style={{ height: Math.max(ageing[key] > 0 ? 3 : 1, (ageing[key] / most) * HEIGHT_PX) }}
          />
          <span className="text-ink-2">{label}</span>
        </div>
      ))}
    </div>
  );
}
