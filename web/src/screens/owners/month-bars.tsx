import { formatMonth } from '../../format/dates';
import { formatMoney } from '../../format/money';

type Month = { period: string; collected_cents: number; payable_cents: number };

const HEIGHT_PX = 84;
const MONTHS = 12;

/** What each month brought an owner: collected, and of that what is theirs. Nothing before there are two months. */
export function MonthBars({ months }: { months: readonly Month[] }) {
  const shown = [...months].sort((a, b) => (a.period < b.period ? -1 : 1)).slice(-MONTHS);
  if (shown.length < 2) return null;
  const most = Math.max(1, ...shown.flatMap((month) => [month.collected_cents, month.payable_cents]));
  const height = (cents: number) => Math.max(cents > 0 ? 2 : 1, (Math.max(cents, 0) / most) * HEIGHT_PX);
  const told = shown.map(
    (month) =>
      `${formatMonth(month.period)}: ${formatMoney(month.collected_cents)} collected, ${formatMoney(month.payable_cents)} payable`,
  );
  return (
    <div className="border-line border-b px-3.5 py-3">
      <div role="img" aria-label={told.join('; ')} className="flex items-end gap-3">
        {shown.map((month, i) => (
          <div key={month.period} title={told[i]} className="grid min-w-0 max-w-20 grow justify-items-center gap-1">
            <span aria-hidden="true" className="flex w-full items-end justify-center gap-[3px]">
              <span className="w-1/2 rounded-[3px] bg-line" style={{ height: height(month.collected_cents) }} />
              <span className="w-1/2 rounded-[3px] bg-green" style={{ height: height(month.payable_cents) }} />
            </span>
            <span className="truncate text-ink-2 text-xs">{formatMonth(month.period).slice(0, 3)}</span>
          </div>
        ))}
      </div>
      <p aria-hidden="true" className="mt-2 flex gap-4 text-ink-2 text-xs">
        <Key fill="bg-line" words="Collected" />
        <Key fill="bg-green" words="Payable to them" />
      </p>
    </div>
  );
}

function Key({ fill, words }: { fill: string; words: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-2.5 rounded-[2px] ${fill}`} />
      {words}
    </span>
  );
}
