import { type FeePolicy, feePolicySchema, feesIn, NO_FEES } from '../../domain/fee-policy';
import { type LeaseTerms, leaseTermsSchema } from '../../domain/lease-terms';
import type { Transaction } from '../database';

/** A version of an organization's fee policy; version 0 is none at all. */
export type StoredFeePolicy = {
  id: string | null;
  version: number;
  policy: FeePolicy;
  note: string | null;
  createdBy: string | null;
  createdAt: Date | null;
};

const NONE: StoredFeePolicy = {
  id: null,
  version: 0,
  policy: NO_FEES,
  note: null,
  createdBy: null,
  createdAt: null,
};

/** The versions of the fee policy, the newest first; none where nobody has written one. */
export async function listFeePolicies(tx: Transaction, organizationId: string): Promise<StoredFeePolicy[]> {
  const rows = await tx.feePolicy.findMany({ where: { organizationId }, orderBy: { version: 'desc' }, take: 100 });
  return rows.map(({ id, version, policy, note, createdBy, createdAt }) => ({
    ...{ id, version, note, createdBy, createdAt },
    policy: feePolicySchema.parse(policy),
  }));
}

/** The policy that new leases take. */
export async function currentFeePolicy(tx: Transaction, organizationId: string): Promise<StoredFeePolicy> {
  const [latest] = await listFeePolicies(tx, organizationId);
  return latest ?? NONE;
}

/** The terms of a new lease by the policy, where whoever draws it up names none, and the policy they come from. */
export async function termsByPolicy(
  tx: Transaction,
  organizationId: string,
  state: string,
): Promise<{ terms: LeaseTerms; feePolicyId: string | null }> {
  const { id, policy } = await currentFeePolicy(tx, organizationId);
  return { terms: { ...leaseTermsSchema.parse({}), ...feesIn(policy, state) }, feePolicyId: id };
}
