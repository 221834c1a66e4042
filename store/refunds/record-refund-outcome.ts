import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { cardFeeReceived, cardFeeReturned, refundFailed, refundIssued } from '../../domain/ledger';
import { subtractCents } from '../../domain/money';
import { isRefundNews } from '../../domain/refunds';
import { assertMayBecome, type RefundStatus, statesOf } from '../../domain/states';
import { whereRefundComesFrom } from '../bank-deposits/where-money-lies';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { holdAgain } from '../deposits/hold-again';
import { appendEvent } from '../events/append-event';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { applyCredit } from '../payments/apply-credit';
import { undoDoubleRefund } from '../payments/double-refund';
import { lockPayment, movePayment } from '../payments/lock-payment';
import { returnPlatformFee } from '../payments/platform-fee';
import { tellMoneyChanged } from '../payments/tell-money-changed';
import { overPrisma } from '../sql-runner';
import { type LockedRefund, type RefundOnLease, tellOfRefund } from './tell-of-refund';

/** What became of a refund, by the vendor's answer, a webhook or when asked. */
export type RefundOutcome =
  | { status: 'unknown' }
  | { status: 'pending' | 'requires_action' | 'succeeded'; vendorRef?: string | undefined }
  | { status: 'failed'; vendorRef?: string | undefined; code: string; meaning: string };

export type RefundReport = { organizationId: string; refundId: string; outcome: RefundOutcome; now: Date };

/**
 * Brings a refund to what is known of it, with its entries, events and words, in one transaction. Reports may come
 * twice and in any order. One that failed puts the money back: it stands as paid ahead and pays what is open.
 */
export async function recordRefundOutcome(
  tx: Transaction,
  report: RefundReport,
): Promise<{ status: RefundStatus; changed: boolean }> {
  const { refundId, outcome, now } = report;
  const known = await tx.refund.findUnique({ where: { id: refundId }, select: { paymentId: true } });
  if (known === null) throw notFound('refund');
  const payment = await lockPayment(tx, known.paymentId);
  const { leaseId, lease } = payment;
  if (leaseId === null || lease === null) throw notFound('lease');
  const row = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
  const refund: LockedRefund = { ...row, status: statusOf(row.status), amountCents: fromSqlCents(row.amountCents) };
  if (!isRefundNews(refund.status, outcome.status)) return { status: refund.status, changed: false };
  assertMayBecome('refund', refund.status, outcome.status);
  const on: RefundOnLease = {
    refund,
    payment: { ...payment, leaseId, lease },
    today: localDateAt(now.getTime(), lease.timeZone),
  };
  const leaves = outcome.status !== 'unknown' && outcome.status !== 'failed' && refund.sentAt === null;
  await tx.refund.update({
    where: { id: refund.id },
    data: {
      status: outcome.status,
      ...('vendorRef' in outcome && outcome.vendorRef !== undefined ? { vendorRef: outcome.vendorRef } : {}),
      ...(leaves ? { sentAt: now } : {}),
      ...(outcome.status === 'succeeded' || outcome.status === 'failed' ? { resolvedAt: now } : {}),
      ...(outcome.status === 'failed' ? { failureCode: outcome.code, failureMessage: outcome.meaning } : {}),
    },
    select: { id: true },
  });
  await postEntries(overPrisma(tx), report.organizationId, leaves ? await sentEntries(tx, on) : []);
  if (outcome.status === 'failed') await putBack(tx, on, now);
  else if (leaves) await markRefunded(tx, on);
  if (leaves) await returnPlatformFee(tx, on.payment, { key: `refund/${refund.id}`, now });
  await appendEvent(tx, {
    organizationId: report.organizationId,
    type: EVENT_OF[outcome.status],
    subjectId: refund.id,
    alsoAbout: [payment.id, leaseId, payment.tenantId, lease.unitId, lease.unit.propertyId],
    payload: {
      amount_cents: refund.amountCents,
      method: refund.method,
      origin: refund.origin,
      reason: refund.reason,
      ...(outcome.status === 'failed' ? { code: outcome.code, meaning: outcome.meaning } : {}),
    },
  });
  if (leaves) await tellOfRefund(tx, on, 'refund_sent', now);
  if (outcome.status === 'failed' && refund.sentAt !== null) await tellOfRefund(tx, on, 'refund_failed', now);
  return { status: outcome.status, changed: true };
}

