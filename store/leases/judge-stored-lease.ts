import { TenureError } from '../../domain/errors';
import { type Finding, refuseForbidden } from '../../domain/jurisdictions/legal-rule';
import { judgeLease, scheduleProblems } from '../../domain/lease-law';
import { lateFeeOf, leaseTermsSchema } from '../../domain/lease-terms';
import type { RentTerms } from '../../domain/rent-schedule';

/** A lease's money and fees, as drawn up or stored, and where it lies. */
export type LeaseToJudge = {
  state: string;
  unitsInBuilding: number;
  money: RentTerms;
  /** As stored. */
  terms: unknown;
};

/** What the law has against a lease, enforced or not. */
export function findingsOf({ state, unitsInBuilding, money, terms }: LeaseToJudge): Finding[] {
  const { late_fee, nsf_fee_cents: nsfFeeCents } = leaseTermsSchema.parse(terms);
  return judgeLease({ state, money, lateFee: lateFeeOf(late_fee), nsfFeeCents, unitsInBuilding });
}

/**
 * Refuses a lease whose schedule cannot be, or that an enforced rule forbids, whoever draws it up.
 * @returns what unverified rules warn of
 * @throws TenureError invalid_request, rule_forbids
 */
export function assertLawful(lease: LeaseToJudge): Finding[] {
  assertSchedule(lease.money);
  return refuseForbidden(findingsOf(lease));
}

/** Refuses a schedule whose dates cannot be. @throws TenureError invalid_request */
export function assertSchedule(money: RentTerms): void {
  const params = scheduleProblems(money);
  if (params.length === 0) return;
  throw new TenureError('invalid_request', 'A date of the payment schedule does not fit the lease.', { params });
}
