import { formatBrief, formatDate, formatDistance, formatInstant } from '../format/dates';
import { formatMoney } from '../format/money';

/** An amount of money, tabular. */
export function Money({
  cents,
  currency = 'USD',
  className = '',
}: {
  cents: number;
  currency?: string;
  className?: string;
}) {
  return <span className={`num ${className}`}>{formatMoney(cents, currency)}</span>;
}

/** A lease's balance in words and colour: owed, in credit, or settled. */
export function Balance({ cents, currency = 'USD' }: { cents: number; currency?: string }) {
  if (cents === 0) return <span className="text-ink-2">Settled</span>;
  if (cents < 0) return <span className="num text-green">{formatMoney(-cents, currency)} in credit</span>;
  return <span className="num font-medium text-red">{formatMoney(cents, currency)} owed</span>;
}

/** A business date or an instant. Hovering tells the whole of it and how far away it is. */
export function DateText({ at, zone, brief = false }: { at: string; zone?: string | undefined; brief?: boolean }) {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(at);
  const text = brief ? formatBrief(at, zone) : isDate ? formatDate(at) : formatInstant(at, zone);
  const title = isDate
    ? formatDate(at, { year: true, weekday: true })
    : `${formatInstant(at, zone)}${zone ? ` (${zone})` : ''}, ${formatDistance(at)}`;
  return (
    <time dateTime={at} title={title} className="num">
      {text}
    </time>
  );
}
