import type { PlainDateString } from '../../domain/calendar';
import { type Cents, cents } from '../../domain/money';
import type { OpenCharge } from '../../domain/payment-order';
import { type CoveredCharge, type PlanInForce, planProgress, stillCovered } from '../../domain/payment-plans';
import type { RunSql } from '../sql-runner';

const COVERED = `
  select p.id as plan_id, p.grace_days, pc.charge_id, pc.amount_cents::text as amount,
    (select coalesce(sum(a.plan_cents), 0) from allocations a
     where a.charge_id = pc.charge_id and a.plan_id = p.id and a.voided_at is null)::text as paid
  from payment_plans p join payment_plan_charges pc on pc.plan_id = p.id
  where p.organization_id = $1 and p.lease_id = $2 and p.status = 'active'`;
const INSTALLMENTS = `
  select number, due_on::text as due_on, amount_cents::text as amount from payment_plan_installments
  where organization_id = $1 and plan_id = $2 order by number`;

type CoveredRow = { plan_id: string; grace_days: number; charge_id: string; amount: string; paid: string };
type InstallmentRow = { number: number; due_on: string; amount: string };

/** The lease's running plan as allocations see it on a day; null where none runs. */
export async function planInForce(
  run: RunSql,
  of: { organizationId: string; leaseId: string; on: PlainDateString },
  open: readonly OpenCharge[],
): Promise<(PlanInForce & { planId: string }) | null> {
  const rows = await run<CoveredRow>(COVERED, [of.organizationId, of.leaseId]);
  const [first] = rows;
  if (first === undefined) return null;
  const parts = await run<InstallmentRow>(INSTALLMENTS, [of.organizationId, first.plan_id]);
  const covered = coveredOf(rows, open);
  const installments = parts.map((row) => ({
    number: row.number,
    dueOn: row.due_on as PlainDateString,
    amountCents: cents(Number(row.amount)),
  }));
  const { dueCents } = planProgress({ installments, graceDays: first.grace_days }, covered, of.on);
  return { planId: first.plan_id, covered: new Map(covered.map((one) => [one.chargeId, stillCovered(one)])), dueCents };
}

/** A lease's open charges without what its running plan still collects: that is nobody else's to ask for. */
export async function besidePlan<C extends OpenCharge>(
  run: RunSql,
  of: { organizationId: string; leaseId: string },
  open: readonly C[],
): Promise<C[]> {
  if (open.length === 0) return [];
  const rows = await run<CoveredRow>(COVERED, [of.organizationId, of.leaseId]);
  if (rows.length === 0) return [...open];
  const taken = new Map(coveredOf(rows, open).map((one) => [one.chargeId, stillCovered(one)]));
  return open
    .map((charge) => ({ ...charge, openCents: cents(charge.openCents - (taken.get(charge.chargeId) ?? 0)) }))
    .filter((charge) => charge.openCents > 0);
}

function coveredOf(rows: readonly CoveredRow[], open: readonly OpenCharge[]): CoveredCharge[] {
  const openOf = new Map<string, Cents>(open.map((charge) => [charge.chargeId, charge.openCents]));
  return rows.map((row) => ({
    chargeId: row.charge_id,
    coveredCents: cents(Number(row.amount)),
    planPaidCents: cents(Number(row.paid)),
    openCents: openOf.get(row.charge_id) ?? cents(0),
  }));
}
