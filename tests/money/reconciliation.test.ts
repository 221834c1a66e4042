import { createReconciliationActivities } from '../../activities/reconciliation';
import { processingFeeKept } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { postEntries } from '../../store/ledger/post-entries';
import { newId } from '../../store/new-id';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { toSqlDate } from '../../store/plain-dates';
import { closeDifference } from '../../store/reconciliation/keep-differences';
import { requestRefund } from '../../store/refunds/request-refund';
import { overPrisma } from '../../store/sql-runner';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { sumOfAll } from './support/books';
import { type GivenLease, givenLease, givenMethod } from './support/given-lease';
import { counted, reconciling } from './support/reconciling';

/** What happened is old enough to be judged. */
const LATER_MS = 3_600_000;

/** Lists of the platform's own account that were asked for. */
let listed: string[] = [];

let world: World;
beforeAll(async () => {
  world = await createWorld({
    timeSkipping: false,
    activities: (deps) =>
      createReconciliationActivities({
        ...deps,
        vendors: { ...deps.vendors, balances: counted(deps.vendors.balances, (what) => listed.push(what)) },
        now: () => new Date(Date.now() + LATER_MS),
      }),
  });
});
afterAll(async () => {
  expect(await sumOfAll(world)).toBe(0);
  await world.close();
});

const { within, rows, paid, reconcile, differences, kinds, accounts, stripe, paysAtVendor } = reconciling(() => world);

describe('a clean story', () => {
  test('reconciles to nothing: fees and the payout are booked once, however often it runs', async () => {
    const lease = await givenLease(world.database);
    const card = await paid(lease, 'card_visa', 185_000);
    await paid(lease, 'usBankAccount_success', 100_000);
    const common = { organizationId: lease.organizationId, paymentId: card.id, actor: 'usr_test', now: new Date() };
    await within(lease, (tx) =>
      requestRefund(tx, {
        ...common,
        method: 'original',
        reason: 'Too much',
        voidCharges: true,
        amountCents: cents(5_000),
      }),
    );
    await eventually(
      async () =>
        (await rows(`select 1 from refunds where payment_id = $1 and status = 'succeeded'`, card.id)).length > 0,
      { what: 'the refund to arrive', limitMs: 90_000 },
    );
    await world.control('stripe/payout', {});
    const fees = 5_395 + 500;
    expect(await reconcile(lease)).toEqual({ booked: 3, opened: 0, closed: 0, open: 0 });
    expect(await differences(lease)).toEqual([]);
    expect(await accounts(lease)).toMatchObject({ processing_fees: fees, bank: 280_000 - fees });
    expect(await accounts(lease)).not.toHaveProperty('undeposited_funds');
    expect(await reconcile(lease)).toEqual({ booked: 0, opened: 0, closed: 0, open: 0 });
    const [run] = await rows<{ run: number; totals: object[] }>(
      'select run, totals from reconciliations where organization_id = $1',
      lease.organizationId,
    );
    expect(run?.run).toBe(2);
    expect(run?.totals).toEqual(
      expect.arrayContaining([
        { key: 'received', stripeCents: 285_000, ledgerCents: 285_000, recordsCents: 285_000 },
        { key: 'refunded', stripeCents: -5_000, ledgerCents: -5_000, recordsCents: -5_000 },
        { key: 'fees', stripeCents: -fees, ledgerCents: -fees, recordsCents: null },
        { key: 'at_stripe', stripeCents: 0, ledgerCents: 0, recordsCents: null },
      ]),
    );
  });

  test('so does a dispute, and one that is won', async () => {
    const lease = await givenLease(world.database);
    const { ref } = await paid(lease, 'card_visa', 185_000);
    const dispute = (await world.control('stripe/dispute', { payment_intent: ref })) as { id: string };
    await world.settled();
    expect(await reconcile(lease)).toMatchObject({ open: 0, booked: 1 });
    await world.control('stripe/dispute-close', { dispute: dispute.id, status: 'won' });
    await world.settled();
    await eventually(async () => (await reconcile(lease)).open === 0, { what: 'nothing to differ', limitMs: 90_000 });
    expect((await accounts(lease)).undeposited_funds).toBe(185_000 - 5_395 - 1_500);
  });
});

