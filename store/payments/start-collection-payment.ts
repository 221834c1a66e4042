import { atLocalTime, localDateAt } from '../../domain/calendar';
import { type CardFeePolicy, cardFeeFor, cardFeePolicyOf } from '../../domain/card-fees';
import { notFound } from '../../domain/errors';
import {
  nextPresentment,
  type PastPresentment,
  PRESENTMENT_CAPS,
  type PresentmentVerdict,
} from '../../domain/presentments';
import type { PresentmentStatus } from '../../domain/states';
import { openCharges, totalOpen } from '../charges/open-charges';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { besidePlan } from '../payment-plans/plan-in-force';
import { createFirstPresentment } from '../presentments/create-presentment';
import { isOpenTry, isUsedUp, type PastTry, triesFor, triesOf } from '../presentments/tries-for';
import { columns, insertRow } from '../rows';
import { overPrisma } from '../sql-runner';
import { applyCredit } from './apply-credit';
import { debitOf, standingMandate } from './autopay-debit';
import { obligationOf } from './obligations';

/** Autopay presents and people are reminded in the morning, when banks are open and nobody is woken. */
export const MORNING = '06:00';

export type CollectionStep = {
  organizationId: string;
  leaseId: string;
  period: string;
  workflowId: string;
  /** With it the payer is told at once of an amount that has to wait for its notice. */
  linkKey?: Buffer;
  now: Date;
};

/** What a collection may do now. */
export type CollectionVerdict =
  | { kind: 'clear' }
  | { kind: 'no_autopay' }
  | { kind: 'not_accepting' }
  | { kind: 'present'; paymentId: string; presentmentId: string }
  | { kind: 'wait'; untilMs: number; why: string }
  | { kind: 'reconcile'; presentmentId: string }
  | { kind: 'in_flight'; presentmentId: string | null }
  | { kind: 'needs_person'; cure: string; meaning: string }
  | { kind: 'capped'; rule: string };

/**
 * Decides and records the next presentment of a lease's period by autopay, in one transaction under the lease's lock.
 * A payment and its presentment are written before anything is sent; repeating gives the open ones back.
 */
export async function startCollectionPayment(tx: Transaction, step: CollectionStep): Promise<CollectionVerdict> {
  const lease = await lockLease(tx, step.leaseId);
  const today = localDateAt(step.now.getTime(), lease.timeZone);
  await applyCredit(tx, { ...step, state: lease.state, on: today });
  // What a payment plan collects is nobody else's to present.
  const all = await openCharges(overPrisma(tx), step.organizationId, step.leaseId);
  const open = (await besidePlan(overPrisma(tx), step, all)).filter((charge) => charge.period <= step.period);
  if (open.length === 0) return { kind: 'clear' };
  const owed = open.filter((charge) => charge.dueOn <= today);
  if (owed.length === 0) {
    return {
      kind: 'wait',
      untilMs: atLocalTime(open[0]?.dueOn ?? today, MORNING, lease.timeZone),
      why: 'the due date',
    };
  }
  if (!lease.acceptingPayments) return { kind: 'not_accepting' };
  const obligation = obligationOf(step.leaseId, step.period);
  // Older months that are still owed are asked for with this one: their tries count, and this one counts for them.
  const months = [...new Set([step.period, ...owed.map((charge) => charge.period)])];
  const obligations = months.map((period) => obligationOf(step.leaseId, period));
  const tries = await triesFor(tx, { leaseId: step.leaseId, obligations });
  const rows = triesOf(tries, obligation);
  const mandate = await standingMandate(tx, { leaseId: step.leaseId, period: step.period, months });
  const held = mandate?.held ?? [];
  const isHeld = held.includes(step.period);
  if (rows.some(isOpenTry) && (mandate === null || isHeld)) return inFlight(rows, obligation, step.now);
  if (isHeld) return { kind: 'no_autopay' };
  if (mandate === null) return afterAutopay(rows, { nowMs: step.now.getTime(), zone: lease.timeZone });
  const method = { kind: mandate.methodKind, paymentMethodId: mandate.paymentMethodId };
  const history = rows.map(asPast);
  const verdict = nextPresentment(history, method, { nowMs: step.now.getTime(), zone: lease.timeZone });
  if (verdict.kind !== 'present') return withoutPresentment(verdict, rows, obligation, step.now);
  const cap = PRESENTMENT_CAPS[method.kind];
  // The database holds the cap over the whole obligation, whenever its presentments were.
  if (isUsedUp(tries, obligation, method.kind)) return { kind: 'capped', rule: cap.rule };
  if (verdict.atMs > step.now.getTime()) return { kind: 'wait', untilMs: verdict.atMs, why: PAYDAY };
  const spares = months.filter((period) => {
    const own = obligationOf(step.leaseId, period);
    const isTriedElsewhere = triesOf(tries, own).some(isOpenTry);
    return period !== step.period && (held.includes(period) || isTriedElsewhere || isUsedUp(tries, own, method.kind));
  });
  const payable = owed.filter((charge) => !spares.includes(charge.period));
  if (payable.length === 0) return withoutPayable(spares, held, tries, cap.rule, step.now);
  const debit = await debitOf(tx, step, mandate, totalOpen(payable), today);
  if (debit.amountCents <= 0) {
    const untilMs = atLocalTime(debit.restFrom ?? today, MORNING, lease.timeZone);
    return { kind: 'wait', untilMs, why: NOTICE };
  }
  const { amountCents } = debit;
  const borne = { amountCents, method: method.kind, state: lease.state, on: today };
  const fee = cardFeeFor(authorizedFee(mandate.cardFee), borne);
  const paymentId = newId('payment');
  await insertRow(overPrisma(tx), 'payments', {
    id: paymentId,
    organizationId: step.organizationId,
    leaseId: step.leaseId,
    tenantId: mandate.tenantId,
    kind: 'autopay',
    method: method.kind,
    paymentMethodId: method.paymentMethodId,
    amountCents,
    feeCents: fee.feeCents,
    feeRule: fee.rule === null ? null : JSON.stringify(fee.rule),
    obligation,
    covers: [...new Set(payable.map((charge) => charge.period))],
    spares,
    effectiveOn: today,
    workflowId: step.workflowId,
    createdAt: new Date(),
  });
  const presentmentId = await createFirstPresentment(tx, {
    ...{ organizationId: step.organizationId, leaseId: step.leaseId, paymentId, obligation, now: step.now },
    ...{ ...method, methodKind: method.kind, amountCents, feeCents: BigInt(fee.feeCents) },
  });
  return { kind: 'present', paymentId, presentmentId };
}

