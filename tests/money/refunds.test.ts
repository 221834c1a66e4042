import Stripe from 'stripe';
import { addDays } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { requestRefund, type WantedRefund } from '../../store/refunds/request-refund';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, owed, sumOfAll } from './support/books';
import { type GivenLease, givenLease, givenMethod } from './support/given-lease';

let world: World;
beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterAll(async () => {
  expect(await sumOfAll(world)).toBe(0);
  await world.close();
});

const within = <T>(lease: GivenLease, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(world.database, lease.organizationId, work);

/** A lease whose rent is charged; paid by a stored way to pay. @returns the payment's id */
async function paid(lease: GivenLease, method: string, amountCents: number): Promise<string> {
  const { organizationId, leaseId, tenantId, zone, today } = lease;
  const paymentMethodId = await givenMethod(world, lease, method);
  await world.client.workflow.execute('rentRun', {
    workflowId: `rent-run/${organizationId}/${zone}/${today}/${Math.random()}`,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
  const by = { kind: 'stored', paymentMethodId } as const;
  const wanted = {
    organizationId,
    leaseId,
    tenantId,
    amountCents: cents(amountCents),
    by,
    actor: tenantId,
    now: new Date(),
  };
  const { paymentId } = await within(lease, (tx) => createPayment(tx, wanted));
  await statusOf('payments', paymentId, 'succeeded');
  await world.settled();
  return paymentId;
}

const statusOf = (table: 'payments' | 'refunds', id: string, ...statuses: string[]) =>
  eventually(
    async () => {
      const { rows } = await world.owner.query<{ status: string }>(`select status from ${table} where id = $1`, [id]);
      return statuses.includes(rows[0]?.status ?? '');
    },
    { what: `${id} to be ${statuses.join(' or ')}`, limitMs: 90_000 },
  );

function refund(lease: GivenLease, paymentId: string, more: Partial<WantedRefund> = {}): Promise<string> {
  const { organizationId } = lease;
  const common = { organizationId, paymentId, method: 'original', reason: 'Paid twice', voidCharges: false } as const;
  return within(lease, (tx) => requestRefund(tx, { ...common, actor: 'test', now: new Date(), ...more }));
}

/** What the vendor gave back for a lease's payments. */
async function givenBack(paymentId: string): Promise<number[]> {
  const { rows } = await world.owner.query<{ vendor_ref: string }>('select vendor_ref from payments where id = $1', [
    paymentId,
  ]);
  const all = await world.vendors.payments.listRefunds(rows[0]?.vendor_ref ?? '');
  return all.filter(({ status }) => status !== 'failed').map(({ amountCents }) => amountCents);
}

function stripe(): Stripe {
  const url = new URL(world.sandbox.url);
  return new Stripe('sk_test_sandbox', { host: url.hostname, port: url.port, protocol: 'http', telemetry: false });
}

describe('giving back by card', () => {
  test('a part goes from credit first, then reopens the newest charge; the rest goes later; never more', async () => {
    const lease = await givenLease(world.database);
    const paymentId = await paid(lease, 'card_visa', 200_000);
    expect(await balances(world, lease)).toMatchObject({ tenant_credit: -15_000 });
    const first = await refund(lease, paymentId, { amountCents: cents(20_000) });
    await statusOf('refunds', first, 'succeeded');
    expect(await balances(world, lease)).toEqual({
      receivable: 5_000,
      rent_income: -185_000,
      undeposited_funds: 180_000,
    });
    await expect(refund(lease, paymentId, { amountCents: cents(180_001) })).rejects.toMatchObject({
      code: 'not_possible',
    });
    const rest = await refund(lease, paymentId, { voidCharges: true });
    await statusOf('refunds', rest, 'succeeded');
    await statusOf('payments', paymentId, 'refunded');
    expect(await balances(world, lease)).toEqual({ receivable: 5_000, rent_income: -5_000 });
    expect(await givenBack(paymentId)).toEqual([180_000, 20_000]);
    await world.settled();
    const letters = (await world.inbox(lease.email)).filter(({ subject }) => subject?.startsWith('Refund of'));
    expect(letters).toHaveLength(2);
  });

  test.each(['answer_lost', 'reset', 'status_500'])('%s: asked what happened, given back once', async (kind) => {
    const lease = await givenLease(world.database);
    const paymentId = await paid(lease, 'card_visa', 185_000);
    await world.control('faults', { vendor: 'stripe', kind, times: 1, match: { method: 'POST', path: '/v1/refunds' } });
    const id = await refund(lease, paymentId, { amountCents: cents(50_000) });
    if (kind === 'answer_lost') await statusOf('refunds', id, 'succeeded');
    else await statusOf('refunds', id, 'unknown', 'succeeded');
    expect((await givenBack(paymentId)).length).toBeLessThanOrEqual(1);
    expect(await owed(world.database, lease)).toBe(50_000);
  });

  test('ten at once for six tenths each: one goes', async () => {
    const lease = await givenLease(world.database);
    const paymentId = await paid(lease, 'card_visa', 185_000);
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => refund(lease, paymentId, { amountCents: cents(111_000) })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await eventually(async () => (await givenBack(paymentId)).length === 1, { what: 'the one refund' });
    expect(await givenBack(paymentId)).toEqual([111_000]);
  });

  test('one that fails weeks later puts the money back, pays what is open again, and tells both sides', async () => {
    const lease = await givenLease(world.database);
    const paymentId = await paid(lease, 'number:4000000000005126', 185_000);
    const id = await refund(lease, paymentId);
    await statusOf('refunds', id, 'failed');
    await world.settled();
    expect(await balances(world, lease)).toEqual({ rent_income: -185_000, undeposited_funds: 185_000 });
    await statusOf('payments', paymentId, 'succeeded');
    const told = (await world.inbox(lease.email)).map(({ subject }) => subject);
    expect(told).toContain('Your refund of $1,850.00 did not arrive');
    // The card takes none: now a check may.
    await refund(lease, paymentId, { method: 'check', amountCents: cents(185_000), note: 'check 1007' });
    expect(await balances(world, lease)).toEqual({
      receivable: 185_000,
      rent_income: -185_000,
      bank: -185_000,
      undeposited_funds: 185_000,
    });
  });
});

test('a bank debit is not given back while it is in transit; afterwards it takes its time', async () => {
  const lease = await givenLease(world.database);
  const paymentId = await paid(lease, 'usBankAccount_success', 185_000);
  await world.owner.query("update payments set status = 'processing' where id = $1", [paymentId]);
  await expect(refund(lease, paymentId)).rejects.toThrow(/still in transit/);
  await world.owner.query("update payments set status = 'succeeded' where id = $1", [paymentId]);
  const id = await refund(lease, paymentId, { amountCents: cents(1_000) });
  await statusOf('refunds', id, 'pending', 'succeeded');
  await statusOf('refunds', id, 'succeeded');
  const { rows } = await world.owner.query('select type from events where subject_id = $1 order by position', [id]);
  expect(rows.map(({ type }) => type)).toEqual(['refund.requested', 'refund.sent', 'refund.succeeded']);
});

test('what the landlord gives back in the vendor’s dashboard is booked, each part once', async () => {
  const lease = await givenLease(world.database);
  const paymentId = await paid(lease, 'card_visa', 185_000);
  const { rows } = await world.owner.query<{ vendor_ref: string }>('select vendor_ref from payments where id = $1', [
    paymentId,
  ]);
  const intent = rows[0]?.vendor_ref ?? '';
  await stripe().refunds.create({ payment_intent: intent, amount: 30_000 });
  await eventually(async () => (await owed(world.database, lease)) === 30_000, { what: 'the part to be booked' });
  // The next one's own news is lost: the charge's total is enough.
  await world.control('faults', { vendor: 'stripe', kind: 'webhook_lost', times: 1 });
  await stripe().refunds.create({ payment_intent: intent, amount: 55_000 });
  await eventually(async () => (await owed(world.database, lease)) === 85_000, {
    what: 'the second part',
    limitMs: 90_000,
  });
  await world.settled();
  expect(await balances(world, lease)).toEqual({
    receivable: 85_000,
    rent_income: -185_000,
    undeposited_funds: 100_000,
  });
  const { rows: refunds } = await world.owner.query('select origin, status from refunds where payment_id = $1', [
    paymentId,
  ]);
  expect(refunds).toEqual(Array(2).fill({ origin: 'vendor', status: 'succeeded' }));
});

test('cash goes back as cash: recorded, never by card, never more than came', async () => {
  const lease = await givenLease(world.database);
  const { organizationId, leaseId } = lease;
  const money = { organizationId, leaseId, method: 'cash', amountCents: cents(50_000), recordedBy: 'test' } as const;
  const paymentId = await within(lease, (tx) =>
    recordOfflinePayment(tx, { ...money, effectiveOn: addDays(lease.today, -1), now: new Date() }),
  );
  await expect(refund(lease, paymentId)).rejects.toThrow(/give it back the same way/);
  await refund(lease, paymentId, { method: 'cash', amountCents: cents(20_000) });
  expect(await balances(world, lease)).toEqual({ tenant_credit: -30_000, undeposited_funds: 30_000 });
  await expect(refund(lease, paymentId, { method: 'cash', amountCents: cents(30_001) })).rejects.toMatchObject({
    code: 'not_possible',
  });
});

test('the database itself never lets more go back than came', async () => {
  const lease = await givenLease(world.database);
  const paymentId = await paid(lease, 'card_visa', 10_000);
  const row = (n: number) => [`ref_${n}`, lease.organizationId, paymentId];
  const insert = `insert into refunds (id, organization_id, payment_id, method, amount_cents, from_credit_cents, reason, requested_by, effective_on)
    values ($1, $2, $3, 'check', 6000, 0, 'test', 'test', current_date)`;
  const all = await Promise.allSettled([1, 2, 3, 4].map((n) => world.owner.query(insert, row(n))));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await world.owner.query("update refunds set status = 'failed' where payment_id = $1", [paymentId]);
  await world.owner.query('update refunds set status = $2 where payment_id = $1', [paymentId, 'succeeded']);
  await expect(
    world.owner.query('update refunds set amount_cents = 1 where payment_id = $1', [paymentId]),
  ).rejects.toThrow(/stands/);
});
