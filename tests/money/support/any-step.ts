import { addDays } from '../../../domain/calendar';
import { takeBackCharge } from '../../../store/charges/take-back-charge';
import type { PaymentOutcome } from '../../../store/payments/record-outcome';
import { reversePayment } from '../../../store/payments/reverse-payment';
import type { Desk } from './desk';
import type { GivenLease } from './given-lease';

/** What a vendor says of a try without money behind it. */
export const failed = {
  kind: 'failed',
  failureCode: 'insufficient_funds',
  message: 'no',
} as const satisfies PaymentOutcome;

/** One thing that may happen to a lease's money. */
type Step = { what: string; amount: number; pick: number; index: number; card: string; bank: string };

/** Carries one step out; what the books refuse as things stand is no fault. `done` grows by what it made. */
export async function carryOut(
  desk: Desk,
  lease: GivenLease,
  step: Step,
  done: { charges: string[]; payments: string[] },
): Promise<void> {
  const { organizationId } = lease;
  const { what, amount, pick, index } = step;
  const now = new Date();
  const oneOf = (ids: string[]) => ids[pick % Math.max(ids.length, 1)];
  if (what === 'rent' || what === 'fee') {
    done.charges.push(
      await desk.charge(lease, what === 'rent' ? 'rent' : 'other', amount, addDays(lease.today, -index)),
    );
  } else if (what === 'check') {
    done.payments.push(await desk.takeCheck(lease, amount));
  } else if (what === 'card' || what === 'bank') {
    const method = what === 'card' ? step.card : step.bank;
    const paymentId = await desk.payWith(lease, method, amount);
    const vendorRef = `pi_${paymentId}`;
    if (what === 'bank') await desk.report(lease, paymentId, { kind: 'processing', vendorRef });
    await desk.report(lease, paymentId, pick % 3 === 0 ? failed : { kind: 'succeeded', vendorRef });
    done.payments.push(paymentId);
  } else if (what === 'return') {
    const paymentId = oneOf(done.payments);
    if (paymentId === undefined) return;
    const why = { code: 'R01', meaning: 'there was not enough money in the account', now };
    await desk
      .within(lease, (tx) => reversePayment(tx, { organizationId, paymentId, ...why }))
      .catch(expectRefusal('illegal_transition'));
  } else {
    const chargeId = oneOf(done.charges);
    if (chargeId === undefined) return;
    const back = {
      organizationId,
      chargeId,
      how: what === 'void' ? 'void' : 'waive',
      reason: 'test',
      actor: 'usr_1',
    } as const;
    await desk
      .within(lease, (tx) => takeBackCharge(tx, { ...back, on: lease.today, now }))
      .catch(expectRefusal('not_possible'));
  }
}

const expectRefusal = (code: string) => (error: unknown) => {
  expect(error).toMatchObject({ code });
};
