import type { PlainDateString } from '../../domain/calendar';
import { type CardFee, cardFeeFor, cardFeePolicyOf } from '../../domain/card-fees';
import { cardFeeReceived, cardFeeReturned } from '../../domain/ledger';
import { type Cents, cents, ZERO_CENTS } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';
import { balanceOfPayment } from './double-refund';

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
 * What is still kept of a payment's card fee: what came, less what went back by refunds and by banks, and less what
 * refunds that are about to leave will take. The lease must be locked.
 */
export async function cardFeeKept(
  tx: Transaction,
  payment: { id: string; leaseId: string | null; feeCents: bigint },
): Promise<Cents> {
  if (payment.feeCents === 0n) return ZERO_CENTS;
  const booked = await balanceOfPayment(tx, payment, 'card_fee_income');
  const { _sum } = await tx.refund.aggregate({
    where: { paymentId: payment.id, sentAt: null, status: { in: ['requested', 'unknown'] } },
    _sum: { feeCents: true },
  });
  return cents(Math.max(0, -booked - Number(_sum.feeCents ?? 0n)));
}

/** Books that a part of the card fee went back to the payer with what their bank took. */
export async function returnCardFee(
  tx: Transaction,
  payment: Payment,
  { feeCents, key, on }: { feeCents: Cents; key: string; on: PlainDateString },
): Promise<void> {
  if (feeCents <= 0) return;
  const { id: paymentId, organizationId, leaseId } = payment;
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `${cardFeeKeys.returned(paymentId)}/${key}`,
      entry: cardFeeReturned({ leaseId, paymentId, feeCents }),
      description: 'Card fee, given back with the payment',
      effectiveOn: on,
      leaseId,
      subjectId: paymentId,
    },
  ]);
}

/** What of the card fee a return took, by its key. */
export async function cardFeeTaken(
  tx: Transaction,
  payment: { id: string; organizationId: string },
  key: string,
): Promise<Cents> {
  const idempotencyKey = `${cardFeeKeys.returned(payment.id)}/${key}`;
  const { _sum } = await tx.posting.aggregate({
    where: { account: 'card_fee_income', entry: { organizationId: payment.organizationId, idempotencyKey } },
    _sum: { amountCents: true },
  });
  return fromSqlCents(_sum.amountCents ?? 0n);
}
