import { achDispute } from '../../domain/ach-returns';
import { localDateAt } from '../../domain/calendar';
import { disputeMeaning, disputeStatusOf, isDecided } from '../../domain/disputes';
import { disputeFeeKept } from '../../domain/ledger';
import { addCents, type Cents, minCents, subtractCents, sumCents } from '../../domain/money';
import { type DisputeStatus, mayBecome, statesOf } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { fromSqlCents } from '../cents';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Dispute } from '../generated/client';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { cardFeeTaken } from '../payments/card-fee';
import { type LockedPayment, lockPayment } from '../payments/lock-payment';
import { recordLateArrival } from '../payments/record-late-arrival';
import { recordOutcome } from '../payments/record-outcome';
import { reevaluateAccount } from '../payments/reevaluate-account';
import { reversePayment } from '../payments/reverse-payment';
import { overPrisma } from '../sql-runner';

/** A dispute as the vendor shows it now. */
export type DisputeSnapshot = {
  vendorRef: string;
  status: string;
  reason: string;
  amountCents: Cents;
  evidenceDueBy: Date | null;
  createdAt: Date;
  submissionCount: number;
  movements: readonly { transactionId: string; amountCents: Cents; feeCents: Cents }[];
};

export type DisputeReport = { organizationId: string; paymentId: string; snapshot: DisputeSnapshot; now: Date };

export type SyncedDispute = {
  disputeId: string;
  status: DisputeStatus;
  isContestable: boolean;
  meaning: string;
  /** Whether less than the whole payment is disputed. */
  isPartial: boolean;
  /** Whether the vendor has taken the money, now or before. */
  isWithdrawn: boolean;
  evidenceDueAtMs: number | null;
  /** Whether this report took the money back or brought it. */
  took: boolean;
  broughtBack: boolean;
};

/**
 * Brings a dispute, its payment and the ledger to what the vendor shows now, in one transaction: money taken is
 * reversed to exactly its amount, the vendor's fees are booked, money won back counts from the payment's first day.
 * Whoever hears of it first may call it, in any order and again.
 */
export async function syncDispute(tx: Transaction, report: DisputeReport): Promise<SyncedDispute> {
  const { paymentId, snapshot } = report;
  const payment = await lockPayment(tx, paymentId);
  const status = disputeStatusOf(snapshot.status);
  const dispute = await openDispute(tx, report, payment, status);
  const meaning = meaningOf(payment, snapshot);
  const took = await takeMoney(tx, report, dispute, payment, meaning);
  await bookFees(tx, report, payment);
  const isBack = status === 'won' && (took || dispute.withdrawnAt !== null) && dispute.reinstatedAt === null;
  if (isBack) await bringBack(tx, report, dispute);
  await moveOn(tx, report, dispute, payment, { status, isBack });
  const disputed = minCents(snapshot.amountCents, payment.amountCents);
  return {
    disputeId: dispute.id,
    status,
    isContestable: dispute.isContestable,
    meaning,
    isPartial: disputed < payment.amountCents,
    isWithdrawn: took || dispute.withdrawnAt !== null,
    evidenceDueAtMs: snapshot.evidenceDueBy?.getTime() ?? null,
    took,
    broughtBack: isBack,
  };
}

const isBankDebit = (payment: LockedPayment) => payment.method === 'us_bank_account';

function meaningOf(payment: LockedPayment, { reason }: DisputeSnapshot): string {
  return isBankDebit(payment) ? achDispute(reason).meaning : disputeMeaning(reason);
}

function codeOf(payment: LockedPayment, { reason }: DisputeSnapshot): string {
  if (!isBankDebit(payment)) return reason;
  const { code } = achDispute(reason);
  return code === 'unknown' ? reason : code;
}

/** The dispute's row, made on first hearing, with its own workflow where the landlord can answer. */
async function openDispute(
  tx: Transaction,
  { organizationId, snapshot, now }: DisputeReport,
  payment: LockedPayment,
  status: DisputeStatus,
): Promise<Dispute> {
  const known = await tx.dispute.findFirst({ where: { vendorRef: snapshot.vendorRef } });
  if (known !== null) return known;
  const isContestable = !isBankDebit(payment);
  const dispute = await tx.dispute.create({
    data: {
      id: newId('dispute'),
      organizationId,
      paymentId: payment.id,
      leaseId: payment.leaseId,
      vendorRef: snapshot.vendorRef,
      status,
      reason: snapshot.reason,
      returnCode: isContestable ? null : codeOf(payment, snapshot),
      isContestable,
      amountCents: BigInt(snapshot.amountCents),
      evidenceDueAt: snapshot.evidenceDueBy,
      openedAt: snapshot.createdAt,
      createdAt: now,
    },
  });
  if (!isContestable) return dispute;
  const { leaseId } = payment;
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'dispute',
    workflowId: workflowIds.dispute(dispute.id),
    kind: 'start',
    input: { organizationId, disputeId: dispute.id, ...(leaseId === null ? {} : { leaseId }) },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'dispute.opened',
    subjectId: dispute.id,
    alsoAbout: aboutDispute(payment),
    payload: {
      amount_cents: snapshot.amountCents,
      of_cents: payment.amountCents,
      reason: snapshot.reason,
      meaning: disputeMeaning(snapshot.reason),
      answer_by: snapshot.evidenceDueBy?.toISOString().slice(0, 10),
    },
  });
  return dispute;
}

