import { addDays, localDateAt, type PlainDateString } from '../../domain/calendar';
import { type InvalidParam, notFound, TenureError } from '../../domain/errors';
import { type Cents, ZERO_CENTS } from '../../domain/money';
import { paymentOrderOf } from '../../domain/payment-order';
import {
  assertPlan,
  DEFAULT_ACCEPT_DAYS,
  DEFAULT_PLAN_GRACE_DAYS,
  type PlannedInstallment,
  type PlanStep,
  splitPlan,
} from '../../domain/payment-plans';
import { workflowIds } from '../../domain/workflow-ids';
import { type OpenChargeRow, openCharges, totalOpen } from '../charges/open-charges';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { assertNothingUnderWay, readPlan } from './lock-plan';
import { tellOfPlan } from './tell-of-plan';

export type PlanWishes = {
  organizationId: string;
  leaseId: string;
  /** The charges to cover; all that are past due where absent. */
  chargeIds?: readonly string[] | undefined;
  /** By date and cents, or split by us. */
  schedule:
    | { kind: 'dates'; installments: readonly PlannedInstallment[] }
    | { kind: 'split'; count: number; every: PlanStep; firstDueOn: PlainDateString; downPaymentCents: Cents };
  graceDays?: number | undefined;
  acceptBy?: PlainDateString | undefined;
  now: Date;
};

/** A plan as it would be offered. */
export type DraftPlan = {
  charges: OpenChargeRow[];
  coveredCents: Cents;
  installments: PlannedInstallment[];
  graceDays: number;
  acceptBy: PlainDateString;
  today: PlainDateString;
  /** What the law may say against it; nothing here forbids. */
  warnings: string[];
};

/**
 * Works a plan out without offering it.
 * @throws TenureError not_found; not_possible where nothing is past due; invalid_request where it does not add up
 */
export async function draftPlan(tx: Transaction, wishes: PlanWishes): Promise<DraftPlan> {
  const { organizationId, leaseId, schedule, now } = wishes;
  const lease = await tx.lease.findUnique({ where: { id: leaseId } });
  if (lease === null) throw notFound('lease');
  if (!['scheduled', 'active', 'ended'].includes(lease.status)) {
    throw new TenureError('not_possible', 'Only a lease that stands can have a payment plan.');
  }
  const today = localDateAt(now.getTime(), lease.timeZone);
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  const charges = chosen(open, wishes.chargeIds, today);
  const coveredCents = totalOpen(charges);
  const acceptBy = wishes.acceptBy ?? usualAcceptBy(schedule, today);
  const installments = installmentsOf(schedule, coveredCents, acceptBy);
  assertPlan({ coveredCents, installments, acceptBy, today, isSplit: schedule.kind === 'split' });
  const graceDays = wishes.graceDays ?? DEFAULT_PLAN_GRACE_DAYS;
  const warnings = warningsOf(charges, lease.state, today);
  return { charges, coveredCents, installments, graceDays, acceptBy, today, warnings };
}

type Offer = PlanWishes & { note?: string | undefined; actor: string; linkKey: Buffer };

/**
 * Offers a plan to the lease's tenants, each by their own link, and has its workflow started.
 * @returns the plan's id
 * @throws TenureError as draftPlan does; conflict where a plan lives already or a payment is being presented
 */
export async function offerPlan(tx: Transaction, offer: Offer): Promise<string> {
  const { organizationId, leaseId, actor, now } = offer;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const draft = await draftPlan(tx, offer);
  await assertNoneLives(tx, leaseId);
  await assertNothingUnderWay(tx, leaseId);
  const planId = await createPlan(tx, offer, draft);
  const plan = await readPlan(tx, planId, now);
  await appendEvent(tx, {
    organizationId,
    type: 'payment_plan.offered',
    subjectId: planId,
    alsoAbout: [leaseId, plan.lease.unitId, plan.lease.unit.propertyId],
    payload: { amount_cents: draft.coveredCents, installments: draft.installments.length, accept_by: draft.acceptBy },
    actor,
  });
  await tellOfPlan(tx, plan, { kind: 'plan_offered' }, offer.linkKey, now);
  const workflowId = workflowIds.paymentPlan(planId);
  const input = { organizationId, planId, leaseId };
  await enqueueCommand(tx, { organizationId, workflowType: 'paymentPlan', workflowId, kind: 'start', input });
  return planId;
}