test('an application’s fee without a lease stands in the ledger as the payment service shows it, also once disputed', async () => {
  const lease = await givenLease(world.database);
  const { organizationId, today } = lease;
  await givenMethod(world, lease, 'card_visa');
  const paymentId = newId('payment');
  await within(lease, (tx) =>
    tx.payment.create({
      data: {
        id: paymentId,
        organizationId,
        kind: 'application_fee',
        method: 'card',
        amountCents: 5_000n,
        effectiveOn: toSqlDate(today),
      },
    }),
  );
  const intent = await paysAtVendor(lease, 5_000, { organization_id: organizationId, payment_id: paymentId });
  await world.settled();
  const outcome = { kind: 'succeeded', vendorRef: intent.id } as const;
  await within(lease, (tx) => recordOutcome(tx, { organizationId, paymentId, outcome, now: new Date() }));
  expect(await accounts(lease)).toEqual({ undeposited_funds: 5_000, fee_income: -5_000 });
  expect(await reconcile(lease)).toMatchObject({ booked: 1, open: 0 });
  const { processing_fees: kept = 0, ...others } = await accounts(lease);
  expect(others).toEqual({ undeposited_funds: 5_000 - kept, fee_income: -5_000 });
  await world.control('stripe/dispute', { payment_intent: intent.id });
  await eventually(async () => (await accounts(lease)).fee_income === undefined, { what: 'the dispute to be booked' });
  await world.settled();
  expect(await reconcile(lease)).toMatchObject({ open: 0 });
  expect(await accounts(lease)).toEqual({ processing_fees: kept + 1_500, undeposited_funds: 0 - kept - 1_500 });
});

describe('what differs', () => {
  test('is found with its cause, once, and closes itself when it is gone', async () => {
    const lease = await givenLease(world.database);
    const { organizationId, leaseId } = lease;
    const [known, refunded] = [await paid(lease, 'card_visa', 185_000), await paid(lease, 'card_visa', 50_000)];
    await paysAtVendor(lease, 7_700);
    await within(lease, async (tx) => {
      const by = { organizationId, leaseId, recordedBy: 'usr_test', now: new Date() };
      await recordOfflinePayment(tx, { ...by, method: 'check', amountCents: cents(3_300), effectiveOn: lease.today });
      const entry = processingFeeKept({ leaseId, paymentId: known.id }, cents(5_000));
      const about = { leaseId, subjectId: known.id, effectiveOn: lease.today, description: 'By hand' };
      await postEntries(overPrisma(tx), organizationId, [{ ...about, idempotencyKey: 'by-hand', entry }]);
    });
    await world.owner.query(
      `update payments set method = 'card', vendor_ref = 'pi_nowhere' where lease_id = $1 and method = 'check'`,
      [leaseId],
    );
    await world.control('faults', { vendor: 'stripe', kind: 'webhook_lost', times: 2 });
    await stripe().refunds.create({ payment_intent: refunded.ref, amount: 1_000 });
    await world.owner.query(
      `update lease_balances set balance_cents = balance_cents + 1 where lease_id = $1 and account = 'receivable'`,
      [leaseId],
    );
    const first = await reconcile(lease);
    const found = await differences(lease);
    expect(
      found.map(({ kind, expected_cents, found_cents }) => [kind, Number(found_cents) - Number(expected_cents)]),
    ).toEqual([
      ['fee', 395],
      ['lease_balance', 1],
      ['payment_not_at_vendor', -3_300],
      ['payment_not_in_books', 7_700],
      ['refund_not_in_books', -1_000],
    ]);
    const causes = found.map(({ cause }) => cause);
    expect(causes).toEqual([
      expect.stringMatching(/kept \$53\.95 .* say \$50\.00/),
      expect.stringMatching(/changed past the ledger/),
      expect.stringMatching(/\$33\.00 that Stripe knows nothing of/),
      expect.stringMatching(/\$77\.00 .* no record of.*dashboard/),
      expect.stringMatching(/\$10\.00 more .*dashboard/),
    ]);
    expect(first).toMatchObject({ opened: 5, open: 5 });
    expect(await reconcile(lease)).toMatchObject({ opened: 0, closed: 0, open: 5 });

    await world.owner.query(
      `update lease_balances set balance_cents = balance_cents - 1 where lease_id = $1 and account = 'receivable'`,
      [leaseId],
    );
    const fee = found.find(({ kind }) => kind === 'fee')?.id ?? '';
    const close = { differenceId: fee, reason: 'Agreed with the bank', actor: 'usr_test', now: new Date() };
    await within(lease, (tx) => closeDifference(tx, close));
    expect(await reconcile(lease)).toMatchObject({ opened: 0, closed: 1, open: 3 });
    expect(await kinds(lease)).toEqual(['payment_not_at_vendor', 'payment_not_in_books', 'refund_not_in_books']);
    const told = await rows(
      'select 1 from events where organization_id = $1 and type = $2',
      organizationId,
      'difference.opened',
    );
    expect(told).toHaveLength(5);
  });

  test('a payout a cent off, and one that the bank sent back until a later one is paid', async () => {
    await world.control('stripe/payouts', {});
    const lease = await givenLease(world.database);
    await paid(lease, 'card_visa', 100_000);
    const net = 100_000 - 2_930;
    await world.control('stripe/payout', { off_by: 1 });
    await reconcile(lease);
    const off = await differences(lease);
    expect(off).toMatchObject([{ kind: 'payout_amount', expected_cents: `${net}`, found_cents: `${net + 1}` }]);
    expect(await accounts(lease)).toMatchObject({ bank: net + 1, undeposited_funds: -1 });

    await paid(lease, 'card_visa', 100_000);
    const payout = (await world.control('stripe/payout', {})) as { id: string };
    await reconcile(lease);
    await world.control('stripe/payout-fail', { payout: payout.id, code: 'account_closed' });
    expect(await reconcile(lease)).toMatchObject({ booked: 1, opened: 1 });
    expect(await kinds(lease)).toEqual(['payout_amount', 'payout_failed']);
    expect((await differences(lease)).at(-1)?.cause).toMatch(/sent back a payout of \$970\.70 \(account closed\)/);
    expect((await accounts(lease)).bank).toBe(net + 1);
    await paid(lease, 'card_visa', 100_000);
    await world.control('stripe/payout', {});
    expect(await reconcile(lease)).toMatchObject({ closed: 1 });
    expect(await kinds(lease)).toEqual(['payout_amount']);
  });
});

