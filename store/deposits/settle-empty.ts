import type { Transaction } from '../database';
import { depositStanding } from './deposit-standing';
import { afterChange, lockDeposit } from './lock-deposit';

/** A deposit that is due and of which nothing is held any more, since its money went back to the bank, is settled. */
export async function settleEmpty(
  tx: Transaction,
  of: { organizationId: string; leaseId: string; now: Date },
): Promise<void> {
  const known = await tx.deposit.findUnique({ where: { leaseId: of.leaseId }, select: { status: true } });
  if (known?.status !== 'due' || (await depositStanding(tx, of)).heldCents !== 0) return;
  const deposit = await lockDeposit(tx, { ...of, actor: 'system' });
  if (deposit.status === 'due') await afterChange(tx, deposit, 'system', of.now);
}
