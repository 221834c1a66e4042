import { type Cents, formatMoney, minCents } from './money';

/** What a lease says about paying a part of what is due. */
export const PARTIAL_POLICIES = ['allowed', 'blocked', 'minimum'] as const;
export type PartialPayments = { policy: (typeof PARTIAL_POLICIES)[number]; minimumCents: Cents };

/**
 * The least that a payer may pay at once; zero where any part will do. Whoever owes less than the minimum pays that.
 * @param dueCents what is due by today, after credits
 */
export function leastPayment({ policy, minimumCents }: PartialPayments, dueCents: Cents): Cents {
  switch (policy) {
    case 'allowed':
      return 0 as Cents;
    case 'blocked':
      return dueCents;
    case 'minimum':
      return minCents(minimumCents, dueCents);
  }
}

/** Why an amount is too small under the lease, or null where it is not. */
export function refusalOfPart(partial: PartialPayments, amountCents: Cents, dueCents: Cents): string | null {
  const least = leastPayment(partial, dueCents);
  if (amountCents >= least) return null;
  return partial.policy === 'blocked'
    ? `This lease takes no partial payments: ${formatMoney(least)} is due.`
    : `This lease takes at least ${formatMoney(least)} at once.`;
}
