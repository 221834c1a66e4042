import type { Period } from '../../../domain/calendar';
import { cents } from '../../../domain/money';
import { takeBackCharge } from '../../../store/charges/take-back-charge';
import { type Database, inOrganization, type Transaction } from '../../../store/database';
import { deduct } from '../../../store/deposits/deduct';
import { returnDeposit } from '../../../store/deposits/return-deposit';
import { createBill } from '../../../store/expenses/create-bill';
import { approveBill, payBill } from '../../../store/expenses/move-bill';
import { newId } from '../../../store/new-id';
import { beginRun } from '../../../store/owners/statements/begin-run';
import { gatherItems } from '../../../store/owners/statements/gather-items';
import { postStatements } from '../../../store/owners/statements/post-statements';
import { applyCredit } from '../../../store/payments/apply-credit';
import { createPayment } from '../../../store/payments/create-payment';
import { recordOfflinePayment } from '../../../store/payments/record-offline-payment';
import { recordOutcome } from '../../../store/payments/record-outcome';
import { reversePayment } from '../../../store/payments/reverse-payment';
import { createPresentment } from '../../../store/presentments/create-presentment';
import { requestRefund } from '../../../store/refunds/request-refund';
import { overPrisma } from '../../../store/sql-runner';
import { type GivenLease, givenLease } from '../../money/support/given-lease';
import { givenCharge, givenOwners } from '../../owners/support/given-owners';

/** Every date of the story lies before this instant, whenever the test runs. */
export const NOW = new Date('2026-04-20T18:00:00.000Z');
const ZONE = 'America/New_York';

export type Story = { lease: GivenLease; left: GivenLease; owners: Record<string, string> };

/**
 * Four months of two homes: rent, a fee, a part payment, a debit that came back, a deposit taken, kept in part and
 * returned, a refund, credit, a vendor's bills and the owners' month.
 */
export async function playStory(database: Database, organizationId: string): Promise<Story> {
  const wishes = { organizationId, zone: ZONE, dueDay: 1, startsOn: '2026-01-01' };
  const lease = await givenLease(database, { ...wishes, rentCents: 185_001 }, NOW.getTime());
  const left = await givenLease(database, { ...wishes, endsOn: '2026-03-31', status: 'ended' }, NOW.getTime());
  const owners = await givenOwners(database, lease, { Ada: 6_667, Bea: 3_333 });
  await payAndFail(database, lease);
  await moveOut(database, left);
  await spend(database, lease);
  await state(database, organizationId, '2026-01' as Period);
  return { lease, left, owners };
}

async function payAndFail(database: Database, lease: GivenLease): Promise<void> {
  const charged = (kind: 'rent' | 'deposit' | 'late_fee', amountCents: number, dueOn: string) =>
    givenCharge(database, lease, { kind, amountCents, dueOn });
  await charged('deposit', 200_000, '2026-01-01');
  await charged('rent', 185_001, '2026-01-01');
  await paid(database, lease, 385_001, '2026-01-02');
  await charged('rent', 185_001, '2026-02-01');
  await charged('late_fee', 5_000, '2026-02-07');
  await paid(database, lease, 100_000, '2026-02-05');
  await comesBack(database, lease, 90_001);
  await charged('rent', 185_001, '2026-03-01');
  const tooMuch = await paid(database, lease, 300_007, '2026-03-03');
  await within(database, lease, (tx) =>
    requestRefund(tx, {
      organizationId: lease.organizationId,
      paymentId: tooMuch,
      amountCents: cents(12_345),
      method: 'check',
      reason: 'Paid twice',
      voidCharges: false,
      actor: 'usr_test',
      now: NOW,
    }),
  );
  await charged('rent', 185_001, '2026-04-01');
  const { organizationId, leaseId } = lease;
  await within(database, lease, (tx) => applyCredit(tx, { organizationId, leaseId, state: 'ID', on: '2026-04-01' }));
  await waiveFee(database, lease);
}

async function waiveFee(database: Database, lease: GivenLease): Promise<void> {
  await givenCharge(database, lease, { kind: 'late_fee', amountCents: 2_500, dueOn: '2026-04-08' });
  await within(database, lease, async (tx) => {
    const { id } = await tx.charge.findFirstOrThrow({ where: { leaseId: lease.leaseId, amountCents: 2_500n } });
    const why = { how: 'waive', reason: 'A courtesy', actor: 'usr_test', on: '2026-04-09', now: NOW } as const;
    await takeBackCharge(tx, { organizationId: lease.organizationId, chargeId: id, ...why });
  });
}

