import type { PlainDateString } from '../../domain/calendar';
import { type CardFee, cardFeeFor, cardFeePolicyOf } from '../../domain/card-fees';
import { cardFeeReceived, cardFeeReturned } from '../../domain/ledger';
import type { Cents } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';

/** The entries of a payment's card fee, each at most once: their keys. */
export const cardFeeKeys = {
  received: (paymentId: string) => `payment/${paymentId}/card-fee`,
  returned: (paymentId: string) => `payment/${paymentId}/card-fee/returned`,
};

type Payment = { id: string; organizationId: string; leaseId: string; feeCents: bigint; effectiveOn: PlainDateString };

/** The fee that the payer would bear for an amount, by the organization's policy and the lease's state. */
export async function cardFeeOf(
  tx: Transaction,
  of: { organizationId: string; amountCents: Cents; method: string; state: string; on: PlainDateString },
): Promise<CardFee> {
  const { organizationId, ...payment } = of;
  const { settings } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { settings: true },
  });
  return cardFeeFor(cardFeePolicyOf(settings), payment);
}

/** Books the card fee that came with a payment; nothing where it bore none. */
export async function postCardFee(tx: Transaction, payment: Payment): Promise<void> {
  if (payment.feeCents === 0n) return;
  const { id: paymentId, organizationId, leaseId, effectiveOn } = payment;
  const entry = cardFeeReceived({ leaseId, paymentId, feeCents: fromSqlCents(payment.feeCents) });
  const idempotencyKey = cardFeeKeys.received(paymentId);
  const description = 'Card fee, paid by the payer';
  await postEntries(overPrisma(tx), organizationId, [
    { idempotencyKey, entry, description, effectiveOn, leaseId, subjectId: paymentId },
  ]);
}

/**
 * Books that the card fee went back, as it does with the whole payment and never with a part of it. Nothing where
 * none was received; repeating changes nothing.
 */
export async function returnCardFee(tx: Transaction, payment: Payment, on: PlainDateString): Promise<void> {
  if (payment.feeCents === 0n) return;
  const { id: paymentId, organizationId, leaseId } = payment;
  const received = await tx.journalEntry.findFirst({
    where: { organizationId, idempotencyKey: cardFeeKeys.received(paymentId) },
    select: { id: true },
  });
  if (received === null) return;
  const known = await tx.journalEntry.count({
    where: { organizationId, idempotencyKey: cardFeeKeys.returned(paymentId) },
  });
  if (known > 0) return;
  const entry = cardFeeReturned({ leaseId, paymentId, feeCents: fromSqlCents(payment.feeCents) });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: cardFeeKeys.returned(paymentId),
      entry,
      description: 'Card fee, given back with the whole payment',
      effectiveOn: on,
      leaseId,
      subjectId: paymentId,
      reversesId: received.id,
    },
  ]);
}
