import type { AccountFacts, ReplayCharge, ReplayPayment } from '../../domain/account-replay';
import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import type { Allocated } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import type { PlanPart } from '../payment-plans/plan-part';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { type LateFeeOffer, lateFeeQuestions, rentDateOf } from './late-fee-questions';

/** What a payment pays now of one charge. */
export type StandingAllocation = Allocated & PlanPart & { id: string; paymentId: string };

export type AccountOfLease = {
  today: PlainDateString;
  facts: AccountFacts;
  lease: Lease;
  /** By payment that was made for a payment plan, the plan. What it covers is what such a payment goes to first. */
  plans: ReadonlyMap<string, string>;
  /** The payment that was asked for beside those that count, as far as it stands, with what it is for. */
  also: ReplayPayment | undefined;
  /** By the rent's due date. */
  offers: ReadonlyMap<PlainDateString, LateFeeOffer>;
  /** Read anew each time: what was taken back meanwhile is not among them. */
  standing(): Promise<StandingAllocation[]>;
};

/**
 * A lease's money as plain facts with their dates. The lease must be locked.
 * @param of `also` names a payment that need not count any more
 */
export async function loadAccount(
  tx: Transaction,
  of: { organizationId: string; leaseId: string; now: Date; also?: string | undefined },
): Promise<AccountOfLease> {
  const { leaseId, now } = of;
  const lease = await readLease(tx, leaseId);
  const today = localDateAt(now.getTime(), lease.timeZone);
  const rows = await tx.charge.findMany({ where: { leaseId }, orderBy: { id: 'asc' } });
  const charges = rows.flatMap((row) => (row.voidedAt === null && row.amountCents > 0n ? [toReplay(row)] : []));
  const { questions, offers } = await lateFeeQuestions(tx, lease, rows, today);
  const all = await paymentsOf(tx, of, rows);
  const payments = all.filter(({ counts }) => counts).map(({ payment }) => payment);
  return {
    today,
    lease,
    offers,
    facts: { state: lease.state, today, charges, payments, lateFees: questions },
    plans: new Map(
      all.flatMap(({ payment, planId }) => (planId === null ? [] : [[payment.paymentId, planId] as const])),
    ),
    also: all.find(({ payment }) => payment.paymentId === of.also)?.payment,
    standing: () => standingOf(tx, leaseId),
  };
}

type Lease = Awaited<ReturnType<typeof readLease>>;
type ChargeRow = Awaited<ReturnType<Transaction['charge']['findMany']>>[number];

function readLease(tx: Transaction, leaseId: string) {
  return tx.lease.findUniqueOrThrow({ where: { id: leaseId }, include: { unit: { include: { property: true } } } });
}

function toReplay(row: ChargeRow): ReplayCharge {
  if (!isChargeKind(row.kind)) throw new Error(`charge ${row.id} has the unknown kind ${row.kind}`);
  const dueOn = fromSqlDate(row.dueOn);
  return {
    chargeId: row.id,
    kind: row.kind,
    dueOn,
    amountCents: fromSqlCents(row.amountCents),
    forgivenCents: fromSqlCents(row.waivedCents),
    lateFeeOf: row.kind === 'late_fee' ? rentDateOf(row.rule) : undefined,
  };
}

async function paymentsOf(
  tx: Transaction,
  { leaseId, also = '' }: { leaseId: string; also?: string | undefined },
  charges: readonly ChargeRow[],
): Promise<{ counts: boolean; planId: string | null; payment: ReplayPayment }[]> {
  const rows = await tx.payment.findMany({
    where: { leaseId, OR: [{ status: { in: [...COUNTING] } }, { id: also }] },
    orderBy: [{ effectiveOn: 'asc' }, { id: 'asc' }],
  });
  const plans = await coveredByPlans(tx, rows);
  const kept = await paidFromDeposits(tx, rows);
  const beside = await plansBeside(tx, rows);
  const lastTo = ({ id, spares }: (typeof rows)[number]) => {
    const spared = charges.flatMap((charge) => (spares.includes(charge.period) ? [charge.id] : []));
    return [...(beside.get(id) ?? []), ...spared];
  };
  return rows.map((row) => ({
    counts: COUNTING.has(row.status),
    planId: row.planId,
    payment: {
      paymentId: row.id,
      effectiveOn: fromSqlDate(row.effectiveOn),
      amountCents: cents(Number(row.amountCents - row.returnedCents - row.refundedCents)),
      ...(row.planId === null ? {} : { firstTo: plans.get(row.planId) ?? [] }),
      ...(row.kind === 'deposit' ? { firstTo: kept.get(row.id) ?? [] } : {}),
      ...(lastTo(row).length > 0 ? { lastTo: lastTo(row) } : {}),
    },
  }));
}

/** Payments whose money pays charges. */
const COUNTING: ReadonlySet<string> = new Set(['succeeded', 'processing', 'refunded']);

const PLANS_BESIDE = `
  select pay.id, array_agg(pc.charge_id) as charges
  from payments pay join leases l on l.id = pay.lease_id join payment_plans p on p.lease_id = l.id
    join payment_plan_charges pc on pc.plan_id = p.id
  where pay.id = any($1) and (p.accepted_at at time zone l.time_zone)::date <= pay.effective_on
    and (p.ended_at is null or (p.ended_at at time zone l.time_zone)::date > pay.effective_on)
  group by pay.id`;

/** What a plan covered that ran on the day of an autopay payment: the rent beside it is paid first. */
async function plansBeside(tx: Transaction, payments: readonly { id: string; kind: string }[]) {
  const ids = payments.filter(({ kind }) => kind === 'autopay').map(({ id }) => id);
  if (ids.length === 0) return new Map<string, string[]>();
  const rows = await overPrisma(tx)<{ id: string; charges: string[] }>(PLANS_BESIDE, [ids]);
  return new Map(rows.map(({ id, charges }) => [id, charges]));
}

/** What a deposit was kept for stays what it pays. */
async function paidFromDeposits(tx: Transaction, payments: readonly { id: string; kind: string }[]) {
  const ids = payments.filter(({ kind }) => kind === 'deposit').map(({ id }) => id);
  const charges = new Map<string, string[]>();
  if (ids.length === 0) return charges;
  const rows = await tx.allocation.findMany({ where: { paymentId: { in: ids }, voidedAt: null } });
  for (const { paymentId, chargeId } of rows) charges.set(paymentId, [...(charges.get(paymentId) ?? []), chargeId]);
  return charges;
}

async function coveredByPlans(tx: Transaction, payments: readonly { planId: string | null }[]) {
  const planIds = [...new Set(payments.flatMap(({ planId }) => (planId === null ? [] : [planId])))];
  const covered = new Map<string, string[]>();
  if (planIds.length === 0) return covered;
  const rows = await tx.paymentPlanCharge.findMany({ where: { planId: { in: planIds } } });
  for (const { planId, chargeId } of rows) covered.set(planId, [...(covered.get(planId) ?? []), chargeId]);
  return covered;
}

async function standingOf(tx: Transaction, leaseId: string): Promise<StandingAllocation[]> {
  const rows = await tx.allocation.findMany({
    where: { voidedAt: null, payment: { leaseId, status: { in: ['succeeded', 'processing', 'refunded'] } } },
    include: { charge: { select: { kind: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => {
    const { kind } = row.charge;
    if (!isChargeKind(kind)) throw new Error(`charge ${row.chargeId} has the unknown kind ${kind}`);
    const { id, paymentId, chargeId, planId, planCents } = row;
    return { id, paymentId, chargeId, kind, planId, planCents, amountCents: fromSqlCents(row.amountCents) };
  });
}
