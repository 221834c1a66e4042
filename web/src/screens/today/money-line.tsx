import type { ReactNode } from 'react';
import type { MonthOfRent } from '../../api/types';
import { formatDate, formatMonth } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { count } from '../../format/words';

function Figure({
  label,
  amount,
  children,
  first = false,
}: {
  label: ReactNode;
  amount: string;
  children: ReactNode;
  first?: boolean;
}) {
  return (
    <div
      className={`min-w-0 px-4.5 py-3.5 ${first ? 'col-span-2 max-lg:border-line max-lg:border-b lg:col-span-1' : 'border-line lg:border-l'}`}
    >
      <p className="flex items-center gap-1.5 text-ink-2">{label}</p>
      <p className="num font-semibold text-lg tracking-[-0.02em] sm:text-2xl">{amount}</p>
      {children}
    </div>
  );
}

const swatch = (color: string) => <span aria-hidden="true" className={`size-2 rounded-[2px] ${color}`} />;

/** The month's rent in one line: expected, received, in transit, late; the bar shows their shares. */
export function MoneyLine({ rent, currency }: { rent: MonthOfRent; currency: string }) {
  const settled = rent.received.amount_cents + rent.in_transit.amount_cents + rent.late.amount_cents;
  const toCome = Math.max(0, rent.expected.amount_cents - settled);
  const shares = [
    { name: 'received', cents: rent.received.amount_cents, color: 'bg-green' },
    { name: 'in transit', cents: rent.in_transit.amount_cents, color: 'bg-blue' },
    { name: 'late', cents: rent.late.amount_cents, color: 'bg-red' },
    { name: 'still to come', cents: toCome, color: 'bg-line' },
  ].filter((share) => share.cents > 0);
  const told = shares.map((share) => `${formatMoney(share.cents, currency)} ${share.name}`).join(', ');
  return (
    <section aria-label="Rent of this month" className="card mb-4.5 grid grid-cols-2 lg:grid-cols-[1.5fr_1fr_1fr_1fr]">
      <Figure
        first
        label={`${formatMonth(rent.period)} rent`}
        amount={formatMoney(rent.expected.amount_cents, currency)}
      >
        <div
          role="img"
          aria-label={told || 'Nothing expected'}
          className="mt-2.5 flex h-2 gap-0.5 overflow-hidden rounded bg-sunk"
        >
          {shares.map((share) => (
            <span key={share.name} className={share.color} style={{ flexGrow: share.cents, minWidth: 3 }} />
          ))}
        </div>
      </Figure>
      <Figure label={<>{swatch('bg-green')} Received</>} amount={formatMoney(rent.received.amount_cents, currency)}>
        <p className="text-ink-3">{count(rent.received.leases, 'lease')}</p>
      </Figure>
      <Figure label={<>{swatch('bg-blue')} In transit</>} amount={formatMoney(rent.in_transit.amount_cents, currency)}>
        <p className="text-ink-3 max-sm:min-h-10">
          {count(rent.in_transit.leases, 'lease')}
          {rent.in_transit.safe_by ? `, safe by ${formatDate(rent.in_transit.safe_by)}` : ''}
        </p>
      </Figure>
      <Figure label={<>{swatch('bg-red')} Late</>} amount={formatMoney(rent.late.amount_cents, currency)}>
        <p className="text-ink-3">{rent.late.leases === 0 ? 'nobody' : count(rent.late.leases, 'lease')}</p>
      </Figure>
    </section>
  );
}

const GHOSTS = ['Rent', 'Received', 'In transit', 'Late'];

/** The same line while its figures are on the way, of the same height. */
export function MoneyLineGhost() {
  return (
    <div
      role="status"
      aria-label="Loading the money"
      className="card mb-4.5 grid grid-cols-2 lg:grid-cols-[1.5fr_1fr_1fr_1fr]"
    >
      {GHOSTS.map((label, i) => (
        <Figure key={label} first={i === 0} label={label} amount="…">
          {i === 0 ? (
            <div className="mt-2.5 h-2 rounded bg-sunk" />
          ) : (
            <p className={i === 2 ? 'max-sm:min-h-10' : ''}>&nbsp;</p>
          )}
        </Figure>
      ))}
    </div>
  );
}