type LockedLease = { timeZone: string; state: string; acceptingPayments: boolean };
const LOCK_LEASE = `
  select ${columns('l', 'timeZone', 'state', 'acceptingPayments')} from leases l where l.id = $1 for update`;

async function lockLease(tx: Transaction, leaseId: string) {
  const [lease] = await overPrisma(tx)<LockedLease>(LOCK_LEASE, [leaseId]);
  if (lease === undefined) throw notFound('lease');
  return lease;
}

/** Everything that is owed has to be left out: stopped by the payer, asked for by another debit, or without tries left. */
function withoutPayable(
  spares: readonly string[],
  held: readonly string[],
  tries: readonly PastTry[],
  rule: string,
  now: Date,
): CollectionVerdict {
  if (spares.every((period) => held.includes(period))) return { kind: 'no_autopay' };
  if (tries.some(isOpenTry)) return afterTheOther(now);
  return { kind: 'capped', rule };
}

const NOTICE = 'the ten days after the payer was told of a changed amount';

/** The card fee that the payer's own authorization names; none where it names none. */
function authorizedFee(stored: unknown): CardFeePolicy {
  return cardFeePolicyOf({ card_fee: stored });
}

const PAYDAY = 'the next payday, when the money is more likely there';

/** Where the way to pay of the last try can never work again, autopay ended with it: another is asked for by link. */
function afterAutopay(rows: readonly PastTry[], context: { nowMs: number; zone: string }): CollectionVerdict {
  const last = asPasts(rows).at(-1);
  if (last === undefined) return { kind: 'no_autopay' };
  const verdict = nextPresentment([last], { kind: last.methodKind, paymentMethodId: last.paymentMethodId }, context);
  if (verdict.kind !== 'needs_person') return { kind: 'no_autopay' };
  return { kind: 'needs_person', cure: verdict.cure, meaning: verdict.meaning };
}

function asPasts(rows: readonly PastTry[]): PastPresentment[] {
  return rows.filter((row) => row.status === 'failed' || row.status === 'returned').map(asPast);
}

function inFlight(rows: readonly PastTry[], own: string, now: Date): CollectionVerdict {
  const open = rows.find(isOpenTry);
  // A payment plan's own try for the same debt: its workflow sends it, this one waits.
  if (open?.obligation.startsWith('plan/')) return { kind: 'in_flight', presentmentId: open.id };
  // Another month's collection sends it, and tells this one what became of it.
  if (open !== undefined && open.obligation !== own) return afterTheOther(now);
  // Written down but not sent yet: a worker died between the two. Sending it again is safe by its key.
  if (open?.status === 'created') return { kind: 'present', paymentId: open.paymentId, presentmentId: open.id };
  if (open?.status === 'unknown') return { kind: 'reconcile', presentmentId: open.id };
  return { kind: 'in_flight', presentmentId: open?.id ?? null };
}

const LOOK_AGAIN_MS = 86_400_000;

function afterTheOther(now: Date): CollectionVerdict {
  return { kind: 'wait', untilMs: now.getTime() + LOOK_AGAIN_MS, why: 'another debit that asks for this rent, too' };
}

function withoutPresentment(
  verdict: Exclude<PresentmentVerdict, { kind: 'present' }>,
  rows: readonly PastTry[],
  own: string,
  now: Date,
): CollectionVerdict {
  if (verdict.kind === 'in_flight' || verdict.kind === 'unknown') return inFlight(rows, own, now);
  if (verdict.kind === 'capped') return verdict;
  return { kind: 'needs_person', cure: verdict.cure, meaning: verdict.meaning };
}

function asPast(row: PastTry): PastPresentment {
  return {
    presentedAtMs: row.presentedAt.getTime(),
    resolvedAtMs: row.resolvedAt?.getTime(),
    methodKind: row.methodKind,
    paymentMethodId: row.paymentMethodId,
    status: row.status as PresentmentStatus,
    failureCode: row.failureCode,
    declineCode: row.declineCode,
  };
}
