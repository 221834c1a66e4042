import { addDays, type PlainDateString } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization, sqlInOrganization } from '../../store/database';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { LEAD_DAYS, planPage } from '../../store/rent-runs/plan-page';
import { postPage } from '../../store/rent-runs/post-page';
import { dryRun } from '../../store/rent-runs/rent-runs';
import { overPg } from '../../store/sql-runner';
import { rentCollectionWorkflowId } from '../../workflows/rent-collection/ids';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { type GivenLease, givenLease, givenOrganization } from './support/given-lease';

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterAll(() => world.close());

const date = (text: string) => text as PlainDateString;

/** What a run on a date would charge one lease: amount and due date. */
async function planned(lease: GivenLease, runOn: string) {
  const { organizationId, zone } = lease;
  const page = { organizationId, zone, runOn: date(runOn), afterLeaseId: '', size: 500 };
  const plan = await sqlInOrganization(world.database, organizationId, (client) => planPage(overPg(client), page));
  return plan.charges.map(({ amountCents, dueOn, period }) => ({ amountCents, dueOn, period }));
}

async function chargesOf(organizationId: string) {
  const { rows } = await world.owner.query<{ lease_id: string; period: string; amount_cents: string }>(
    'select lease_id, period, amount_cents from charges where organization_id = $1 order by lease_id, period',
    [organizationId],
  );
  return rows;
}

describe('what a run charges', () => {
  test('a due day of 31 falls on the last day of a short month, leap years too', async () => {
    const lease = await givenLease(world.database, { zone: 'America/Denver', dueDay: 31, startsOn: '2027-06-10' });
    expect(await planned(lease, '2028-02-25')).toEqual([
      { amountCents: 185_000, dueOn: '2028-02-29', period: '2028-02' },
    ]);
    expect(await planned(lease, '2027-09-28')).toEqual([
      { amountCents: 185_000, dueOn: '2027-09-30', period: '2027-09' },
    ]);
    expect(await planned(lease, '2028-03-29')).toEqual([
      { amountCents: 185_000, dueOn: '2028-03-31', period: '2028-03' },
    ]);
  });

  test('the last month is prorated, the first was paid at move-in, nothing lies outside', async () => {
    const lease = await givenLease(world.database, {
      zone: 'America/Denver',
      dueDay: 1,
      startsOn: '2027-03-15',
      endsOn: '2027-06-15',
      rentCents: 300_000,
    });
    expect(await planned(lease, '2027-03-15')).toEqual([]);
    expect(await planned(lease, '2027-04-01')).toEqual([
      { amountCents: 300_000, dueOn: '2027-04-01', period: '2027-04' },
    ]);
    expect(await planned(lease, '2027-06-01')).toEqual([
      { amountCents: 150_000, dueOn: '2027-06-01', period: '2027-06' },
    ]);
    expect(await planned(lease, '2027-07-01')).toEqual([]);
  });

  test('the lead time looks into the next month', async () => {
    const lease = await givenLease(world.database, { zone: 'America/Denver', dueDay: 1, startsOn: '2027-01-01' });
    const dueOn = date('2027-05-01');
    const eve = addDays(dueOn, -LEAD_DAYS);
    expect((await planned(lease, eve)).map((charge) => charge.period)).toEqual(['2027-04', '2027-05']);
    expect((await planned(lease, addDays(eve, -1))).map((charge) => charge.period)).toEqual(['2027-04']);
  });

  test('a lease whose schedule cannot be read stops itself and no other', async () => {
    const organizationId = await givenOrganization(world.database);
    const wishes = { organizationId, zone: 'America/Denver', dueDay: 1, startsOn: '2027-01-01' };
    const [good, broken] = [
      await givenLease(world.database, wishes),
      await givenLease(world.database, { ...wishes, paymentSchedule: { recurring: 7 } }),
    ];
    const page = { organizationId, zone: good.zone, runOn: date('2027-05-01'), afterLeaseId: '', size: 500 };
    const plan = await sqlInOrganization(world.database, organizationId, (client) => planPage(overPg(client), page));
    expect(plan.unreadable).toEqual([broken.leaseId]);
    expect(plan.charges.map(({ leaseId }) => leaseId)).toEqual([good.leaseId]);
  });
});

