import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { type FeePolicy, judgePolicy } from '../../domain/fee-policy';
import { type Finding, refuseForbidden } from '../../domain/jurisdictions/legal-rule';
import { cents } from '../../domain/money';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { readOrganization } from '../organizations/read-organization';
import { overPrisma } from '../sql-runner';
import { currentFeePolicy, type StoredFeePolicy } from './read-fee-policy';

export type NewFeePolicy = {
  organizationId: string;
  policy: FeePolicy;
  note: string | null;
  /** The version the person saw; null where they did not say. */
  version: number | null;
  actor: string;
  now: Date;
};

/**
 * Writes the next version of the fee policy. Leases that stand keep theirs.
 * @returns the new version and what unverified rules warn of where the organization rents
 * @throws TenureError rule_forbids where an enforced rule of a state it rents in forbids it; version_conflict
 */
export async function saveFeePolicy(
  tx: Transaction,
  wanted: NewFeePolicy,
): Promise<{ saved: StoredFeePolicy; warnings: Finding[] }> {
  const { organizationId, policy, actor } = wanted;
  await tx.$queryRaw`select id from organizations where id = ${organizationId} for update`;
  const current = await currentFeePolicy(tx, organizationId);
  if (wanted.version !== null && wanted.version !== current.version) {
    throw new TenureError('version_conflict', 'Somebody changed the fees meanwhile. Look at them again first.');
  }
  const { timeZone } = await readOrganization(tx, organizationId);
  const on = localDateAt(wanted.now.getTime(), timeZone);
  const rents = await lowestRents(tx, organizationId);
  const findings = rents.flatMap(
    ({ state, rentCents }) => judgePolicy(policy, state, { on, rentCents: cents(rentCents) }).findings,
  );
  const warnings = refuseForbidden(findings);
  const id = newId('feePolicy');
  const row = { id, organizationId, version: current.version + 1, policy, note: wanted.note, createdBy: actor };
  const { createdAt } = await tx.feePolicy.create({ data: { ...row, createdAt: wanted.now } });
  await appendAudit(tx, { organizationId, actor, action: 'fee_policy.saved', subjectId: id, after: policy });
  return { saved: { ...row, createdAt }, warnings };
}

/** The states an organization rents in with the lowest rent in each: what the percentages of the rules bind first. */
export async function lowestRents(
  tx: Transaction,
  organizationId: string,
): Promise<{ state: string; rentCents: number; units: number }[]> {
  const rows = await overPrisma(tx)<{ state: string; rent: string; units: number }>(
    `select p.state, min(u.rent_cents)::text as rent, count(*)::int as units from units u
     join properties p on p.id = u.property_id
     where u.organization_id = $1 and u.rent_cents > 0 group by p.state order by p.state`,
    [organizationId],
  );
  return rows.map(({ state, rent, units }) => ({ state, rentCents: Number(rent), units }));
}