/** What a dispute's events are about beside itself. */
export function aboutDispute(payment: LockedPayment): (string | null | undefined)[] {
  return [payment.id, payment.leaseId, payment.tenantId, payment.lease?.unitId, payment.lease?.unit.propertyId];
}

/** An inquiry takes nothing; whatever else is open or lost has taken the money, even before its booking shows. */
function isTaken({ status, movements }: DisputeSnapshot): boolean {
  if (movements.some((one) => one.amountCents < 0)) return true;
  return ['needs_response', 'under_review', 'won', 'lost'].includes(status);
}

async function takeMoney(
  tx: Transaction,
  { organizationId, snapshot, now }: DisputeReport,
  dispute: Dispute,
  payment: LockedPayment,
  meaning: string,
): Promise<boolean> {
  if (dispute.withdrawnAt !== null || !isTaken(snapshot)) return false;
  const { reversed } = await reversePayment(tx, {
    organizationId,
    paymentId: payment.id,
    code: codeOf(payment, snapshot),
    meaning,
    part: { amountCents: snapshot.amountCents, key: dispute.id },
    now,
  });
  await tx.dispute.update({ where: { id: dispute.id }, data: { withdrawnAt: now }, select: { id: true } });
  return reversed;
}

/** What the vendor charged for it: to the platform, where the payment had gone to the organization's own account. */
function feesOf({ movements }: DisputeSnapshot, { routeAccount }: LockedPayment): DisputeSnapshot['movements'] {
  return routeAccount === null ? movements.filter((one) => one.feeCents > 0) : [];
}

/** The vendor's fees, each by its own booking there. */
async function bookFees(
  tx: Transaction,
  { organizationId, snapshot, now }: DisputeReport,
  payment: LockedPayment,
): Promise<void> {
  const fees = feesOf(snapshot, payment);
  if (fees.length === 0) return;
  const ofLease = payment.leaseId === null ? {} : { leaseId: payment.leaseId };
  const zone = payment.lease?.timeZone ?? 'UTC';
  const known = await tx.journalEntry.findMany({
    where: { organizationId, idempotencyKey: { in: fees.map(feeKey) } },
    select: { idempotencyKey: true },
  });
  const booked = new Set(known.map((entry) => entry.idempotencyKey));
  await postEntries(
    overPrisma(tx),
    organizationId,
    fees
      .filter((one) => !booked.has(feeKey(one)))
      .map((one) => ({
        idempotencyKey: feeKey(one),
        entry: disputeFeeKept({ ...ofLease, paymentId: payment.id }, one.feeCents),
        description: 'Dispute fee of the payment service',
        effectiveOn: localDateAt(now.getTime(), zone),
        ...ofLease,
        subjectId: payment.id,
      })),
  );
}

const feeKey = ({ transactionId }: { transactionId: string }) => `dispute-fee/${transactionId}`;

/** What was won back is a payment of its own, as of the day of the one that was disputed. */
async function bringBack(tx: Transaction, report: DisputeReport, dispute: Dispute): Promise<void> {
  const { organizationId, snapshot, now } = report;
  // Anew: the reversal changed it.
  const payment = await lockPayment(tx, report.paymentId);
  const vendorRef = snapshot.vendorRef;
  const whole = addCents(payment.amountCents, fromSqlCents(payment.feeCents));
  const feeCents = await cardFeeTaken(tx, payment, dispute.id);
  const amountCents = subtractCents(minCents(fromSqlCents(dispute.amountCents), whole), feeCents);
  const won = { vendorRef, note: 'The dispute was won', amountCents, feeCents };
  const back = await recordLateArrival(tx, payment, won);
  await recordOutcome(tx, { organizationId, paymentId: back, outcome: { kind: 'succeeded', vendorRef }, now });
  if (payment.leaseId === null) return;
  const before = { paymentId: back, effectiveOn: payment.effectiveOn, amountCents: sumCents([]) };
  const { leaseId } = payment;
  await reevaluateAccount(tx, { organizationId, leaseId, reason: 'The dispute was won', now, before });
}

async function moveOn(
  tx: Transaction,
  { organizationId, snapshot, now }: DisputeReport,
  dispute: Dispute,
  payment: LockedPayment,
  { status, isBack }: { status: DisputeStatus; isBack: boolean },
): Promise<void> {
  const from = statesOf('dispute').find((known) => known === dispute.status) ?? status;
  // Read from the vendor just now, it is the present state; an older report of another reader changes nothing back.
  const to = mayBecome('dispute', from, status) ? status : from;
  const isNewlyDecided = isDecided(to) && dispute.closedAt === null;
  const feeCents = sumCents(feesOf(snapshot, payment).map((one) => one.feeCents));
  await tx.dispute.update({
    where: { id: dispute.id },
    data: {
      status: to,
      evidenceDueAt: snapshot.evidenceDueBy,
      submissionCount: Math.max(snapshot.submissionCount, dispute.submissionCount),
      feeCents: BigInt(feeCents),
      ...(isBack ? { reinstatedAt: now } : {}),
      ...(isNewlyDecided ? { closedAt: now } : {}),
    },
    select: { id: true },
  });
  if (!dispute.isContestable || !(isNewlyDecided || (to !== from && isDecided(to)))) return;
  await appendEvent(tx, {
    organizationId,
    type: to === 'won' ? 'dispute.won' : to === 'lost' ? 'dispute.lost' : 'dispute.closed',
    subjectId: dispute.id,
    alsoAbout: aboutDispute(payment),
    payload: { amount_cents: snapshot.amountCents, reason: snapshot.reason },
  });
}
