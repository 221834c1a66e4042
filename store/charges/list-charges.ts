import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

export type ListedCharge = {
  id: string;
  lease_id: string;
  kind: string;
  label: string;
  period: string;
  amount: string;
  open: string;
  currency: string;
  due_on: string;
  covers_from: string | null;
  covers_to: string | null;
  rule: unknown;
  voided_at: Date | null;
  void_reason: string | null;
};

const CHARGES = `
  select c.id, c.lease_id, c.kind, c.label, c.period, c.amount_cents::text as amount, c.currency, c.due_on::text as due_on,
    c.covers_from::text as covers_from, c.covers_to::text as covers_to, c.rule, c.voided_at, c.void_reason,
    (case when c.voided_at is null then c.amount_cents - coalesce((select sum(a.amount_cents) from allocations a
      where a.charge_id = c.id and a.voided_at is null), 0) else 0 end)::text as open
  from charges c where c.organization_id = $1`;

type Asked = {
  organizationId: string;
  leaseId: string;
  /** Only what is still to be paid, or only what is not. */
  isOpen?: boolean | undefined;
  after?: { dueOn: string; id: string } | undefined;
  limit: number;
};

/** A lease's charges, the latest due first; one more than `limit`. @throws TenureError not_found */
export async function listCharges(
  tx: Transaction,
  { organizationId, leaseId, isOpen, after, limit }: Asked,
): Promise<ListedCharge[]> {
  if ((await tx.lease.count({ where: { id: leaseId } })) === 0) throw notFound('lease');
  const page = `select * from (${CHARGES} and c.lease_id = $2) as charge
    where ($3::date is null or (charge.due_on::date, charge.id) < ($3::date, $4::text))
      and ($6::boolean is null or (charge.open::bigint > 0) = $6)
    order by charge.due_on desc, charge.id desc limit $5`;
  return overPrisma(tx)<ListedCharge>(page, [
    organizationId,
    leaseId,
    after?.dueOn ?? null,
    after?.id ?? null,
    limit + 1,
    isOpen ?? null,
  ]);
}

/** One charge. @throws TenureError not_found */
export async function readCharge(tx: Transaction, organizationId: string, id: string): Promise<ListedCharge> {
  const [row] = await overPrisma(tx)<ListedCharge>(`${CHARGES} and c.id = $2`, [organizationId, id]);
  if (row === undefined) throw notFound('charge');
  return row;
}
