import { addDays } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { bounceCheck } from '../../store/payments/bounce-check';
import { correctPayment } from '../../store/payments/correct-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { toSqlDate } from '../../store/plain-dates';
import { type RefundOutcome, recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { requestRefund } from '../../store/refunds/request-refund';
import { balances, faultsOfBooks } from '../data/support/landlord';
import { ownDatabase } from '../data/support/own-database';
import { chargeRent } from './support/charge-rent';
import { type GivenLease, givenLease } from './support/given-lease';

const own = ownDatabase(4);

const RENT = 100_000;
const now = new Date();
const within = <T>({ organizationId }: GivenLease, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(own.database, organizationId, work);

/** A lease whose rent is due today, and what the books of it say. */
async function home(terms: object = {}) {
  const lease = await givenLease(own.database, { zone: 'America/Denver', rentCents: RENT, terms });
  await chargeRent(own.database, lease, RENT, lease.today);
  const books = async () => {
    expect(await faultsOfBooks(own.owner, lease.leaseId)).toEqual([]);
    return balances(own.owner, lease.leaseId);
  };
  return { lease, books };
}

/** A payment that came through the payment service. */
async function paid(lease: GivenLease, method: 'card' | 'us_bank_account', amount = RENT, fee = 0): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const id = newId('payment');
  const row = { id, organizationId, leaseId, tenantId, kind: 'one_off', method, effectiveOn: toSqlDate(lease.today) };
  const outcome = { kind: 'succeeded', vendorRef: `pi_${id}` } as const;
  await within(lease, async (tx) => {
    await tx.payment.create({ data: { ...row, amountCents: BigInt(amount), feeCents: BigInt(fee) } });
    await recordOutcome(tx, { organizationId, paymentId: id, outcome, now });
  });
  return id;
}

const refund = ({ organizationId, ...lease }: GivenLease, paymentId: string, amount?: number, method = 'original') =>
  within({ organizationId, ...lease }, (tx) =>
    requestRefund(tx, {
      organizationId,
      paymentId,
      amountCents: amount === undefined ? undefined : cents(amount),
      method: method as 'original',
      reason: 'Paid twice',
      voidCharges: false,
      actor: 'test',
      now,
    }),
  );
const report = (lease: GivenLease, refundId: string, outcome: RefundOutcome) =>
  within(lease, (tx) => recordRefundOutcome(tx, { organizationId: lease.organizationId, refundId, outcome, now }));
const sent = (lease: GivenLease, refundId: string) =>
  report(lease, refundId, { status: 'succeeded', vendorRef: `re_${refundId}` });
const failed = (lease: GivenLease, refundId: string) =>
  report(lease, refundId, { status: 'failed', code: 'charge_for_pending_refund_disputed', meaning: 'disputed' });
const comesBack = ({ organizationId, ...lease }: GivenLease, paymentId: string, taken?: number) =>
  within({ organizationId, ...lease }, (tx) => {
    const part = taken === undefined ? {} : { part: { amountCents: cents(taken), key: 'du_1' } };
    return reversePayment(tx, { organizationId, paymentId, code: 'R01', meaning: 'no money', ...part, now });
  });
const statusOf = (lease: GivenLease, id: string) =>
  within(lease, async (tx) => (await tx.payment.findUniqueOrThrow({ where: { id } })).status);

test('a debit that bounces after a part was refunded: the bank takes all of it, and the refund is owed back', async () => {
  const { lease, books } = await home();
  const paymentId = await paid(lease, 'us_bank_account');
  await sent(lease, await refund(lease, paymentId, 30_000));
  expect(await books()).toEqual({ receivable: 30_000, rent_income: -RENT, undeposited_funds: 70_000 });
  await comesBack(lease, paymentId);
  // All the money is gone, and a refund beside it: the rent and the refund are owed.
  expect(await books()).toEqual({ receivable: RENT + 30_000, rent_income: -RENT, undeposited_funds: -30_000 });
  const [due] = await within(lease, (tx) => tx.charge.findMany({ where: { kind: 'double_refund' } }));
  expect(due).toMatchObject({
    amountCents: 30_000n,
    rule: { name: 'double_refund', inputs: { payment_id: paymentId, refunded_cents: 30_000, taken_cents: RENT } },
  });
  expect(await statusOf(lease, paymentId)).toBe('reversed');
  // Said again, nothing more is taken.
  expect(await comesBack(lease, paymentId)).toMatchObject({ reversed: false });
});

test('a debit that bounces after it was refunded wholly is owed back whole', async () => {
  const { lease, books } = await home();
  const paymentId = await paid(lease, 'us_bank_account');
  await sent(lease, await refund(lease, paymentId));
  expect(await statusOf(lease, paymentId)).toBe('refunded');
  await comesBack(lease, paymentId);
  expect(await statusOf(lease, paymentId)).toBe('reversed');
  expect(await books()).toEqual({ receivable: 2 * RENT, rent_income: -RENT, undeposited_funds: -RENT });
});

test.each([
  ['had left', true],
  ['had not left yet', false],
])(
  'the refund that %s fails after the bank took everything: it was given back once, and is owed once',
  async (_how, isSent) => {
    const { lease, books } = await home();
    const paymentId = await paid(lease, 'us_bank_account');
    const refundId = await refund(lease, paymentId, 30_000);
    if (isSent) await sent(lease, refundId);
    await comesBack(lease, paymentId);
    await failed(lease, refundId);
    expect(await books()).toEqual({ receivable: RENT, rent_income: -RENT });
    expect(await statusOf(lease, paymentId)).toBe('reversed');
  },
);

test('where what was owed back is paid already when the refund fails, that becomes credit', async () => {
  const { lease, books } = await home();
  const paymentId = await paid(lease, 'us_bank_account');
  const refundId = await refund(lease, paymentId, 30_000);
  await sent(lease, refundId);
  await comesBack(lease, paymentId);
  await paid(lease, 'card', RENT + 30_000);
  expect(await books()).toEqual({ rent_income: -RENT, undeposited_funds: RENT });
  await failed(lease, refundId);
  expect(await books()).toEqual({ rent_income: -RENT, undeposited_funds: RENT + 30_000, tenant_credit: -30_000 });
});

test('a bank that took only the rest: a refund that fails later is here again, and a second return takes it', async () => {
  const { lease, books } = await home();
  const paymentId = await paid(lease, 'card');
  const refundId = await refund(lease, paymentId, 30_000);
  await sent(lease, refundId);
  await comesBack(lease, paymentId, 70_000);
  expect(await books()).toEqual({ receivable: RENT, rent_income: -RENT });
  await failed(lease, refundId);
  expect(await statusOf(lease, paymentId)).toBe('succeeded');
  expect(await books()).toEqual({ receivable: 70_000, rent_income: -RENT, undeposited_funds: 30_000 });
  await comesBack(lease, paymentId);
  expect(await books()).toEqual({ receivable: RENT, rent_income: -RENT });
});

describe('the card fee that the payer bore', () => {
  const FEE = 3_000;
  test('goes back in proportion with each part, all of it with the last', async () => {
    const { lease, books } = await home();
    const paymentId = await paid(lease, 'card', RENT, FEE);
    const fees: number[] = [];
    for (const amount of [33_333, 33_333, undefined]) {
      const id = await refund(lease, paymentId, amount);
      await sent(lease, id);
      const row = await within(lease, (tx) => tx.refund.findUniqueOrThrow({ where: { id } }));
      fees.push(Number(row.feeCents));
    }
    expect(fees).toEqual([1_000, 1_000, 1_000]);
    expect(await books()).toEqual({ receivable: RENT, rent_income: -RENT });
  });

  test('comes back with a refund that failed, and goes with what a bank takes: never twice', async () => {
    const { lease, books } = await home();
    const paymentId = await paid(lease, 'card', RENT, FEE);
    const first = await refund(lease, paymentId, 50_000);
    await sent(lease, first);
    expect(await books()).toMatchObject({ card_fee_income: -1_500, undeposited_funds: 51_500 });
    await failed(lease, first);
    expect(await books()).toEqual({ rent_income: -RENT, card_fee_income: -FEE, undeposited_funds: RENT + FEE });
    const second = await refund(lease, paymentId, 10_000);
    await sent(lease, second);
    await comesBack(lease, paymentId, RENT + FEE);
    expect(await books()).toEqual({ receivable: RENT + 10_300, rent_income: -RENT, undeposited_funds: -10_300 });
    await failed(lease, second);
    expect(await books()).toEqual({ receivable: RENT, rent_income: -RENT });
  });
});

describe('money recorded by hand', () => {
  const record = ({ organizationId, leaseId, today, ...lease }: GivenLease, method: 'cash' | 'check', amount = RENT) =>
    within({ organizationId, leaseId, today, ...lease }, (tx) =>
      recordOfflinePayment(tx, {
        organizationId,
        leaseId,
        method,
        amountCents: cents(amount),
        effectiveOn: addDays(today, -1),
        recordedBy: 'test',
        now,
      }),
    );
  const why = ({ organizationId }: GivenLease, paymentId: string) => ({
    organizationId,
    paymentId,
    reason: 'Written on the wrong lease',
    actor: 'test',
    now,
  });

  test('voided after a part was handed back: what was handed back is owed', async () => {
    for (const [amount, handed] of [
      [RENT, 30_000],
      [RENT, RENT],
    ] as const) {
      const { lease, books } = await home();
      const paymentId = await record(lease, 'cash', amount);
      await refund(lease, paymentId, handed, 'cash');
      await within(lease, (tx) => voidPayment(tx, why(lease, paymentId)));
      expect(await books()).toEqual({ receivable: RENT + handed, rent_income: -RENT, bank: -handed });
      await within(lease, (tx) => voidPayment(tx, why(lease, paymentId)));
      expect(await books()).toMatchObject({ bank: -handed });
    }
  });

  test('corrected after a part was handed back: the right amount, less what was handed back', async () => {
    const { lease, books } = await home();
    const paymentId = await record(lease, 'cash');
    await refund(lease, paymentId, 30_000, 'cash');
    const changes = { amountCents: cents(90_000) };
    await within(lease, (tx) => correctPayment(tx, { ...why(lease, paymentId), changes }));
    expect(await books()).toEqual({ receivable: 40_000, rent_income: -RENT, undeposited_funds: 90_000, bank: -30_000 });
  });

  test('a check that bounces goes as of today with the fee for it, also after a part was given back; cash cannot', async () => {
    const { lease, books } = await home({ nsf_fee_cents: 2_000 });
    const paymentId = await record(lease, 'check');
    await refund(lease, paymentId, 30_000, 'check');
    for (let twice = 0; twice < 2; twice += 1) {
      await within(lease, (tx) => bounceCheck(tx, why(lease, paymentId)));
      expect(await books()).toEqual({
        receivable: RENT + 30_000 + 2_000,
        rent_income: -RENT,
        fee_income: -2_000,
        bank: -30_000,
      });
    }
    const [entry] = await within(lease, (tx) => tx.journalEntry.findMany({ where: { kind: 'payment_reversed' } }));
    expect(entry?.effectiveOn).toEqual(toSqlDate(lease.today));
    const told = await within(lease, (tx) => tx.message.findMany({ where: { subjectId: paymentId } }));
    expect(told.filter(({ kind }) => kind === 'payment_bounced')).toMatchObject([
      { variables: { amountCents: RENT, method: 'check', feeCents: 2_000, owedBackCents: 30_000 } },
    ]);
    await expect(within(lease, (tx) => voidPayment(tx, why(lease, paymentId)))).rejects.toMatchObject({
      code: 'illegal_transition',
    });
    const cash = await record(lease, 'cash', 1_000);
    await expect(within(lease, (tx) => bounceCheck(tx, why(lease, cash)))).rejects.toThrow(/Only a check/);
  });
});
