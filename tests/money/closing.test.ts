import { addDays } from '../../domain/calendar';
import { inOrganization, sqlInOrganization, type Transaction } from '../../store/database';
import { type Closing, closeLease } from '../../store/leases/close-lease';
import { bounceCheck } from '../../store/payments/bounce-check';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { zonesWithLeases } from '../../store/relay/lease-zones';
import { nextOrganization } from '../../store/rent-runs/next-organization';
import { postPage } from '../../store/rent-runs/post-page';
import { overPg } from '../../store/sql-runner';
import { faultsOfBooks } from '../data/support/landlord';
import { ownDatabase } from '../data/support/own-database';
import { chargeRent } from './support/charge-rent';
import { endIt, givenDeposit } from './support/given-deposit';
import { cents, type GivenLease, givenLease } from './support/given-lease';

const own = ownDatabase(4);

const now = new Date();

function within<T>(lease: GivenLease, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inOrganization(own.database, lease.organizationId, work);
}

function close(lease: GivenLease, wish: Partial<Closing> = {}): Promise<number> {
  const { organizationId, leaseId } = lease;
  const closing = { organizationId, leaseId, reason: 'moved abroad', writeOff: true, actor: 'usr_1', now, ...wish };
  return within(lease, (tx) => closeLease(tx, closing));
}

async function balances({ leaseId }: GivenLease): Promise<Record<string, number>> {
  const { rows } = await own.owner.query<{ account: string; cents: number }>(
    'select account, balance_cents::int as cents from lease_balances where lease_id = $1 and balance_cents <> 0',
    [leaseId],
  );
  return Object.fromEntries(rows.map(({ account, cents: sum }) => [account, sum]));
}

async function statusOf({ leaseId }: GivenLease): Promise<string> {
  const { rows } = await own.owner.query<{ status: string }>('select status from leases where id = $1', [leaseId]);
  return rows[0]?.status ?? '';
}

function pay(lease: GivenLease, amount: number): Promise<string> {
  const { organizationId, leaseId, today } = lease;
  const paid = { organizationId, leaseId, method: 'check', amountCents: cents(amount), effectiveOn: today } as const;
  return within(lease, (tx) => recordOfflinePayment(tx, { ...paid, recordedBy: 'usr_1', now }));
}

/** The landlord whose turn it is in a zone's run, from the first on: every day's run asks so. */
const firstOf = (zone: string) => nextOrganization(own.database, zone, '');

/** The run of a day so many days from today. */
function runIn({ organizationId, zone, today }: GivenLease, days: number) {
  const page = { organizationId, zone, runOn: addDays(today, days), afterLeaseId: '', size: 50 };
  return sqlInOrganization(own.database, organizationId, (client) => postPage(overPg(client), page, null));
}

test('a landlord closes an ended lease and writes off what is owed: a loss with its reason, collected no more', async () => {
  const lease = await givenLease(own.database);
  await chargeRent(own.database, lease, 185_000);
  await expect(close(lease)).rejects.toMatchObject({ code: 'illegal_transition' });
  await endIt(own.database, lease);
  await pay(lease, 85_000);
  await expect(close(lease, { writeOff: false })).rejects.toMatchObject({
    code: 'not_possible',
    message: expect.stringContaining('$1,000.00'),
    params: [expect.objectContaining({ name: 'write_off' })],
  });
  expect(await close(lease)).toBe(100_000);
  expect(await close(lease)).toBe(0);
  expect(await statusOf(lease)).toBe('closed');
  expect(await balances(lease)).toEqual({ undeposited_funds: 85_000, rent_income: -185_000, bad_debt: 100_000 });
  expect(await faultsOfBooks(own.owner, lease.leaseId)).toEqual([]);
  const { rows } = await own.owner.query("select payload from events where type = 'lease.closed' and subject_id = $1", [
    lease.leaseId,
  ]);
  expect(rows).toEqual([{ payload: { reason: 'moved abroad', amount_cents: 100_000 } }]);
  const woken = await own.owner.query('select from commands where workflow_id = $1', [
    `rent-collection/${lease.leaseId}/${lease.period}`,
  ]);
  expect(woken.rowCount).toBeGreaterThan(0);
});

test('what is paid of a debt after it was written off is no loss and no credit; a check that bounces is owed again', async () => {
  const lease = await givenLease(own.database);
  await chargeRent(own.database, lease, 185_000);
  await endIt(own.database, lease);
  await pay(lease, 85_000);
  await close(lease);
  await pay(lease, 30_000);
  const books = { undeposited_funds: 115_000, rent_income: -185_000, bad_debt: 70_000 };
  expect(await balances(lease)).toEqual(books);
  const check = await pay(lease, 80_000);
  expect(await balances(lease)).toEqual({ undeposited_funds: 195_000, rent_income: -185_000, tenant_credit: -10_000 });
  const { organizationId } = lease;
  const bounced = { organizationId, paymentId: check, reason: 'no money', actor: 'usr_1', now };
  await within(lease, (tx) => bounceCheck(tx, bounced));
  expect(await balances(lease)).toEqual({ undeposited_funds: 115_000, rent_income: -185_000, receivable: 70_000 });
  expect(await close(lease)).toBe(70_000);
  expect(await balances(lease)).toEqual(books);
  expect(await faultsOfBooks(own.owner, lease.leaseId)).toEqual([]);
});

test('a deposit that is held and money that was paid ahead keep a lease open', async () => {
  const held = await givenDeposit(own.database, 100_000);
  await endIt(own.database, held);
  await expect(close(held)).rejects.toMatchObject({
    code: 'not_possible',
    message: expect.stringContaining('deposit'),
  });
  const ahead = await givenLease(own.database);
  await pay(ahead, 1_000);
  await endIt(own.database, ahead);
  await expect(close(ahead)).rejects.toMatchObject({
    code: 'not_possible',
    message: expect.stringContaining('$10.00'),
  });
  expect([await statusOf(held), await statusOf(ahead)]).toEqual(['ended', 'ended']);
});

test('a lease on which nothing is left to do is closed by itself once no bank can send anything back', async () => {
  const settled = await givenLease(own.database);
  const { organizationId, zone } = settled;
  const owing = await givenLease(own.database, { organizationId, zone });
  const standing = await givenLease(own.database, { organizationId, zone });
  for (const lease of [settled, owing]) await chargeRent(own.database, lease, 185_000);
  await pay(settled, 185_000);
  for (const lease of [settled, owing]) await endIt(own.database, lease);
  await runIn(settled, 58);
  expect(await statusOf(settled)).toBe('ended');
  await runIn(settled, 62);
  expect([await statusOf(settled), await statusOf(owing), await statusOf(standing)]).toEqual([
    'closed',
    'ended',
    'active',
  ]);
  await runIn(settled, 63);
  const { rows } = await own.owner.query(
    "select subject_id as id from events where type = 'lease.closed' and organization_id = $1",
    [organizationId],
  );
  expect(rows).toEqual([{ id: settled.leaseId }]);
});

test('a lease that has ended is closed also where its landlord has no other, and its zone none that stands', async () => {
  const last = await givenLease(own.database, { zone: 'Pacific/Honolulu' });
  await endIt(own.database, last);
  expect(await zonesWithLeases(own.database)).toContain(last.zone);
  expect(await firstOf(last.zone)).toBe(last.organizationId);
  await runIn(last, 62);
  expect(await statusOf(last)).toBe('closed');
  expect(await firstOf(last.zone)).toBeNull();
  expect(await zonesWithLeases(own.database)).not.toContain(last.zone);
});
