import { formatMoney } from '../../format/money';

type Ageing = { d0_30_cents: number; d31_60_cents: number; d61_90_cents: number; over_90_cents: number };

const BUCKETS = [
  { key: 'd0_30_cents', label: '0–30 days', fill: 'fill-amber' },
  { key: 'd31_60_cents', label: '31–60 days', fill: 'fill-amber' },
  { key: 'd61_90_cents', label: '61–90 days', fill: 'fill-red' },
  { key: 'over_90_cents', label: 'over 90 days', fill: 'fill-red' },
] as const;

const HEIGHT = 90;
const STEP = 150;

/** What is late by how long, as four bars with their amounts. */
export function AgeingChart({ ageing }: { ageing: Ageing }) {
  const most = Math.max(1, ...BUCKETS.map(({ key }) => ageing[key]));
  const told = BUCKETS.map(({ key, label }) => `${label}: ${formatMoney(ageing[key], 'USD')}`).join(', ');
  return (
    <svg
      viewBox={`0 0 ${BUCKETS.length * STEP} ${HEIGHT + 48}`}
      role="img"
      aria-label={told}
      className="w-full max-w-2xl"
    >
      {BUCKETS.map(({ key, label, fill }, n) => {
        const height = Math.max(ageing[key] > 0 ? 3 : 1, (ageing[key] / most) * HEIGHT);
        const x = n * STEP + 14;
        return (
          <g key={key}>
            <rect
              x={x}
              y={20 + HEIGHT - height}
              width={STEP - 28}
              height={height}
              rx={3}
              className={ageing[key] > 0 ? fill : 'fill-line'}
            />
            <text
              x={x + (STEP - 28) / 2}
              y={14 + HEIGHT - height}
              textAnchor="middle"
              className="num fill-ink text-[13px]"
            >
              {formatMoney(ageing[key], 'USD')}
            </text>
            <text x={x + (STEP - 28) / 2} y={HEIGHT + 38} textAnchor="middle" className="fill-ink-2 text-[13px]">
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
