import { type Cents, cents, formatMoney, maxCents, minCents, percentOf, ZERO_CENTS } from './money';

/** How a lease computes its late fee. */
export type LateFeeFormula =
  | { kind: 'flat'; amountCents: Cents }
  | { kind: 'percent'; basisPoints: number; of: 'monthly_rent' | 'past_due_rent' }
  | { kind: 'daily'; firstCents: Cents; perDayCents: Cents; maxCents: Cents }
  /** The amount of the last tier whose day (days late, from 1) has come. */
  | { kind: 'tiered'; tiers: readonly { fromDaysLate: number; amountCents: Cents }[] };

/** What a lease says about late fees. Rent due on the 1st with 5 grace days may bear a fee from the 7th. */
export type LateFeeTerms = { graceDays: number; formula: LateFeeFormula };

/** What a late fee is computed from. `daysLate` is one on the day after the due date. */
export type LateFeeBasis = { monthlyRentCents: Cents; pastDueRentCents: Cents; daysLate: number };

/** The whole fee to date by the lease alone, without regard to any law. It never shrinks as days pass. */
export function feeByFormula(formula: LateFeeFormula, basis: LateFeeBasis): Cents {
  switch (formula.kind) {
    case 'flat':
      return formula.amountCents;
    case 'percent': {
      const base = formula.of === 'monthly_rent' ? basis.monthlyRentCents : basis.pastDueRentCents;
      return percentOf(base, formula.basisPoints);
    }
    case 'daily': {
      const days = Math.max(0, basis.daysLate - 1);
      return minCents(formula.maxCents, cents(formula.firstCents + formula.perDayCents * days));
    }
    case 'tiered': {
      const reached = formula.tiers.filter((tier) => tier.fromDaysLate <= basis.daysLate);
      return reached.reduce((most, tier) => maxCents(most, tier.amountCents), ZERO_CENTS);
    }
  }
}

/** A formula in words. */
export function formulaText(formula: LateFeeFormula): string {
  switch (formula.kind) {
    case 'flat':
      return `${formatMoney(formula.amountCents)} by the lease`;
    case 'percent':
      return `${formula.basisPoints / 100}% of the ${formula.of === 'monthly_rent' ? 'rent' : 'rent past due'} by the lease`;
    case 'daily':
      return `${formatMoney(formula.firstCents)} and ${formatMoney(formula.perDayCents)} a day, at most ${formatMoney(formula.maxCents)} by the lease`;
    case 'tiered':
      return `by the steps in the lease: ${formula.tiers.map((tier) => `${formatMoney(tier.amountCents)} from day ${tier.fromDaysLate}`).join(', ')}`;
  }
}
