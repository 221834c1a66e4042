import fc from 'fast-check';
import { addDays, type PlainDateString } from '../../domain/calendar';
import type { OfflineMethod } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { findUnbanked } from '../../store/bank-deposits/find-unbanked';
import { listUndeposited } from '../../store/bank-deposits/list-undeposited';
import { recordBankDeposit, voidBankDeposit } from '../../store/bank-deposits/record-bank-deposit';
import { inOrganization } from '../../store/database';
import { bounceCheck } from '../../store/payments/bounce-check';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { requestRefund } from '../../store/refunds/request-refund';
import { overPrisma } from '../../store/sql-runner';
import { faultsOfBooks } from '../data/support/landlord';
import { ownDatabase } from '../data/support/own-database';
import { type GivenLease, givenLease, givenOrganization } from './support/given-lease';

const own = ownDatabase(6);

const now = new Date();
const within = <T>({ organizationId }: { organizationId: string }, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(own.database, organizationId, work);
/** The organization's own zone, too. */
const ZONE = 'America/Los_Angeles';
const home = () => givenLease(own.database, { startsOn: '2020-01-01', zone: ZONE }, now.getTime());

const pay = (lease: GivenLease, method: OfflineMethod, amount: number, on: PlainDateString = lease.today) =>
  within(lease, (tx) => {
    const { organizationId, leaseId, tenantId } = lease;
    const paid = { organizationId, leaseId, tenantId, method, amountCents: cents(amount), effectiveOn: on };
    return recordOfflinePayment(tx, { ...paid, recordedBy: 'test', now });
  });
const deposit = (
  { organizationId }: { organizationId: string },
  paymentIds: readonly string[],
  depositedOn: PlainDateString,
) =>
  within({ organizationId }, (tx) =>
    recordBankDeposit(tx, { organizationId, paymentIds, depositedOn, reference: 'Slip 17', actor: 'test', now }),
  );
const takeBack = ({ organizationId }: { organizationId: string }, bankDepositId: string) =>
  within({ organizationId }, (tx) =>
    voidBankDeposit(tx, { organizationId, bankDepositId, reason: 'Wrong slip', actor: 'test', now }),
  );
const lying = ({ organizationId }: { organizationId: string }) =>
  within({ organizationId }, (tx) => listUndeposited(overPrisma(tx), { organizationId, limit: 100 }));
const bounce = ({ organizationId }: GivenLease, paymentId: string) =>
  within({ organizationId }, (tx) =>
    bounceCheck(tx, { organizationId, paymentId, reason: 'no funds', actor: 'test', now }),
  );
const unsay = ({ organizationId }: GivenLease, paymentId: string) =>
  within({ organizationId }, (tx) =>
    voidPayment(tx, { organizationId, paymentId, reason: 'Never came', actor: 'test', now }),
  );
const handBack = ({ organizationId }: GivenLease, paymentId: string, method: 'cash' | 'check', amount: number) =>
  within({ organizationId }, (tx) =>
    requestRefund(tx, {
      organizationId,
      paymentId,
      amountCents: cents(amount),
      method,
      reason: 'Paid twice',
      voidCharges: false,
      actor: 'test',
      now,
    }),
  );

/** What the organization's money accounts come to. */
async function moneyOf({ organizationId }: { organizationId: string }) {
  const { rows } = await own.owner.query<{ account: string; sum: number }>(
    `select account, sum(amount_cents)::int as sum from postings
     where organization_id = $1 and account in ('bank', 'undeposited_funds') group by 1`,
    [organizationId],
  );
  const of = (account: string) => rows.find((row) => row.account === account)?.sum ?? 0;
  return { bank: of('bank'), drawer: of('undeposited_funds') };
}

test('cash and checks lie in the drawer until they are taken to the bank; a deposit taken back can be made again', async () => {
  const lease = await home();
  const [cash, check] = [await pay(lease, 'cash', 30_000), await pay(lease, 'check', 70_000)];
  await pay(lease, 'transfer', 5_000);
  expect(await moneyOf(lease)).toEqual({ bank: 5_000, drawer: 100_000 });
  expect((await lying(lease)).map(({ amountCents }) => amountCents).sort()).toEqual([30_000, 70_000]);
  const id = await deposit(lease, [cash, check], lease.today);
  expect(await moneyOf(lease)).toEqual({ bank: 105_000, drawer: 0 });
  expect(await lying(lease)).toEqual([]);
  await expect(deposit(lease, [check], lease.today)).rejects.toMatchObject({ code: 'not_possible' });
  await expect(unsay(lease, check)).rejects.toMatchObject({ code: 'not_possible' });
  await takeBack(lease, id);
  await takeBack(lease, id);
  expect(await moneyOf(lease)).toEqual({ bank: 5_000, drawer: 100_000 });
  await deposit(lease, [check], lease.today);
  await unsay(lease, cash);
  expect(await moneyOf(lease)).toEqual({ bank: 75_000, drawer: 0 });
  expect(await faultsOfBooks(own.owner, lease.leaseId)).toEqual([]);
});

test('a check that bounces leaves the bank where it was deposited, else the drawer; its deposit stands', async () => {
  const lease = await home();
  const [there, here] = [await pay(lease, 'check', 70_000), await pay(lease, 'check', 20_000)];
  const id = await deposit(lease, [there], lease.today);
  await bounce(lease, there);
  expect(await moneyOf(lease)).toEqual({ bank: 0, drawer: 20_000 });
  await bounce(lease, here);
  expect(await moneyOf(lease)).toEqual({ bank: 0, drawer: 0 });
  await expect(takeBack(lease, id)).rejects.toMatchObject({ code: 'not_possible' });
});

test('cash that was deposited and is handed back comes out of the bank, and its deposit stands', async () => {
  const lease = await home();
  const cash = await pay(lease, 'cash', 30_000);
  const id = await deposit(lease, [cash], lease.today);
  await handBack(lease, cash, 'cash', 10_000);
  expect(await moneyOf(lease)).toEqual({ bank: 20_000, drawer: 0 });
  await expect(takeBack(lease, id)).rejects.toMatchObject({ code: 'not_possible' });
});

test('no day before the money came or after today; nothing twice, nothing of another landlord', async () => {
  const [lease, other] = [await home(), await home()];
  const paymentId = await pay(lease, 'cash', 30_000, addDays(lease.today, -3));
  for (const day of [addDays(lease.today, -4), addDays(lease.today, 2)]) {
    await expect(deposit(lease, [paymentId], day)).rejects.toMatchObject({ params: [{ name: 'deposited_on' }] });
  }
  const foreign = await pay(other, 'cash', 100);
  await expect(deposit(lease, [paymentId, foreign], lease.today)).rejects.toMatchObject({ code: 'not_found' });
  const tries = await Promise.allSettled([1, 2, 3].map(() => deposit(lease, [paymentId], lease.today)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await moneyOf(lease)).toEqual({ bank: 30_000, drawer: 0 });
});

test('what lies in the drawer for more than a week is a work item until it is in the bank', async () => {
  const lease = await home();
  const old = await pay(lease, 'money_order', 40_000, addDays(lease.today, -9));
  await pay(lease, 'cash', 10_000, addDays(lease.today, -7));
  const { organizationId } = lease;
  const look = () => within(lease, (tx) => findUnbanked(overPrisma(tx), { organizationId, now }));
  expect(await look()).toMatchObject([
    { kind: 'not_in_the_bank', subjectId: old, leaseId: lease.leaseId, expectedCents: 40_000, foundCents: 0 },
  ]);
  await deposit(lease, [old], lease.today);
  expect(await look()).toEqual([]);
});

type Command =
  | { kind: 'pay'; method: OfflineMethod; amount: number }
  | { kind: 'deposit'; from: number; count: number }
  | { kind: 'take_back' | 'bounce' | 'unsay'; at: number }
  | { kind: 'hand_back'; at: number; method: 'cash' | 'check'; percent: number };

/** More with TENURE_LONG=1. */
const LONG = process.env.TENURE_LONG === '1';
const at = fc.nat(20);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      method: fc.constantFrom<OfflineMethod[]>('cash', 'check', 'money_order', 'transfer'),
      amount: fc.integer({ min: 1, max: 90_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('deposit' as const), from: at, count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('take_back' as const, 'bounce' as const, 'unsay' as const), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('hand_back' as const),
      at,
      method: fc.constantFrom('cash' as const, 'check' as const),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
);

test('whatever is recorded, deposited, bounced, taken back and handed back, the drawer is what lies in it and never below nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
      const organizationId = await givenOrganization(own.database);
      const lease = await givenLease(
        own.database,
        { startsOn: '2020-01-01', zone: ZONE, organizationId },
        now.getTime(),
      );
      const payments: string[] = [];
      const deposits: string[] = [];
      for (const one of commands) {
        await perform(lease, one, payments, deposits).catch((error: { code?: string }) => {
          expect(['not_possible', 'illegal_transition', 'not_found', 'invalid_request']).toContain(error.code);
        });
        const { drawer } = await moneyOf(lease);
        const there = (await lying(lease)).reduce((sum, row) => sum + row.amountCents, 0);
        expect(drawer).toBe(there);
        expect(drawer).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: LONG ? 300 : 5 },
  );
}, 60_000);

async function perform(lease: GivenLease, one: Command, payments: string[], deposits: string[]): Promise<void> {
  const pick = (list: readonly string[], index: number) => list[index % Math.max(1, list.length)] ?? 'pay_none';
  switch (one.kind) {
    case 'pay':
      payments.push(await pay(lease, one.method, one.amount));
      return;
    case 'deposit': {
      const ids = Array.from({ length: one.count }, (_, index) => pick(payments, one.from + index));
      deposits.push(await deposit(lease, ids, lease.today));
      return;
    }
    case 'take_back':
      return takeBack(lease, pick(deposits, one.at));
    case 'bounce':
      return bounce(lease, pick(payments, one.at));
    case 'unsay':
      return unsay(lease, pick(payments, one.at));
    case 'hand_back':
      await handBack(lease, pick(payments, one.at), one.method, 1 + Math.floor(one.percent * 300));
  }
}
