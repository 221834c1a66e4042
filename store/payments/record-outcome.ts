import { achReturn } from '../../domain/ach-returns';
import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { assertMayBecome, type PresentmentStatus, statesOf } from '../../domain/states';
import { postNsfFee } from '../charges/post-nsf-fee';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { columns, updateRow } from '../rows';
import { overPrisma } from '../sql-runner';
import { postCardFee } from './card-fee';
import { type LockedPayment, lockPayment, movePayment } from './lock-payment';
import { postPlatformFee } from './platform-fee';
import { postReceived, postReversed, postSettled, postSubmitted } from './post-payment';
import { postOutcomeWithoutLease } from './post-without-lease';
import { recordBankReturn } from './record-bank-return';
import { recordLateArrival } from './record-late-arrival';
import { reevaluateAccount } from './reevaluate-account';
import { applyCure } from './stop-for-review';
import { tellMoneyChanged } from './tell-money-changed';
import { tellPayer } from './tell-payer';
import { undoLateFees } from './undo-late-fees';

/** What a vendor said became of a payment, by its answer, a webhook or when asked. */
export type PaymentOutcome =
  | { kind: 'unknown' }
  | { kind: 'processing'; vendorRef: string }
  | { kind: 'succeeded'; vendorRef: string }
  | { kind: 'failed'; vendorRef?: string; failureCode: string; declineCode?: string | undefined; message: string }
  | { kind: 'canceled' };

export type OutcomeReport = {
  organizationId: string;
  paymentId: string;
  presentmentId?: string;
  outcome: PaymentOutcome;
  /** The workflow that reports it and goes on by itself; everybody else is told. */
  byWorkflowId?: string | undefined;
  now: Date;
};

/**
 * Brings a payment to what the vendor says, with its entries and its event, in one transaction. Reports may come
 * twice and in any order: an older one changes nothing.
 * @returns the payment's status afterwards, and whether this report changed it
 */
export async function recordOutcome(tx: Transaction, report: OutcomeReport): Promise<Recorded> {
  const payment = await lockPayment(tx, report.paymentId);
  const { outcome } = report;
  const presentment = await presentmentOf(tx, report);
  if (presentment?.status === 'abandoned') {
    if (outcome.kind !== 'processing' && outcome.kind !== 'succeeded')
      return { status: payment.status, changed: false };
    const { vendorRef } = outcome;
    const note = 'Came through after it had been given up for lost';
    const paymentId = await recordLateArrival(tx, payment, { vendorRef, note, route: presentment });
    await tx.presentment.update({ where: { id: presentment.id }, data: { vendorRef }, select: { id: true } });
    return recordOutcome(tx, { organizationId: report.organizationId, paymentId, outcome, now: report.now });
  }
  if (!isNews(payment.status, outcome.kind)) return { status: payment.status, changed: false };
  const facts = factsOf(outcome, report.now);
  await movePayment(tx, payment, outcome.kind, facts);
  if (presentment !== null) await movePresentment(tx, report, presentment);
  if (payment.leaseId !== null && payment.lease !== null) {
    const onLease = { ...payment, leaseId: payment.leaseId, lease: payment.lease };
    await postOutcome(tx, onLease, outcome, report.now);
    if (outcome.kind === 'succeeded') await postPlatformFee(tx, onLease, presentment);
  } else await postOutcomeWithoutLease(tx, payment, outcome.kind, report.now);
  if (outcome.kind === 'failed') await applyFailure(tx, payment, outcome, report.now);
  await appendEvent(tx, {
    organizationId: report.organizationId,
    type: EVENT_OF[outcome.kind],
    subjectId: payment.id,
    alsoAbout: [payment.leaseId, payment.tenantId, payment.lease?.unitId, payment.lease?.unit.propertyId],
    payload: {
      amount_cents: payment.amountCents,
      method: payment.method,
      last4: payment.paymentMethod?.last4,
      ...(outcome.kind === 'failed'
        ? { failure_code: outcome.failureCode, decline_code: outcome.declineCode, message: outcome.message }
        : {}),
    },
  });
  if (outcome.kind === 'succeeded') await tellPayer(tx, payment, 'receipt', report.now);
  if (outcome.kind === 'processing') await tellPayer(tx, payment, 'payment_processing', report.now);
  if (outcome.kind !== 'unknown') await tellMoneyChanged(tx, payment, newsOf(report, payment, presentment));
  return { status: outcome.kind, changed: true };
}

export type Recorded = { status: LockedPayment['status']; changed: boolean };

function newsOf(report: OutcomeReport, before: LockedPayment, presentment: PresentmentRow | null) {
  const { outcome, byWorkflowId: exceptWorkflowId } = report;
  const reopened = before.status === 'processing' && outcome.kind !== 'succeeded';
  if (presentment === null) return { exceptWorkflowId, reopened };
  return { exceptWorkflowId, reopened, resolved: { presentmentId: presentment.id, status: outcome.kind } };
}

const EVENT_OF = {
  unknown: 'presentment.unknown',
  processing: 'payment.processing',
  succeeded: 'payment.succeeded',
  failed: 'payment.failed',
  canceled: 'payment.canceled',
} as const;

/** How far along each status is; a report of something behind is old news. */
const ORDER = { created: 0, unknown: 1, processing: 2, failed: 3, canceled: 3, succeeded: 3, reversed: 4, refunded: 4 };

