import type { MoneyAccount } from '../../domain/ledger';
import type { Transaction } from '../database';

/** The bank deposit that a payment stands in; null where it was not taken to the bank. */
export async function bankDepositOf(tx: Transaction, paymentId: string): Promise<string | null> {
  const item = await tx.bankDepositItem.findFirst({
    where: { paymentId, releasedAt: null },
    select: { bankDepositId: true },
  });
  return item?.bankDepositId ?? null;
}

/**
 * Where the money of a payment lies: with the bank debit's bank while that works on it, in the bank where it went there
 * by itself or was deposited, else received and not in the bank.
 */
export async function whereMoneyLies(
  tx: Transaction,
  { id, status, method }: { id: string; status: string; method: string | null },
): Promise<MoneyAccount> {
  if (status === 'processing') return 'in_transit';
  if (method === 'transfer') return 'bank';
  return (await bankDepositOf(tx, id)) === null ? 'undeposited_funds' : 'bank';
}

/**
 * What a refund comes out of that is no check or transfer. The payment service pays from what it has not paid out; cash
 * of a payment recorded by hand from the cash that it came as, while that is still there, else from the bank.
 */
export async function whereRefundComesFrom(
  tx: Transaction,
  method: string,
  payment: { id: string; kind: string; method: string | null },
): Promise<'undeposited_funds' | 'bank'> {
  if (method !== 'cash' || payment.kind !== 'offline') return 'undeposited_funds';
  if (payment.method !== 'cash') return 'bank';
  return (await bankDepositOf(tx, payment.id)) === null ? 'undeposited_funds' : 'bank';
}