async function assertNoneLives(tx: Transaction, leaseId: string): Promise<void> {
  const living = await tx.paymentPlan.count({ where: { leaseId, status: { in: ['offered', 'active'] } } });
  if (living === 0) return;
  throw new TenureError('conflict', 'This lease has a payment plan already. Withdraw or cancel it first.');
}

/** Writes the plan with what it covers and when. @returns the plan's id */
async function createPlan(tx: Transaction, offer: Offer, draft: DraftPlan): Promise<string> {
  const { organizationId } = offer;
  const { id: planId } = await tx.paymentPlan.create({
    data: {
      id: newId('paymentPlan'),
      organizationId,
      leaseId: offer.leaseId,
      coveredCents: BigInt(draft.coveredCents),
      graceDays: draft.graceDays,
      offeredOn: toSqlDate(draft.today),
      acceptBy: toSqlDate(draft.acceptBy),
      note: offer.note ?? null,
      offeredBy: offer.actor,
      createdAt: offer.now,
    },
    select: { id: true },
  });
  await tx.paymentPlanCharge.createMany({
    data: draft.charges.map((charge) => ({
      organizationId,
      planId,
      chargeId: charge.chargeId,
      amountCents: BigInt(charge.openCents),
    })),
  });
  await tx.paymentPlanInstallment.createMany({
    data: draft.installments.map((one, index) => ({
      id: newId('installment'),
      organizationId,
      planId,
      number: index + 1,
      dueOn: toSqlDate(one.dueOn),
      amountCents: BigInt(one.amountCents),
    })),
  });
  return planId;
}

function chosen(
  open: readonly OpenChargeRow[],
  chargeIds: readonly string[] | undefined,
  today: PlainDateString,
): OpenChargeRow[] {
  const pastDue = open.filter((charge) => charge.dueOn < today);
  if (chargeIds === undefined) {
    if (pastDue.length === 0) throw new TenureError('not_possible', 'Nothing is past due on this lease.');
    return pastDue;
  }
  const params = [...new Set(chargeIds)].flatMap((chargeId, index): InvalidParam[] => {
    const charge = pastDue.find((one) => one.chargeId === chargeId);
    return charge === undefined
      ? [{ name: `charge_ids.${index}`, reason: 'is not past due and open on this lease' }]
      : [];
  });
  if (params.length > 0) {
    throw new TenureError('invalid_request', 'A plan covers charges that are past due and open.', { params });
  }
  return pastDue.filter((charge) => chargeIds.includes(charge.chargeId));
}

/** A week, and never after the first installment. */
function usualAcceptBy(schedule: PlanWishes['schedule'], today: PlainDateString): PlainDateString {
  const usual = addDays(today, DEFAULT_ACCEPT_DAYS);
  const first = schedule.kind === 'split' ? schedule.firstDueOn : schedule.installments[0]?.dueOn;
  return first !== undefined && first < usual && first >= today ? first : usual;
}

function installmentsOf(schedule: PlanWishes['schedule'], coveredCents: Cents, acceptBy: PlainDateString) {
  if (schedule.kind === 'dates') return [...schedule.installments];
  const { downPaymentCents, count, every, firstDueOn } = schedule;
  if (downPaymentCents >= coveredCents || coveredCents - downPaymentCents < count) {
    throw new TenureError('invalid_request', 'The down payment leaves nothing to split.', {
      params: [
        {
          name: 'schedule.down_payment_cents',
          reason: `must leave at least a cent for each installment of ${coveredCents}`,
        },
      ],
    });
  }
  return splitPlan({ coveredCents, downPaymentCents, downPaymentOn: acceptBy, count, every, firstDueOn });
}

/** Where a state has an order of its own, money that a plan sends to fees may be asked for by rent first. */
function warningsOf(charges: readonly OpenChargeRow[], state: string, on: PlainDateString): string[] {
  const order = paymentOrderOf(state, on);
  const beyondRent = charges.some((charge) => charge.kind !== 'rent');
  if (order.state === '*' || !beyondRent || totalOpen(charges) <= ZERO_CENTS) return [];
  return [
    `In ${order.state} payments have an order of their own: ${order.text} (${order.cite}). An installment goes first to what the plan covers, as agreed; cover rent alone to be sure.`,
  ];
}
