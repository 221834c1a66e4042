import Stripe from 'stripe';
import { createPresentmentActivities } from '../../activities/payments/present';
import { settleAll } from '../../activities/payments/recovery';
import { createReconciliationActivities } from '../../activities/reconciliation';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { askToSubmit, stateCase } from '../../store/disputes/answer-dispute';
import { findOwedToPlatform } from '../../store/disputes/recover-dispute';
import { requestStatements } from '../../store/owners/statements/begin-run';
import { createPayment } from '../../store/payments/create-payment';
import { createPresentment } from '../../store/presentments/create-presentment';
import { recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { requestRefund } from '../../store/refunds/request-refund';
import { overPrisma } from '../../store/sql-runner';
import { balances, sumOfAll } from '../money/support/books';
import { chargeRent } from '../money/support/charge-rent';
import { type GivenLease, givenLease, givenMethod } from '../money/support/given-lease';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { givenAccount, givenOwners } from './support/given-owners';

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterAll(async () => {
  expect(await sumOfAll(world)).toBe(0);
  await world.close();
});

const RENT = 185_000;
/** 1% and 50 cents of the rent. */
const FEE = 1_900;

const rows = async (sql: string, ...values: unknown[]) =>
  (await world.owner.query<Record<string, unknown>>(sql, values)).rows;
const within = <T>(lease: GivenLease, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(world.database, lease.organizationId, work);

function stripe(): Stripe {
  const url = new URL(world.sandbox.url);
  return new Stripe('sk_test_sandbox', { host: url.hostname, port: url.port, protocol: 'http', telemetry: false });
}

const setFee = (lease: GivenLease, bps: number) =>
  rows('update organizations set settings = settings || $2 where id = $1', lease.organizationId, {
    platform_fee: { bps, fixed_cents: 50 },
  });

/** A lease whose rent is due, of a landlord with an account of their own. */
async function givenRouted(card = 'card_visa') {
  const lease = await givenLease(world.database, { rentCents: RENT });
  await setFee(lease, 100);
  const id = await givenAccount(world, lease.organizationId, null);
  const [account] = await rows('select vendor_ref from connect_accounts where id = $1', id);
  await chargeRent(world.database, lease, RENT);
  return { lease, account: String(account?.vendor_ref), method: await givenMethod(world, lease, card) };
}

const paid = async (card?: string) => payRent(await givenRouted(card));

/** Pays what is due of the rent by the stored way, and waits until it came through. */
async function payRent(given: Awaited<ReturnType<typeof givenRouted>>) {
  const { organizationId, leaseId, tenantId } = given.lease;
  const { paymentId } = await within(given.lease, (tx) =>
    createPayment(tx, {
      organizationId,
      leaseId,
      tenantId,
      amountCents: cents(RENT),
      by: { kind: 'stored', paymentMethodId: given.method },
      actor: 'test',
      now: world.now(),
    }),
  );
  await until('the payment', 'select 1 from payments where id = $1 and status = $2', paymentId, 'succeeded');
  const [payment] = await rows('select vendor_ref from payments where id = $1', paymentId);
  return { ...given, paymentId, intent: String(payment?.vendor_ref) };
}

const until = (what: string, sql: string, ...values: unknown[]) =>
  eventually(async () => (await rows(sql, ...values)).length > 0, { what, limitMs: 90_000 });

/** What lies in an account of the payment service, and what of it the platform would have. */
async function stands(account: string): Promise<number> {
  const { available, pending } = await stripe().balance.retrieve({}, { stripeAccount: account });
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
}

test('what the platform keeps is booked with the payment, and goes back in proportion with what a refund takes from the account', async () => {
  const { lease, account, paymentId } = await paid();
  expect(await stands(account)).toBe(RENT - FEE);
  expect(await balances(world, lease)).toEqual({
    undeposited_funds: RENT - FEE,
    platform_fees: FEE,
    rent_income: -RENT,
  });
  const asked = { organizationId: lease.organizationId, paymentId, method: 'original', reason: 'Paid twice' } as const;
  for (const amountCents of [61_667, RENT - 61_667]) {
    const refundId = await within(lease, (tx) =>
      requestRefund(tx, {
        ...asked,
        amountCents: cents(amountCents),
        voidCharges: true,
        actor: 'test',
        now: new Date(),
      }),
    );
    await until('the refund', 'select 1 from refunds where id = $1 and status = $2', refundId, 'succeeded');
    const sums = await balances(world, lease);
    expect(await stands(account)).toBe(sums.undeposited_funds ?? 0);
    // A third of the fee went back with a third of the rent, all of it with the rest.
    expect(sums.platform_fees ?? 0).toBe(amountCents === 61_667 ? FEE - 633 : 0);
  }
  expect(await balances(world, lease)).toEqual({});
});

test('a disputed payment comes back out of the account, and returns there when it is won', async () => {
  const { lease, account, paymentId, intent } = await paid();
  await world.control('stripe/dispute', { payment_intent: intent });
  await until('the recovery', 'select 1 from disputes where payment_id = $1 and recovered_ref is not null', paymentId);
  expect(await stands(account)).toBe(0);
  expect((await balances(world, lease)).platform_fees).toBeUndefined();
  const [dispute] = await rows('select id from disputes where payment_id = $1', paymentId);
  const answer = { organizationId: lease.organizationId, disputeId: String(dispute?.id), actor: 't', now: world.now() };
  // The platform bore the fees of it all, and pays back out of its own.
  await world.control('stripe/balance', { amount: RENT });
  await within(lease, async (tx) => {
    await stateCase(tx, { ...answer, statement: 'winning_evidence' });
    await askToSubmit(tx, answer);
  });
  await until('the money back', 'select 1 from disputes where id = $1 and restored_ref is not null', dispute?.id);
  expect(await stands(account)).toBe(RENT);
  const transfers = await stripe().transfers.list({ transfer_group: String(dispute?.id) });
  expect(transfers.data.map(({ amount }) => amount)).toEqual([RENT]);
});

test('a refund that fails goes to the account that it came from: once, also where an answer was lost and a day went by', async () => {
  const { lease, account, paymentId } = await paid('number:4000000000005126');
  const { organizationId } = lease;
  // The vendor's own library asks again once where the line goes dead.
  const match = { method: 'POST', path: '/v1/transfers$' };
  await world.control('faults', { vendor: 'stripe', kind: 'answer_lost', times: 2, match });
  const asked = { organizationId, paymentId, method: 'original', reason: 'Paid twice', voidCharges: false } as const;
  const refundId = await within(lease, (tx) =>
    requestRefund(tx, { ...asked, amountCents: cents(60_000), actor: 'test', now: new Date() }),
  );
  await until('the refund to fail', 'select 1 from refunds where id = $1 and status = $2', refundId, 'failed');
  await world.settled();
  // What no answer said is asked for on the next day, before anything is read.
  const { readBookings } = createReconciliationActivities(world.deps);
  const day = { organizationId, reconciliationId: '', seenIn: '', account: '', sinceMs: null, after: null };
  for (let days = 0; days < 2; days += 1) await readBookings(day);
  await until('the money to be there', 'select 1 from refunds where id = $1 and restored_ref is not null', refundId);
  const transfers = await stripe().transfers.list({ transfer_group: refundId });
  expect(transfers.data.map(({ amount }) => amount)).toEqual([60_000]);
  const { undeposited_funds: there = 0 } = await balances(world, lease);
  expect(await stands(account)).toBe(there);
});

test('a dispute after a part was refunded takes back what refunds have left in the account', async () => {
  const { lease, account, paymentId, intent } = await paid();
  const asked = { organizationId: lease.organizationId, paymentId, method: 'original', reason: 'Paid twice' } as const;
  const refundId = await within(lease, (tx) =>
    requestRefund(tx, { ...asked, amountCents: cents(60_000), voidCharges: false, actor: 'test', now: new Date() }),
  );
  await until('the refund', 'select 1 from refunds where id = $1 and status = $2', refundId, 'succeeded');
  await world.control('stripe/dispute', { payment_intent: intent, amount: RENT - 60_000 });
  await until('the recovery', 'select 1 from disputes where payment_id = $1 and recovered_ref is not null', paymentId);
  expect(await stands(account)).toBe(0);
});

/** Refunds a part of a payment, which its bank then takes whole all the same. @returns the refund's and dispute's ids */
async function takenTwice({ lease, paymentId, intent }: Awaited<ReturnType<typeof paid>>) {
  const asked = { organizationId: lease.organizationId, paymentId, method: 'original', reason: 'Paid twice' } as const;
  const refundId = await within(lease, (tx) =>
    requestRefund(tx, { ...asked, amountCents: cents(60_000), voidCharges: true, actor: 'test', now: new Date() }),
  );
  await until('the refund', 'select 1 from refunds where id = $1 and status = $2', refundId, 'succeeded');
  await world.control('stripe/dispute', { payment_intent: intent, amount: RENT });
  const [dispute] = await eventually(async () => {
    const found = await rows('select id from disputes where payment_id = $1 and recovery_refusals > 0', paymentId);
    return found.length > 0 && found;
  });
  return { refundId, disputeId: String(dispute?.id) };
}

test('what a bank takes a second time after a refund is the landlord’s to bear: taken from their account with the next rent', async () => {
  const first = await paid();
  const { lease, account, paymentId } = first;
  const { organizationId } = lease;
  const { refundId, disputeId } = await takenTwice(first);
  // Nothing is left in the account: the books say what is missing there, and so does a work item.
  expect(await stands(account)).toBe(0);
  expect((await balances(world, lease)).undeposited_funds).toBe(-60_000);
  const owed = () => within(lease, (tx) => findOwedToPlatform(overPrisma(tx), organizationId));
  expect(await owed()).toMatchObject([{ kind: 'owed_to_platform', subjectId: paymentId, expectedCents: RENT }]);
  // Another month's rent comes in; the day's reconciliation takes from it what is missing, once.
  await chargeRent(world.database, lease, RENT);
  const next = await payRent({ ...first, method: await givenMethod(world, lease, 'card_mastercard') });
  await settleAll(world.deps, organizationId);
  await settleAll(world.deps, organizationId);
  expect(next.paymentId).not.toBe(paymentId);
  const transfers = await stripe().transfers.list({ transfer_group: disputeId }, { stripeAccount: account });
  expect(transfers.data.map(({ amount }) => amount)).toEqual([60_000]);
  expect(await stands(account)).toBe(RENT - FEE - 60_000);
  expect((await balances(world, lease)).undeposited_funds).toBe(RENT - FEE - 60_000);
  expect(await owed()).toEqual([]);
  // The bank alone gave it back after all: what was taken for the refund goes to the account again.
  const outcome = { status: 'failed', code: 'charge_for_pending_refund_disputed', meaning: 'disputed' } as const;
  await within(lease, (tx) => recordRefundOutcome(tx, { organizationId, refundId, outcome, now: new Date() }));
  await world.control('stripe/balance', { amount: RENT });
  await settleAll(world.deps, organizationId);
  expect(await stands(account)).toBe(RENT - FEE);
  expect((await balances(world, lease)).undeposited_funds).toBe(RENT - FEE);
});

test('what is won before the account had the money for it is not taken first', async () => {
  const first = await paid();
  const { lease, account, paymentId } = first;
  const { disputeId } = await takenTwice(first);
  const answer = { organizationId: lease.organizationId, disputeId, actor: 't', now: world.now() };
  await world.control('stripe/balance', { amount: RENT });
  await within(lease, async (tx) => {
    await stateCase(tx, { ...answer, statement: 'winning_evidence' });
    await askToSubmit(tx, answer);
  });
  await until('the money back', 'select 1 from disputes where payment_id = $1 and restored_ref is not null', paymentId);
  expect(await stands(account)).toBe((await balances(world, lease)).undeposited_funds ?? 0);
  expect(await stands(account)).toBe(RENT - 60_000);
});

test('asked again after a lost answer, the same account and fee are named though the policy changed meanwhile', async () => {
  const { lease, account, method } = await givenRouted();
  const { organizationId, leaseId, tenantId } = lease;
  const presentmentId = await within(lease, async (tx) => {
    const { paymentId } = await createPayment(tx, {
      organizationId,
      leaseId,
      tenantId,
      amountCents: cents(RENT),
      by: { kind: 'hosted', method: 'card' },
      actor: 'test',
      now: world.now(),
    });
    // No workflow presents it: this test does.
    await tx.command.updateMany({ where: { status: 'pending' }, data: { status: 'done' } });
    return (await createPresentment(tx, { organizationId, paymentId, paymentMethodId: method, now: world.now() })).id;
  });
  const { presentPayment } = createPresentmentActivities(world.deps);
  const match = { method: 'POST', path: '/v1/payment_intents' };
  // The vendor's own library asks again once where the line goes dead.
  await world.control('faults', { vendor: 'stripe', kind: 'answer_lost', times: 2, match });
  await expect(presentPayment({ organizationId, presentmentId })).rejects.toThrow();
  await setFee(lease, 900);
  expect(await presentPayment({ organizationId, presentmentId })).toMatchObject({ status: 'succeeded' });
  expect(await stands(account)).toBe(RENT - FEE);
  expect((await balances(world, lease)).platform_fees).toBe(FEE);
});

test('owners bear what was kept of their payments where they agreed to, and not otherwise', async () => {
  for (const paymentFeesTo of ['owner', 'manager'] as const) {
    const { lease } = await paid();
    const owners = await givenOwners(world.database, lease, { Ada: 10_000 }, { paymentFeesTo });
    const { organizationId, today } = lease;
    const period = today.slice(0, 7) as `${number}-${number}`;
    await within(lease, (tx) =>
      requestStatements(tx, {
        organizationId,
        period: period as never,
        startedBy: 'test',
        now: new Date('2099-01-01'),
      }),
    );
    const sql = "select 1 from owner_statements where owner_id = $1 and status <> 'draft'";
    await until('the statement', sql, owners.Ada);
    const [statement] = await rows(
      'select expenses_cents::int as expenses, payable_cents::int as payable from owner_statements where owner_id = $1',
      owners.Ada,
    );
    const borne = paymentFeesTo === 'owner' ? FEE : 0;
    expect(statement).toEqual({ expenses: 0 - borne, payable: RENT - borne });
    const [books] = await rows(
      "select coalesce(sum(amount_cents), 0)::int as kept from postings where organization_id = $1 and account = 'platform_fees'",
      organizationId,
    );
    expect(books).toEqual({ kept: FEE - borne });
  }
});
