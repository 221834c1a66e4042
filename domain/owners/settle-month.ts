import { type Cents, cents, minCents, ZERO_CENTS } from '../money';

/** Where an owner stands before a month is settled, and what the month brought. Whole cents. */
export type MonthToSettle = {
  /** Owed to the owner from before; below zero where the owner owes. */
  openingCents: Cents;
  /** Collected less fee and expenses of the month. */
  netCents: Cents;
  /** Kept back already. */
  heldCents: Cents;
  /** What should be kept back. */
  targetCents: Cents;
};

export type SettledMonth = {
  /** What goes into the reserve; negative where it is drawn on or given back. */
  reserveCents: Cents;
  heldCents: Cents;
  /** What is then owed to the owner; below zero is carried over. */
  payableCents: Cents;
};

/**
 * Settles a month: a shortfall draws on the reserve as far as it goes; otherwise the reserve is filled to its target
 * from what there is, and what is above the target is given back.
 */
export function settleMonth({ openingCents, netCents, heldCents, targetCents }: MonthToSettle): SettledMonth {
  const there = cents(openingCents + netCents);
  const reserveCents = reserveChange(there, heldCents, targetCents);
  return { reserveCents, heldCents: cents(heldCents + reserveCents), payableCents: cents(there - reserveCents) };
}

function reserveChange(there: Cents, held: Cents, target: Cents): Cents {
  if (there < 0) {
    const drawn = minCents(cents(-there), held);
    const left = cents(held - drawn);
    // A shortfall that the reserve covered may still leave more than is to be kept back.
    const above = there + drawn === 0 && left > target ? left - target : 0;
    return cents(-drawn - above);
  }
  if (held > target) return cents(target - held);
  return held < target ? minCents(cents(target - held), there) : ZERO_CENTS;
}
