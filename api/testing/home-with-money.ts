import { addDays } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { type Database, inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { createPayment } from '../../store/payments/create-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { createPresentment } from '../../store/presentments/create-presentment';
import { chargeRent } from '../../tests/money/support/charge-rent';
import { billDeposit, endIt, payByCheck } from '../../tests/money/support/given-deposit';
import { type GivenLease, givenLease } from '../../tests/money/support/given-lease';
import { oweOwner } from '../../tests/owners/support/given-owed';
import type { TestApi, TestLandlord } from './start-api';

export type HomeWithMoney = Awaited<ReturnType<typeof homeWithMoney>>;

/**
 * A lease with something of every kind of money: open rent, a check, a card payment and its dispute, a debit in flight,
 * a deposit of a lease that is over, a lease that nobody signed, and an owner to whom something is owed.
 */
export async function homeWithMoney({ database }: TestApi, { organizationId }: TestLandlord, rentCents: number) {
  const lease = await givenLease(database, { organizationId, zone: 'America/Denver', rentCents });
  const check = await payByCheck(database, lease, 20_000);
  const card = await paid(database, lease, 'card');
  await chargeRent(database, lease, rentCents, addDays(lease.today, -10));
  await chargeRent(database, lease, rentCents, addDays(lease.today, -45));
  const debit = await paid(database, lease, 'us_bank_account');
  const old = await givenLease(database, { organizationId, zone: 'America/Denver' });
  await billDeposit(database, old, 50_000);
  await payByCheck(database, old, 50_000);
  await endIt(database, old);
  const draft = await givenLease(database, { organizationId, zone: 'America/Denver', status: 'draft' });
  const owner = await oweOwner(database, lease, 30_000);
  const { charge, dispute } = await inOrganization(database, organizationId, async (tx) => {
    const { id } = await tx.charge.findFirstOrThrow({ where: { leaseId: lease.leaseId } });
    return { charge: id, dispute: await disputed(tx, lease, card) };
  });
  return { lease, check, card, debit, charge, old, draft, owner, dispute };
}

/** By card it came through; by bank account it was presented, and no answer came yet. */
async function paid(database: Database, lease: GivenLease, method: 'card' | 'us_bank_account'): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const now = new Date();
  return inOrganization(database, organizationId, async (tx) => {
    const by = { kind: 'hosted', method } as const;
    const wanted = { organizationId, leaseId, tenantId, amountCents: cents(10_000), by, actor: 'test', now };
    const { paymentId } = await createPayment(tx, wanted);
    await tx.command.updateMany({ where: { status: 'pending' }, data: { status: 'done' } });
    if (method === 'card') {
      const outcome = { kind: 'succeeded', vendorRef: `pi_${paymentId}` } as const;
      await recordOutcome(tx, { organizationId, paymentId, outcome, now });
      return paymentId;
    }
    const id = newId('paymentMethod');
    const account = { id, organizationId, tenantId, kind: method, vendorRef: id, customerRef: 'cus', last4: '6789' };
    await tx.paymentMethod.create({ data: account });
    await createPresentment(tx, { organizationId, paymentId, paymentMethodId: id, now });
    return paymentId;
  });
}

/** An inquiry of a card's bank that took nothing, and that asks nothing more. @returns its id */
async function disputed(
  tx: Parameters<Parameters<typeof inOrganization>[2]>[0],
  { organizationId, leaseId }: GivenLease,
  paymentId: string,
): Promise<string> {
  const id = newId('dispute');
  const inquiry = { status: 'warning_closed', reason: 'fraudulent', isContestable: true, amountCents: 1_000n };
  await tx.dispute.create({
    data: { id, organizationId, paymentId, leaseId, vendorRef: `du_${id}`, ...inquiry, openedAt: new Date() },
  });
  return id;
}

/** Everything that money leaves behind. */
export async function tracesOfMoney({ database }: TestApi, of: TestLandlord): Promise<Record<string, number>> {
  return inOrganization(database, of.organizationId, async (tx) => ({
    entries: await tx.journalEntry.count(),
    postings: await tx.posting.count(),
    charges: await tx.charge.count({ where: { voidedAt: null } }),
    payments: await tx.payment.count(),
    refunds: await tx.refund.count(),
    plans: await tx.paymentPlan.count(),
    movements: await tx.depositMovement.count(),
    bills: await tx.bill.count(),
    payouts: await tx.ownerPayout.count(),
    bankDeposits: await tx.bankDeposit.count(),
    amendments: await tx.leaseAmendment.count(),
    files: await tx.disputeFile.count(),
    commands: await tx.command.count(),
    messages: await tx.message.count(),
  }));
}
