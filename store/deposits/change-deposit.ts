import type { PlainDateString } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import { fromSqlDate } from '../plain-dates';
import { setClock, tellDepositChanged } from './begin-return';
import { assertEnded, type DepositStep, lockDeposit } from './lock-deposit';

export type DepositChange = DepositStep & {
  movedOutOn?: PlainDateString | undefined;
  forwardingAddress?: string | null | undefined;
};

/**
 * Says when the tenants gave the home back, from which the law's clock runs, and where they get their mail.
 * @throws TenureError illegal_transition for the day while the lease runs; invalid_request for one that cannot be
 */
export async function changeDeposit(tx: Transaction, wanted: DepositChange): Promise<void> {
  const deposit = await lockDeposit(tx, wanted);
  const { movedOutOn, forwardingAddress } = wanted;
  if (forwardingAddress !== undefined) {
    await tx.deposit.update({ where: { id: deposit.id }, data: { forwardingAddress }, select: { id: true } });
  }
  if (movedOutOn !== undefined && movedOutOn !== deposit.movedOutOn) {
    assertEnded(deposit);
    const { lease, today } = deposit;
    if (movedOutOn > today || movedOutOn < fromSqlDate(lease.startsOn)) {
      const reason = movedOutOn > today ? 'must not be after today' : 'must not be before the lease began';
      throw new TenureError('invalid_request', `The tenants cannot have moved out on ${movedOutOn}.`, {
        params: [{ name: 'moved_out_on', reason }],
      });
    }
    await setClock(tx, { depositId: deposit.id, state: lease.state, movedOutOn });
    await tx.deposit.update({ where: { id: deposit.id }, data: { warned: null }, select: { id: true } });
  }
  await tellDepositChanged(tx, deposit);
}
