import { addDays } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { readDeposit } from '../../store/deposits/read-deposit';
import { returnDeposit } from '../../store/deposits/return-deposit';
import { newId } from '../../store/new-id';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reevaluateAccount } from '../../store/payments/reevaluate-account';
import { reversePayment } from '../../store/payments/reverse-payment';
import { toSqlDate } from '../../store/plain-dates';
import { type RefundOutcome, recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { balances, faultsOfBooks } from '../data/support/landlord';
import { ownDatabase } from '../data/support/own-database';
import { chargeRent } from './support/charge-rent';
import { billDeposit, endIt } from './support/given-deposit';
import { type GivenLease, givenLease } from './support/given-lease';

const own = ownDatabase(4);

const DEPOSIT = 90_000;
const RENT = 100_000;
const now = new Date();
const within = <T>({ organizationId }: GivenLease, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(own.database, organizationId, work);
const step = ({ organizationId, leaseId }: GivenLease) => ({ organizationId, leaseId, actor: 'test', now });

/** A lease that has ended, whose deposit came by card or bank debit, with a month's rent open. */
async function over(method: 'card' | 'us_bank_account' = 'card', rent = RENT) {
  const lease = await givenLease(own.database, { startsOn: '2020-01-01', zone: 'America/Denver' });
  const { organizationId, leaseId, tenantId } = lease;
  // Before the rent: counted anew, too, it pays the deposit.
  const paidOn = addDays(lease.today, -10);
  await billDeposit(own.database, { ...lease, today: paidOn }, DEPOSIT);
  const paymentId = newId('payment');
  const kept = { organizationId, leaseId, tenantId, kind: 'one_off', method, effectiveOn: toSqlDate(paidOn) };
  await within(lease, async (tx) => {
    await tx.payment.create({ data: { id: paymentId, ...kept, amountCents: BigInt(DEPOSIT) } });
    const outcome = { kind: 'succeeded', vendorRef: `pi_${paymentId}` } as const;
    await recordOutcome(tx, { organizationId, paymentId, outcome, now });
  });
  if (rent > 0) await chargeRent(own.database, lease, rent, lease.today);
  await endIt(own.database, lease);
  const books = async () => {
    expect(await faultsOfBooks(own.owner, leaseId)).toEqual([]);
    const { receivable, deposits_held, deposit_bank, tenant_credit, refunds_payable } = await balances(
      own.owner,
      leaseId,
    );
    return { receivable, deposits_held, deposit_bank, tenant_credit, refunds_payable };
  };
  return { lease, paymentId, books };
}

const sendBack = (lease: GivenLease, amountCents?: number) =>
  within(lease, async (tx) => {
    const amount = amountCents === undefined ? {} : { amountCents: cents(amountCents) };
    await returnDeposit(tx, { ...step(lease), ...amount, method: 'original' });
    const refund = await tx.refund.findFirstOrThrow({ where: { leaseId: lease.leaseId, status: 'requested' } });
    return refund.id;
  });
const report = (lease: GivenLease, refundId: string, outcome: RefundOutcome) =>
  within(lease, (tx) => recordRefundOutcome(tx, { organizationId: lease.organizationId, refundId, outcome, now }));
const sent = (lease: GivenLease, refundId: string) =>
  report(lease, refundId, { status: 'succeeded', vendorRef: `re_${refundId}` });
const failed = (lease: GivenLease, refundId: string) =>
  report(lease, refundId, { status: 'failed', code: 'expired_or_canceled_card', meaning: 'the card has expired' });
const account = (lease: GivenLease) => within(lease, (tx) => readDeposit(tx, step(lease)));

const HELD = {
  receivable: RENT,
  deposits_held: -DEPOSIT,
  deposit_bank: DEPOSIT,
  tenant_credit: undefined,
  refunds_payable: undefined,
};

test.each([
  ['that had left', true],
  ['that never left', false],
])('a deposit whose return %s fails is held again, and not spent on what is owed', async (_what, hadLeft) => {
  const { lease, paymentId, books } = await over();
  expect(await books()).toEqual(HELD);
  const refundId = await sendBack(lease);
  if (hadLeft) await sent(lease, refundId);
  expect(await account(lease)).toMatchObject({ status: 'settled', heldCents: 0, returnedCents: DEPOSIT });
  await failed(lease, refundId);
  expect(await books()).toEqual(HELD);
  const deposit = await account(lease);
  expect(deposit).toMatchObject({
    status: 'due',
    heldCents: DEPOSIT,
    returnedCents: 0,
    receivedCents: DEPOSIT,
    settledAt: null,
    lines: [
      { kind: 'return', amountCents: DEPOSIT, refund: { id: refundId, status: 'failed' } },
      { kind: 'return_failed', amountCents: DEPOSIT, status: 'posted' },
    ],
  });
  expect(deposit.dueOn).not.toBeNull();
  // Said again, and counted anew: nothing moves.
  await failed(lease, refundId);
  await within(lease, (tx) => reevaluateAccount(tx, { ...step(lease), reason: 'Counted anew', before: 'everything' }));
  expect(await books()).toEqual(HELD);
  const { rows } = await own.owner.query(
    `select coalesce(sum(p.amount_cents), 0)::int as left from postings p join journal_entries e on e.id = p.entry_id
     where e.subject_id = $1 and p.account = 'undeposited_funds'`,
    [refundId],
  );
  expect(rows).toEqual([{ left: 0 }]);
  const payment = await within(lease, (tx) => tx.payment.findUniqueOrThrow({ where: { id: paymentId } }));
  expect(payment.status).toBe('succeeded');
  // It goes back by check instead.
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), method: 'check' }));
  expect(await books()).toEqual({ ...HELD, deposits_held: undefined, deposit_bank: undefined });
  expect(await account(lease)).toMatchObject({ status: 'settled', returnedCents: DEPOSIT });
});

test('of a part that fails, that part is held again', async () => {
  const { lease, books } = await over('us_bank_account');
  const refundId = await sendBack(lease, 60_000);
  await sent(lease, refundId);
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), amountCents: cents(10_000), method: 'check' }));
  await failed(lease, refundId);
  expect(await books()).toMatchObject({ deposits_held: -80_000, deposit_bank: 80_000, receivable: RENT });
  expect(await account(lease)).toMatchObject({ status: 'due', heldCents: 80_000, returnedCents: 10_000 });
});

test('a deposit that the bank took back with its debit is not held a second time when its return fails', async () => {
  const { lease, paymentId, books } = await over('us_bank_account', 0);
  const refundId = await sendBack(lease);
  await sent(lease, refundId);
  const { organizationId } = lease;
  await within(lease, (tx) =>
    reversePayment(tx, { organizationId, paymentId, code: 'R10', meaning: 'not authorized', now }),
  );
  await failed(lease, refundId);
  const { deposits_held, deposit_bank, tenant_credit } = await books();
  expect({ deposits_held, deposit_bank, tenant_credit }).toEqual({});
  expect(await account(lease)).toMatchObject({ status: 'settled', heldCents: 0, returnedCents: DEPOSIT });
});
