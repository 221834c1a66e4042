import { notFound, TenureError } from '../../domain/errors';
import { assertMayBecome, type PaymentStatus, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { fromSqlDate } from '../plain-dates';

export type LockedPayment = Awaited<ReturnType<typeof lockPayment>>;

/**
 * Takes a payment's row for this transaction, after its lease's, so that everything that moves a lease's money goes
 * one after the other and always locks in the same order.
 * @throws TenureError not_found
 */
export async function lockPayment(tx: Transaction, paymentId: string) {
  await tx.$queryRaw`select l.id from leases l join payments p on p.lease_id = l.id where p.id = ${paymentId} for update of l`;
  await tx.$queryRaw`select id from payments where id = ${paymentId} for update`;
  const payment = await tx.payment.findUnique({
    where: { id: paymentId },
    include: {
      lease: { include: { unit: { include: { property: true } } } },
      tenant: true,
      paymentMethod: true,
    },
  });
  if (payment === null) throw notFound('payment');
  const status = statesOf('payment').find((known) => known === payment.status);
  if (status === undefined) throw new TenureError('internal', 'The payment has a state nobody knows.');
  return {
    ...payment,
    status,
    amountCents: fromSqlCents(payment.amountCents),
    effectiveOn: fromSqlDate(payment.effectiveOn),
  };
}

/** Moves a locked payment on. @throws TenureError illegal_transition */
export async function movePayment(
  tx: Transaction,
  payment: { id: string; status: PaymentStatus },
  to: PaymentStatus,
  facts: {
    vendorRef?: string;
    failureCode?: string | null;
    failureMessage?: string | null;
    settledAt?: Date;
    reversedAt?: Date;
    voidReason?: string;
  } = {},
): Promise<void> {
  assertMayBecome('payment', payment.status, to);
  await tx.payment.update({ where: { id: payment.id }, data: { status: to, ...facts }, select: { id: true } });
}