test('the platform’s account is read once for all landlords of a zone, whose books then agree each by themselves', async () => {
  const zone = 'America/Phoenix';
  await world.control('stripe/payouts', {});
  const leases: GivenLease[] = [];
  for (const amount of [185_000, 90_000, 40_000]) {
    const lease = await givenLease(world.database, { zone });
    await world.owner.query('update organizations set time_zone = $2 where id = $1', [lease.organizationId, zone]);
    await paid(lease, 'card_visa', amount);
    leases.push(lease);
  }
  const [{ today } = { today: '' }] = leases;
  await world.control('stripe/payout', {});
  const daily = (name: string) => {
    listed = [];
    const args = [{ zone, date: today }];
    const workflowId = `reconciliation/all/${zone}/${name}`;
    return world.client.workflow.execute('reconciliation', { workflowId, taskQueue: 'leases', args });
  };
  await daily('1');
  const runOf = ({ organizationId }: GivenLease) =>
    world.client.workflow.getHandle(`reconciliation/${organizationId}/${today}`).result();
  const results = await Promise.all(leases.map(runOf));
  expect(results).toEqual(leases.map(() => ({ booked: 2, opened: 0, closed: 0, open: 0 })));
  expect(listed.filter((what) => what !== 'items')).toEqual(['bookings', 'payouts']);
  expect(await Promise.all(leases.map(accounts))).toEqual([
    expect.objectContaining({ bank: 185_000 - 5_395 }),
    expect.objectContaining({ bank: 90_000 - 2_640 }),
    expect.objectContaining({ bank: 40_000 - 1_190 }),
  ]);
  // What was handed out is not listed again.
  await daily('2');
  expect(listed).toEqual(['bookings', 'payouts']);
});

describe('a run that is killed in the middle', () => {
  test('goes on where it was, and finds what it would have found', async () => {
    const lease = await givenLease(world.database);
    await paid(lease, 'card_visa', 185_000);
    await world.control('faults', {
      vendor: 'stripe',
      kind: 'reset',
      times: 2,
      match: { path: '/v1/balance_transactions' },
    });
    const { organizationId, today } = lease;
    const workflowId = `reconciliation/${organizationId}/${today}`;
    const handle = await world.client.workflow.start('reconciliation', {
      workflowId,
      taskQueue: 'leases',
      args: [{ organizationId, date: today }],
    });
    await eventually(
      async () => (await rows('select 1 from reconciliations where organization_id = $1', organizationId)).length > 0,
      {
        what: 'the run to begin',
      },
    );
    await world.stopWorkers();
    await world.startWorkers();
    expect(await handle.result()).toEqual({ booked: 1, opened: 0, closed: 0, open: 0 });
    expect(await accounts(lease)).toMatchObject({ processing_fees: 5_395 });
  });
});