const EVENT_OF = {
  unknown: 'refund.unknown',
  pending: 'refund.sent',
  requires_action: 'refund.needs_action',
  succeeded: 'refund.succeeded',
  failed: 'refund.failed',
} as const;

function statusOf(text: string): RefundStatus {
  const status = statesOf('refund').find((known) => known === text);
  if (status === undefined) throw new TenureError('internal', 'The refund has a state nobody knows.');
  return status;
}

/** Checks and transfers leave the bank account; what the vendor sends what is not there yet, and cash the cash there is. */
const LEAVES_BANK = new Set(['check', 'transfer']);

async function sentEntries(tx: Transaction, { refund, payment, today }: RefundOnLease): Promise<NewEntry[]> {
  const { leaseId, id: paymentId } = payment;
  const from = LEAVES_BANK.has(refund.method) ? 'bank' : await whereRefundComesFrom(tx, refund.method, payment);
  const common = { effectiveOn: today, leaseId, subjectId: refund.id };
  const entry = refundIssued({ leaseId, paymentId, amountCents: refund.amountCents }, from);
  const feeCents = fromSqlCents(refund.feeCents);
  return [
    { ...common, idempotencyKey: `refund/${refund.id}/issued`, entry, description: 'Refund sent' },
    ...(feeCents > 0
      ? [
          {
            ...common,
            idempotencyKey: `refund/${refund.id}/fee`,
            entry: cardFeeReturned({ leaseId, paymentId, feeCents }),
            description: 'Card fee given back',
          },
        ]
      : []),
  ];
}

/**
 * The money is here again, whether it had left or not: paid ahead, and at once for what is open; of a deposit, held as
 * before. What the bank took with the payment all the same is not here: its refund counts as given back by the bank alone.
 */
async function putBack(tx: Transaction, { refund, payment, today }: RefundOnLease, now: Date): Promise<void> {
  const { organizationId, leaseId, id: paymentId, lease } = payment;
  const hadLeft = refund.sentAt !== null;
  const feeCents = fromSqlCents(refund.feeCents);
  const failed = { id: refund.id, amountCents: refund.amountCents, feeCents, hadLeft };
  const byBank = await undoDoubleRefund(tx, payment, failed, now);
  const amountCents = subtractCents(refund.amountCents, byBank.amountCents);
  const feeLeft = subtractCents(feeCents, byBank.feeCents);
  const common = { effectiveOn: today, leaseId, subjectId: refund.id };
  const isGone = payment.status === 'refunded' || payment.status === 'reversed';
  if (isGone && amountCents > 0) await movePayment(tx, payment, 'succeeded');
  const ofDeposit = await holdAgain(tx, { payment, refund: { ...refund, amountCents }, hadLeft, now });
  const entries: NewEntry[] = [];
  if (amountCents > 0 && !ofDeposit) {
    entries.push({
      ...common,
      idempotencyKey: `refund/${refund.id}/failed`,
      entry: refundFailed({ leaseId, paymentId, amountCents }, hadLeft ? 'undeposited_funds' : 'refunds_payable'),
      description: 'Refund failed: the money is back',
    });
  }
  if (feeLeft > 0 && hadLeft) {
    entries.push({
      ...common,
      idempotencyKey: `refund/${refund.id}/fee-back`,
      entry: cardFeeReceived({ leaseId, paymentId, feeCents: feeLeft }),
      description: 'Card fee: its refund failed',
    });
  }
  await postEntries(overPrisma(tx), organizationId, entries);
  await applyCredit(tx, { organizationId, leaseId, state: lease.state, on: today });
  await tellMoneyChanged(tx, payment);
}

/** A payment of which nothing is left is refunded. */
async function markRefunded(tx: Transaction, { payment }: RefundOnLease): Promise<void> {
  const left = BigInt(payment.amountCents) - payment.refundedCents - payment.returnedCents;
  const waiting = await tx.refund.count({
    where: { paymentId: payment.id, status: { in: ['requested', 'unknown'] } },
  });
  if (left === 0n && waiting === 0 && payment.status === 'succeeded') await movePayment(tx, payment, 'refunded');
}
