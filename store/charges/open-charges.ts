import type { PlainDateString } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import { isId } from '../../domain/ids';
import { type Cents, cents, sumCents } from '../../domain/money';
import type { OpenCharge } from '../../domain/payment-order';
import { besidePlan } from '../payment-plans/plan-in-force';
import type { RunSql } from '../sql-runner';

/** A charge of a lease with what is still to be paid of it. */
export type OpenChargeRow = OpenCharge & { label: string; period: string; amountCents: Cents; rule?: unknown };

const OPEN_CHARGES = `
  select c.id, c.kind, c.label, c.period, c.due_on::text as due_on, c.amount_cents::text as amount, c.rule,
    (c.amount_cents - coalesce(sum(a.amount_cents), 0))::text as open
  from charges c left join allocations a on a.charge_id = c.id and a.voided_at is null
  where c.organization_id = $1 and c.lease_id = $2 and c.voided_at is null
  group by c.id
  having c.amount_cents - coalesce(sum(a.amount_cents), 0) > 0
  order by c.due_on, c.id`;

type Row = {
  id: string;
  kind: string;
  label: string;
  period: string;
  due_on: string;
  amount: string;
  open: string;
  rule: unknown;
};

/**
 * What a lease still owes, oldest first. Money in transit counts as paid here: it is shown apart, not asked for twice.
 */
export async function openCharges(run: RunSql, organizationId: string, leaseId: string): Promise<OpenChargeRow[]> {
  const rows = await run<Row>(OPEN_CHARGES, [organizationId, leaseId]);
  return rows.map((row) => {
    if (!isChargeKind(row.kind)) throw new Error(`charge ${row.id} has the unknown kind ${row.kind}`);
    return {
      chargeId: row.id,
      kind: row.kind,
      label: row.label,
      period: row.period,
      dueOn: row.due_on as PlainDateString,
      amountCents: cents(Number(row.amount)),
      openCents: cents(Number(row.open)),
      rule: row.rule,
    };
  });
}

/** The sum of what is open, in cents. */
export function totalOpen(charges: readonly OpenCharge[]): Cents {
  return sumCents(charges.map((charge) => charge.openCents));
}

/**
 * What is open of an obligation `{leaseId}/{period}`, with all that was owed before it, without what a
 * payment plan collects; null where the text names none.
 */
export async function openOfObligation(
  run: RunSql,
  organizationId: string,
  obligation: string | null,
): Promise<Cents | null> {
  const [leaseId = '', period] = (obligation ?? '').split('/');
  if (period === undefined || !isId('lease', leaseId)) return null;
  const open = await besidePlan(run, { organizationId, leaseId }, await openCharges(run, organizationId, leaseId));
  return totalOpen(open.filter((charge) => charge.period <= period));
}
