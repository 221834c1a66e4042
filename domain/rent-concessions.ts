import { daysInclusive, daysInPeriod, type Period, type PlainDateString } from './calendar';
import { type Cents, minCents, percentOf, subtractCents, sumCents, ZERO_CENTS } from './money';
import { type MonthShare, prorateMonth } from './proration';
import { type Concession, overlapOf, type RentCredit, type RentTerms, rentShares, type Span } from './rent-terms';

/** What was taken off a month's rent, and for what; stored with the charge. */
export type Reduction = { kind: 'concession' | 'credit'; label: string; amountCents: Cents };

/** One month's rent before credits: what the days cost, and what the concessions take off. */
export type RentOfMonth = { span: Span; shares: MonthShare[]; grossCents: Cents; concessions: Reduction[] };

/** What a month's days cost at the rents in force, and what concessions take off it, in the order of the lease. */
export function rentOfMonth(terms: RentTerms, period: Period, span: Span): RentOfMonth {
  const shares = rentShares(terms, span);
  const grossCents = prorateMonth(shares, daysInPeriod(period), terms.prorationConvention);
  let left = grossCents;
  const concessions: Reduction[] = [];
  for (const concession of terms.concessions ?? []) {
    const amountCents = minCents(left, concessionIn(terms, period, span, grossCents, concession));
    if (amountCents <= 0) continue;
    left = subtractCents(left, amountCents);
    concessions.push({ kind: 'concession', label: concession.label, amountCents });
  }
  return { span, shares, grossCents, concessions };
}

/** What a concession takes off: the days it shares with the month, by the lease's own convention. */
function concessionIn(terms: RentTerms, period: Period, span: Span, gross: Cents, concession: Concession): Cents {
  const shared = overlapOf(span, { from: concession.startsOn, to: concession.endsOn });
  if (shared === null) return ZERO_CENTS;
  const prorated = (shares: MonthShare[]) => prorateMonth(shares, daysInPeriod(period), terms.prorationConvention);
  if (concession.kind === 'amount') {
    return prorated([{ monthlyCents: concession.monthlyCents, days: daysInclusive(shared.from, shared.to) }]);
  }
  const isWhole = shared.from === span.from && shared.to === span.to;
  return percentOf(isWhole ? gross : prorated(rentShares(terms, shared)), concession.basisPoints);
}

/** A rent with the date on which it falls due, in order. */
export type DueRent = { dueOn: PlainDateString; netCents: Cents };

/**
 * Which credits pay for the last of some rents, when all before it have had theirs: each credit goes to the earliest
 * rent that falls due while it is good.
 */
export function creditsTaken(credits: readonly RentCredit[], rents: readonly DueRent[]): Reduction[] {
  const left = credits.map(({ amountCents }) => amountCents);
  let taken: Reduction[] = [];
  for (const rent of rents) {
    taken = [];
    let open = rent.netCents;
    for (const [index, credit] of credits.entries()) {
      const isGood = (credit.startsOn ?? rent.dueOn) <= rent.dueOn && rent.dueOn <= credit.expiresOn;
      const amountCents = isGood ? minCents(open, left[index] ?? ZERO_CENTS) : ZERO_CENTS;
      if (amountCents <= 0) continue;
      left[index] = subtractCents(left[index] ?? ZERO_CENTS, amountCents);
      open = subtractCents(open, amountCents);
      taken.push({ kind: 'credit', label: credit.label, amountCents });
    }
  }
  return taken;
}

/** What is left after reductions. */
export function netOf(grossCents: Cents, reductions: readonly Reduction[]): Cents {
  return subtractCents(grossCents, sumCents(reductions.map(({ amountCents }) => amountCents)));
}