describe('a run', () => {
  test('posts once however often it is repeated or resumed, and exactly what the dry run said', async () => {
    const organizationId = await givenOrganization(world.database);
    const leases: GivenLease[] = [];
    for (let i = 0; i < 7; i += 1)
      leases.push(await givenLease(world.database, { organizationId, rentCents: 100_000 + i }));
    const [{ zone, today }] = leases as [GivenLease];
    const dry = await dryRun(world.database, { organizationId, zone, runOn: today });
    expect(dry).toMatchObject({ charges: 7, leases: 7, amountCents: 700_021 });
    expect(await chargesOf(organizationId)).toEqual([]);

    // A worker that dies after the first page leaves it posted; the run goes over the same ground again.
    const first = { organizationId, zone, runOn: today, afterLeaseId: '', size: 3 };
    const page = () =>
      sqlInOrganization(world.database, organizationId, (client) => postPage(overPg(client), first, null));
    const [once, twice] = [await page(), await page()];
    expect(once.due).toHaveLength(3);
    expect(twice).toMatchObject({ posted: 0, due: once.due });

    const run = (name: string) =>
      world.client.workflow.execute('rentRun', {
        workflowId: `rent-run/${organizationId}/${name}`,
        taskQueue: 'leases',
        args: [{ zone, date: today, organizationId }],
      });
    await Promise.all([run('a'), run('b')]);
    await run('c');
    const posted = await chargesOf(organizationId);
    expect(posted.map(({ amount_cents }) => Number(amount_cents)).reduce((a, b) => a + b, 0)).toBe(dry.amountCents);
    expect(posted.map(({ lease_id }) => lease_id).sort()).toEqual(leases.map(({ leaseId }) => leaseId).sort());
    const entries = await world.owner.query(
      "select 1 from journal_entries where organization_id = $1 and kind = 'charge_posted'",
      [organizationId],
    );
    expect(entries.rowCount).toBe(7);
    const rows = await world.owner.query(
      'select status, charges_posted, collections_started from rent_runs where organization_id = $1',
      [organizationId],
    );
    expect(rows.rows).toEqual([{ status: 'completed', charges_posted: 7, collections_started: 7 }]);
    for (const { leaseId, period } of leases) {
      const handle = world.client.workflow.getHandle(rentCollectionWorkflowId(leaseId, period));
      expect((await handle.describe()).status.name).toBe('RUNNING');
    }
  });

  test('without autopay asks the tenants, and ends when the landlord records cash', async () => {
    const lease = await givenLease(world.database);
    const { organizationId, leaseId, zone, today, period } = lease;
    await world.client.workflow.execute('rentRun', {
      workflowId: `rent-run/${organizationId}/x`,
      taskQueue: 'leases',
      args: [{ zone, date: today, organizationId }],
    });
    const id = rentCollectionWorkflowId(leaseId, period);
    await eventually(async () => (await world.timeline(id)).waiting?.waitsFor.includes('tenants to pay'));
    const asked = await eventually(async () => (await world.inbox(lease.email)).find(({ links }) => links.length > 0));
    expect(asked.text).toContain('$1,850.00');
    await inOrganization(world.database, organizationId, (tx) =>
      recordOfflinePayment(tx, {
        organizationId,
        leaseId,
        method: 'cash',
        amountCents: cents(185_000),
        effectiveOn: today,
        recordedBy: 'usr_1',
        now: new Date(),
      }),
    );
    await expect(world.client.workflow.getHandle(id).result()).resolves.toEqual({ outcome: 'paid' });
  });
});