function isNews(status: LockedPayment['status'], reported: PaymentOutcome['kind']): boolean {
  return ORDER[reported] > ORDER[status];
}

function factsOf(outcome: PaymentOutcome, now: Date) {
  switch (outcome.kind) {
    case 'processing':
      return { vendorRef: outcome.vendorRef };
    case 'succeeded':
      return { vendorRef: outcome.vendorRef, settledAt: now };
    case 'failed':
      return {
        ...(outcome.vendorRef === undefined ? {} : { vendorRef: outcome.vendorRef }),
        failureCode: outcome.declineCode ?? outcome.failureCode,
        failureMessage: outcome.message,
      };
    default:
      return {};
  }
}

type OnLease = LockedPayment & { leaseId: string; lease: NonNullable<LockedPayment['lease']> };

async function postOutcome(tx: Transaction, payment: OnLease, outcome: PaymentOutcome, now: Date): Promise<void> {
  const wasInTransit = payment.status === 'processing';
  if (outcome.kind === 'processing') await postSubmitted(tx, payment);
  if (outcome.kind === 'succeeded') {
    if (wasInTransit) await postSettled(tx, payment);
    else await postReceived(tx, payment, payment.method === 'us_bank_account' ? 'Bank payment' : 'Card payment');
    await postCardFee(tx, payment);
  }
  const isBooked = outcome.kind === 'processing' || (outcome.kind === 'succeeded' && !wasInTransit);
  if (isBooked) await undoFeesOfLateNews(tx, payment, now);
  // A return is one whether or not anybody heard before that the debit was on its way.
  if (outcome.kind === 'failed' && (wasInTransit || isReturn(outcome.failureCode))) {
    await postNsfFee(tx, payment, outcome.failureCode, now);
  }
  if ((outcome.kind === 'failed' || outcome.kind === 'canceled') && wasInTransit) {
    await postReversed(tx, payment, 'in_transit', now, 'Bank payment did not come through');
    const { organizationId, leaseId, id: paymentId, effectiveOn, amountCents } = payment;
    await reevaluateAccount(tx, {
      organizationId,
      leaseId,
      reason: 'A bank payment did not come through',
      now,
      before: { paymentId, effectiveOn, amountCents },
    });
  }
}

/** What was paid on an earlier day and is heard of only now may have been in time: the late fees of the days between go. */
async function undoFeesOfLateNews(tx: Transaction, payment: OnLease, now: Date): Promise<void> {
  const { organizationId, leaseId, effectiveOn, lease } = payment;
  const on = localDateAt(now.getTime(), lease.timeZone);
  if (effectiveOn < on) await undoLateFees(tx, { organizationId, leaseId, on, now });
}

/** A debit that the bank sent back counts among the returns; what the code asks for is done whatever the path. */
async function applyFailure(
  tx: Transaction,
  payment: LockedPayment,
  { failureCode, declineCode }: Extract<PaymentOutcome, { kind: 'failed' }>,
  now: Date,
): Promise<void> {
  const { id: paymentId, organizationId } = payment;
  if (payment.method === 'us_bank_account' && (payment.status === 'processing' || isReturn(failureCode))) {
    await recordBankReturn(tx, { organizationId, paymentId, code: failureCode, now });
  }
  await applyCure(tx, payment, declineCode ?? failureCode, now);
}

function isReturn(code: string): boolean {
  return achReturn(code).code !== 'unknown';
}

type PresentmentRow = { id: string; status: string; routeAccount: string | null; platformFeeCents: bigint };
const PRESENTMENTS = `
  select ${columns('p', 'id', 'status', 'routeAccount', 'platformFeeCents')} from presentments p where payment_id = $1`;

/** The presentment that the report is about: the named one, else the payment's latest; none for a hosted page. */
async function presentmentOf(tx: Transaction, { presentmentId, paymentId }: OutcomeReport) {
  const run = overPrisma(tx);
  const [found] =
    presentmentId === undefined
      ? await run<PresentmentRow>(`${PRESENTMENTS} order by presented_at desc limit 1`, [paymentId])
      : await run<PresentmentRow>(`${PRESENTMENTS} and id = $2`, [paymentId, presentmentId]);
  return found ?? null;
}

async function movePresentment(tx: Transaction, report: OutcomeReport, presentment: PresentmentRow): Promise<void> {
  const from = statesOf('presentment').find((known) => known === presentment.status);
  if (from === undefined) throw new TenureError('internal', 'The presentment has a state nobody knows.');
  const { outcome, now } = report;
  const to: PresentmentStatus = outcome.kind === 'canceled' ? 'failed' : outcome.kind;
  assertMayBecome('presentment', from, to);
  await updateRow(overPrisma(tx), 'presentments', presentment.id, {
    status: to,
    ...('vendorRef' in outcome && outcome.vendorRef !== undefined ? { vendorRef: outcome.vendorRef } : {}),
    ...(outcome.kind === 'failed'
      ? {
          failureCode: outcome.failureCode,
          declineCode: outcome.declineCode ?? null,
          failureMessage: outcome.message,
        }
      : {}),
    ...(outcome.kind === 'unknown' || outcome.kind === 'processing' ? {} : { resolvedAt: now }),
  });
}
