import type { InvalidParam } from './errors';
import { type Cents, splitByShares } from './money';

/** A roommate's part of the rent as the lease has it: a share in basis points, or an amount of the monthly rent. */
export type RentShare = { tenantId: string; shareBps: number | null; shareCents: Cents | null };

/** The whole in basis points. */
export const WHOLE_BPS = 10_000;

/**
 * What is wrong with a split: everybody has a part of one and the same kind, and the parts are the whole. Nobody having
 * one is no split, and right.
 */
export function splitProblems(shares: readonly RentShare[], rentCents: Cents): InvalidParam[] {
  const withBps = shares.filter(({ shareBps }) => shareBps !== null);
  const withCents = shares.filter(({ shareCents }) => shareCents !== null);
  if (withBps.length === 0 && withCents.length === 0) return [];
  if (withBps.length > 0 && withCents.length > 0) {
    return [{ name: 'shares', reason: 'must be all in basis points or all in cents' }];
  }
  if (Math.max(withBps.length, withCents.length) < shares.length) {
    return [{ name: 'shares', reason: 'must name a part for every tenant of the lease' }];
  }
  const total = shares.reduce((sum, share) => sum + (share.shareBps ?? share.shareCents ?? 0), 0);
  const whole = withBps.length > 0 ? WHOLE_BPS : rentCents;
  if (total === whole) return [];
  return [{ name: 'shares', reason: `must sum to ${whole}, not ${total}` }];
}

/** One roommate's part of an amount. */
export type ShareOf = { tenantId: string; amountCents: Cents };

/**
 * Splits any charge as the rent is split, by largest remainder: the parts always sum to the whole. Empty where the
 * lease has no split. Whoever pays, all are liable for all of it.
 */
export function sharesOf(amountCents: Cents, shares: readonly RentShare[]): ShareOf[] {
  const weights = shares.map(({ shareBps, shareCents }) => shareBps ?? shareCents ?? 0);
  if (weights.every((weight) => weight === 0)) return [];
  const parts = splitByShares(amountCents, weights);
  return shares.map(({ tenantId }, index) => ({ tenantId, amountCents: parts[index] ?? (0 as Cents) }));
}
