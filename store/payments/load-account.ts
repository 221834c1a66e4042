import type { AccountFacts, LateFeeQuestion, ReplayCharge, ReplayPayment } from '../../domain/account-replay';
import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import { type LateFeeRuleUsed, lateFeeFor, mayBearLateFee, wasChargedInTime } from '../../domain/late-fees';
import { lateFeeTermsOf } from '../../domain/lease-terms';
import type { Allocated } from '../../domain/ledger';
import { type Cents, cents, sumCents, ZERO_CENTS } from '../../domain/money';
import { fromSqlCents } from '../cents';
import { daysPaused, isLateFeePaused } from '../charges/late-fee-pause';
import type { Transaction } from '../database';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';

/** What a payment pays now of one charge. */
export type StandingAllocation = Allocated & { id: string; paymentId: string };

/** How a late fee that is missing would be posted. */
export type LateFeeOffer = {
  /** Tells it from fees of the same month that stood before. */
  item: string;
  ruleFor(pastDueRentCents: Cents): LateFeeRuleUsed;
};

export type AccountOfLease = {
  today: PlainDateString;
  facts: AccountFacts;
  lease: Lease;
  /** By the rent's due date. */
  offers: ReadonlyMap<PlainDateString, LateFeeOffer>;
  /** Read anew each time: what was taken back meanwhile is not among them. */
  standing(): Promise<StandingAllocation[]>;
};

/** A lease's money as plain facts with their dates. The lease must be locked. */
export async function loadAccount(
  tx: Transaction,
  of: { organizationId: string; leaseId: string; now: Date },
): Promise<AccountOfLease> {
  const { leaseId, now } = of;
  const lease = await readLease(tx, leaseId);
  const today = localDateAt(now.getTime(), lease.timeZone);
  const rows = await tx.charge.findMany({ where: { leaseId }, orderBy: { id: 'asc' } });
  const charges = rows.flatMap((row) => (row.voidedAt === null && row.amountCents > 0n ? [toReplay(row)] : []));
  const { questions, offers } = await lateFeesOf(tx, lease, rows, charges, today);
  const payments = await paymentsOf(tx, of, rows);
  return {
    today,
    lease,
    offers,
    facts: { state: lease.state, today, charges, payments, lateFees: questions },
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
    lateFeeOf: row.kind === 'late_fee' ? rentDateOf(row.rule) : undefined,
  };
}

/** The due date of the rent that a late fee is for, as stored with it. */
function rentDateOf(rule: unknown): PlainDateString | undefined {
  const text = textOf(rule, 'due_on') ?? textOf(fieldOf(rule, 'inputs'), 'due_on');
  return text === undefined ? undefined : (text as PlainDateString);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}

async function paymentsOf(
  tx: Transaction,
  { leaseId }: { leaseId: string },
  charges: readonly ChargeRow[],
): Promise<ReplayPayment[]> {
  const rows = await tx.payment.findMany({
    where: { leaseId, status: { in: ['succeeded', 'processing', 'refunded'] } },
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
    paymentId: row.id,
    effectiveOn: fromSqlDate(row.effectiveOn),
    amountCents: cents(Number(row.amountCents - row.returnedCents - row.refundedCents)),
    ...(row.planId === null ? {} : { firstTo: plans.get(row.planId) ?? [] }),
    ...(row.kind === 'deposit' ? { firstTo: kept.get(row.id) ?? [] } : {}),
    ...(lastTo(row).length > 0 ? { lastTo: lastTo(row) } : {}),
  }));
}

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
    const { id, paymentId, chargeId } = row;
    return { id, paymentId, chargeId, kind, amountCents: fromSqlCents(row.amountCents) };
  });
}

/** The rents that may bear a late fee and whose first chargeable day has come. */
async function lateFeesOf(
  tx: Transaction,
  lease: Lease,
  rows: readonly ChargeRow[],
  charges: readonly ReplayCharge[],
  today: PlainDateString,
) {
  const terms = lateFeeTermsOf(lease.terms);
  const questions: LateFeeQuestion[] = [];
  const offers = new Map<PlainDateString, LateFeeOffer>();
  if (terms === null) return { questions: standingFees(rows, questions), offers };
  const startsOn = fromSqlDate(lease.startsOn);
  const late = new Set(rows.flatMap((row) => (wasChargedInTime(row.rule) ? [] : [row.id])));
  const rents = charges.filter(
    ({ chargeId, kind, dueOn }) => kind === 'rent' && !late.has(chargeId) && mayBearLateFee({ startsOn }, dueOn),
  );
  for (const dueOn of new Set(rents.map((charge) => charge.dueOn))) {
    const resultFor = (pastDueRentCents: Cents, on: PlainDateString, pausedDays = 0) =>
      lateFeeFor(terms, {
        state: lease.state,
        dueOn,
        today: on,
        pastDueRentCents,
        monthlyRentCents: fromSqlCents(lease.rentCents),
        unitsInBuilding: lease.unit.property.unitCount,
        pausedDays,
      });
    const rentCents = sumCents(rents.filter((rent) => rent.dueOn === dueOn).map((rent) => rent.amountCents));
    const { firstChargeableOn } = resultFor(rentCents, dueOn);
    if (firstChargeableOn > today) continue;
    const pausedDays = await daysPaused(tx, { leaseId: lease.id, dueOn, on: firstChargeableOn });
    const fees = rows.filter((row) => row.kind === 'late_fee' && rentDateOf(row.rule) === dueOn);
    const byPerson = fees.some((row) => row.voidedAt !== null && row.voidedBy !== 'system');
    const settled = byPerson || (await isLateFeePaused(tx, { leaseId: lease.id, dueOn, on: firstChargeableOn }));
    questions.push({
      dueOn,
      firstChargeableOn,
      settled,
      feeFor: (pastDue) => resultFor(pastDue, firstChargeableOn, pausedDays).amountCents,
    });
    const item = fees.length === 0 ? '' : `again-${fees.length}`;
    offers.set(dueOn, { item, ruleFor: (pastDue) => resultFor(pastDue, firstChargeableOn, pausedDays).rule });
  }
  return { questions: standingFees(rows, questions), offers };
}

/** Fees that stand for other rents, such as of terms that changed: they may go, and none is added. */
function standingFees(rows: readonly ChargeRow[], asked: readonly LateFeeQuestion[]): LateFeeQuestion[] {
  const known = new Set<string>(asked.map((question) => question.dueOn));
  const others = rows.flatMap((row): LateFeeQuestion[] => {
    const dueOn = row.kind === 'late_fee' && row.voidedAt === null ? rentDateOf(row.rule) : undefined;
    const first = textOf(row.rule, 'first_chargeable_on') ?? textOf(fieldOf(row.rule, 'inputs'), 'first_chargeable_on');
    if (dueOn === undefined || first === undefined || known.has(dueOn)) return [];
    known.add(dueOn);
    return [{ dueOn, firstChargeableOn: first as PlainDateString, settled: false, feeFor: () => ZERO_CENTS }];
  });
  return [...asked, ...others];
}