function paid(database: Database, lease: GivenLease, amount: number, effectiveOn: string): Promise<string> {
  const { organizationId, leaseId } = lease;
  const by = { method: 'check', recordedBy: 'usr_test', now: NOW } as const;
  return within(database, lease, (tx) =>
    recordOfflinePayment(tx, { organizationId, leaseId, amountCents: cents(amount), effectiveOn, ...by }),
  );
}

/** A bank debit that settled and was returned. */
async function comesBack(database: Database, lease: GivenLease, amount: number): Promise<void> {
  const { organizationId, leaseId, tenantId } = lease;
  const paymentMethodId = newId('paymentMethod');
  await within(database, lease, (tx) =>
    tx.paymentMethod.create({
      data: {
        id: paymentMethodId,
        organizationId,
        tenantId,
        kind: 'us_bank_account',
        vendorRef: `pm_${paymentMethodId}`,
        customerRef: 'cus_1',
        last4: '6789',
      },
    }),
  );
  const by = { kind: 'stored', paymentMethodId } as const;
  const wanted = { organizationId, leaseId, tenantId, amountCents: cents(amount), by, actor: tenantId, now: NOW };
  const { paymentId } = await within(database, lease, (tx) => createPayment(tx, wanted));
  await within(database, lease, (tx) =>
    createPresentment(tx, { organizationId, paymentId, paymentMethodId, now: NOW }),
  );
  const vendorRef = `pi_${paymentId}`;
  for (const outcome of [
    { kind: 'processing', vendorRef } as const,
    { kind: 'succeeded', vendorRef, feeCents: cents(500) } as const,
  ]) {
    await within(database, lease, (tx) => recordOutcome(tx, { organizationId, paymentId, outcome, now: NOW }));
  }
  const why = { code: 'R01', meaning: 'there was not enough money in the account', now: NOW };
  await within(database, lease, (tx) => reversePayment(tx, { organizationId, paymentId, ...why }));
}

/** Rent and a deposit of three months; some of the deposit is kept for the floor, the rest goes back. */
async function moveOut(database: Database, left: GivenLease): Promise<void> {
  await givenCharge(database, left, { kind: 'deposit', amountCents: 150_000, dueOn: '2026-01-01' });
  await givenCharge(database, left, { amountCents: 185_000, dueOn: '2026-03-01' });
  await paid(database, left, 335_000, '2026-03-01');
  const { organizationId, leaseId } = left;
  const step = { organizationId, leaseId, actor: 'usr_test', now: NOW };
  await within(database, left, (tx) =>
    deduct(tx, { ...step, amountCents: cents(33_333), reason: 'The floor', proofs: [] }),
  );
  await within(database, left, (tx) => returnDeposit(tx, { ...step, method: 'check' }));
}

/** One vendor above the year's threshold for services, one below; taxes are no service. */
async function spend(database: Database, lease: GivenLease): Promise<void> {
  const bill = (payee: string, category: 'repairs' | 'taxes', amountCents: number, how: string) =>
    within(database, lease, async (tx) => {
      const { organizationId, propertyId } = lease;
      const none = { unitId: null, vendorId: null, workOrderId: null, number: null, dueOn: null };
      const common = { organizationId, propertyId, ...none, billedOn: '2026-01-10', actor: 'usr_test' };
      const billId = await createBill(tx, { ...common, payee, category, description: 'Work', amountCents });
      await approveBill(tx, { billId, actor: 'usr_test', on: '2026-01-11' });
      await payBill(tx, { billId, actor: 'usr_test', on: '2026-01-20', how });
    });
  await bill('Joe, the "plumber"', 'repairs', 150_050, 'check 1042');
  await bill('Joe, the "plumber"', 'repairs', 49_950, 'check 1043');
  await bill('=Handy & Sons', 'repairs', 199_999, 'check 1044');
  await bill('=Handy & Sons', 'repairs', 10_000, 'company card');
  await bill('Ada County', 'taxes', 300_000, 'transfer');
}

async function state(database: Database, organizationId: string, period: Period): Promise<void> {
  await inOrganization(database, organizationId, async (tx) => {
    await beginRun(tx, { organizationId, period, startedBy: 'usr_test', now: NOW });
    while (await gatherItems(overPrisma(tx), { organizationId, period }));
    while (await postStatements(overPrisma(tx), { organizationId, period }));
  });
}

function within<T>(database: Database, { organizationId }: GivenLease, work: (tx: Transaction) => Promise<T>) {
  return inOrganization(database, organizationId, work);
}
