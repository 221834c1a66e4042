import { localDateAt, type PlainDateString } from '../../domain/calendar';
import {
  applicationFeePaid,
  applicationFeeReversed,
  applicationFeeSettled,
  type LedgerEntry,
} from '../../domain/ledger';
import { type Cents, cents } from '../../domain/money';
import type { Transaction } from '../database';
import { postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';
import type { LockedPayment } from './lock-payment';
import { paymentEntryKeys } from './post-payment';

/** What a payment without a lease, such as an application's fee, brings: with a card fee that the payer bore. */
const wholeOf = (payment: LockedPayment) => cents(payment.amountCents + Number(payment.feeCents));

/** Books what became of a payment without a lease; each report once. */
export async function postOutcomeWithoutLease(
  tx: Transaction,
  payment: LockedPayment,
  outcome: 'unknown' | 'processing' | 'succeeded' | 'failed' | 'canceled',
  now: Date,
): Promise<void> {
  const { id: paymentId, effectiveOn } = payment;
  const whole = { paymentId, amountCents: wholeOf(payment) };
  const wasInTransit = payment.status === 'processing';
  if (outcome === 'processing') {
    const key = paymentEntryKeys.submitted(paymentId);
    await post(tx, payment, key, applicationFeePaid(whole, 'in_transit'), 'Application fee, in transit', effectiveOn);
  } else if (outcome === 'succeeded' && wasInTransit) {
    const key = paymentEntryKeys.settled(paymentId);
    await post(tx, payment, key, applicationFeeSettled(whole), 'Application fee arrived', effectiveOn);
  } else if (outcome === 'succeeded') {
    const key = paymentEntryKeys.received(paymentId);
    await post(tx, payment, key, applicationFeePaid(whole, 'undeposited_funds'), 'Application fee', effectiveOn);
  } else if (wasInTransit && outcome !== 'unknown') {
    const entry = applicationFeeReversed(whole, 'in_transit');
    const on = await todayOf(tx, payment, now);
    await post(tx, payment, paymentEntryKeys.reversed(paymentId), entry, 'Application fee did not come through', on);
  }
}

/** Books what a bank took of a payment without a lease. @param key of this return alone */
export async function postTakenWithoutLease(
  tx: Transaction,
  payment: LockedPayment,
  taken: { amountCents: Cents; key: string; words: string; now: Date },
): Promise<void> {
  const { amountCents, key, words, now } = taken;
  if (amountCents <= 0) return;
  const from = payment.status === 'processing' ? 'in_transit' : 'undeposited_funds';
  const entry = applicationFeeReversed({ paymentId: payment.id, amountCents }, from);
  const idempotencyKey = `${paymentEntryKeys.reversed(payment.id)}/${key}`;
  await post(tx, payment, idempotencyKey, entry, words, await todayOf(tx, payment, now));
}

async function todayOf(tx: Transaction, { organizationId }: LockedPayment, now: Date): Promise<PlainDateString> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  return localDateAt(now.getTime(), timeZone);
}

async function post(
  tx: Transaction,
  { id: subjectId, organizationId }: LockedPayment,
  idempotencyKey: string,
  entry: LedgerEntry,
  description: string,
  effectiveOn: PlainDateString,
): Promise<void> {
  await postEntries(overPrisma(tx), organizationId, [{ idempotencyKey, entry, description, effectiveOn, subjectId }]);
}
