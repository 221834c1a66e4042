import path from 'node:path';
import { cents } from '../../domain/money';
import { workflowIds } from '../../domain/workflow-ids';
import { findTemporal } from '../../scripts/servers/find-temporal';
import { freePort } from '../../scripts/servers/ports';
import { startTemporal } from '../../scripts/servers/temporal';
import { createThrowaway, type Throwaway } from '../../scripts/servers/throwaway';
import { inOrganization } from '../../store/database';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { givenOwed, payOwner } from '../owners/support/given-owed';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { type GivenLease, givenLease } from './support/given-lease';
import { accept, givenOffer, givenPastDue, planStatus } from './support/given-plan';

// A server of its own that asks workflows to begin anew after fifty events instead of some thousand.
let throwaway: Throwaway;
let stopServer: () => Promise<unknown>;
let world: World;

beforeAll(async () => {
  throwaway = createThrowaway();
  const { folder, children } = throwaway;
  const port = await freePort();
  const limits = { 'limit.historyCount.suggestContinueAsNew': 50 };
  const { file } = await findTemporal();
  const server = await startTemporal(
    { executable: file, port, logFile: path.join(folder, 'temporal.log'), limits },
    children,
  );
  stopServer = () => children.stop(server, { signal: 'SIGTERM', graceMs: 3_000 });
  process.env.TEST_TEMPORAL_ADDRESS = `127.0.0.1:${port}`;
  world = await createWorld({ timeSkipping: false });
}, 90_000);
afterAll(async () => {
  await world?.close();
  await throwaway.end(async () => {
    await stopServer?.();
  });
});

/** Tells a workflow until it has begun anew. @returns how many runs there were since */
async function untilAnew(workflowId: string, signal = 'moneyChanged'): Promise<void> {
  const handle = world.client.workflow.getHandle(workflowId);
  const { runId } = await handle.describe();
  await eventually(
    async () => {
      await handle.signal(signal);
      return (await handle.describe()).runId !== runId;
    },
    { what: `${workflowId} begins anew`, limitMs: 40_000 },
  );
  expect((await handle.describe()).status.name).toBe('RUNNING');
}

function payAll({ organizationId, leaseId, today }: GivenLease, amount: number): Promise<string> {
  const paid = { organizationId, leaseId, method: 'check', amountCents: cents(amount), effectiveOn: today } as const;
  return inOrganization(world.database, organizationId, (tx) =>
    recordOfflinePayment(tx, { ...paid, recordedBy: 'test', now: world.now() }),
  );
}

async function count(sql: string, { leaseId }: GivenLease): Promise<number> {
  return (await world.owner.query(sql, [leaseId])).rowCount ?? 0;
}

const ESCALATED = "select from events where type = 'collection.escalated' and subject_id = $1";
const FEES = "select from charges where kind = 'late_fee' and lease_id = $1";

test('a month that stays unpaid for years begins anew now and then, tells nothing twice, and ends when it is paid', async () => {
  const late_fee = { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } };
  const lease = await givenLease(world.database, { terms: { late_fee }, startsOn: '2026-01-01' });
  await givenPastDue(world.database, lease, { daysAgo: 40, amountCents: 100_000 });
  const { rows } = await world.owner.query<{ period: string }>('select period from charges where lease_id = $1', [
    lease.leaseId,
  ]);
  const { organizationId, leaseId, propertyId } = lease;
  const input = { organizationId, leaseId, propertyId, period: rows[0]?.period ?? '' };
  const workflowId = `rent-collection/${leaseId}/${input.period}`;
  const collection = await world.client.workflow.start('rentCollection', {
    workflowId,
    taskQueue: 'leases',
    args: [input],
  });
  await eventually(async () => (await count(ESCALATED, lease)) === 1, { what: 'the landlord is told' });
  await untilAnew(workflowId);
  const { items, stage, needsAttention } = await world.timeline(workflowId);
  expect(items.filter(({ title }) => title === 'You were told')).toHaveLength(1);
  expect({ stage, needsAttention }).toEqual({ stage: 'escalated', needsAttention: true });
  await payAll(lease, 105_000);
  await expect(collection.result()).resolves.toEqual({ outcome: 'paid' });
  expect([await count(ESCALATED, lease), await count(FEES, lease)]).toEqual([1, 1]);
});

test('a payment plan begins anew and is kept all the same', async () => {
  const lease = await givenLease(world.database, { startsOn: '2026-01-01' });
  await givenPastDue(world.database, lease, { daysAgo: 40, amountCents: 100_000 });
  const planId = await givenOffer(world, lease, {
    dates: [
      [20, 50_000],
      [40, 50_000],
    ],
  });
  await accept(world, lease, planId, null);
  await eventually(async () => (await planStatus(world, planId)) === 'active', { what: 'the plan runs' });
  await untilAnew(`plan/${planId}`);
  await payAll(lease, 100_000);
  await eventually(async () => (await planStatus(world, planId)) === 'completed', { what: 'the plan is paid' });
});

test('a payout that waits long for an owner’s papers begins anew, says so once, and pays once they are there', async () => {
  const lease = await givenOwed(world, 185_000);
  const { organizationId } = lease;
  const maySend = (transfersEnabled: boolean) => ({ where: { ownerId: { not: null } }, data: { transfersEnabled } });
  const payoutId = await inOrganization(world.database, organizationId, async (tx) => {
    const { id } = await tx.owner.findFirstOrThrow({ select: { id: true } });
    const begun = await payOwner(tx, lease, id);
    await tx.connectAccount.updateMany(maySend(false));
    return begun;
  });
  const workflowId = workflowIds.ownerPayout(payoutId);
  const stage = async () => (await world.timeline(workflowId)).stage;
  await eventually(async () => (await stage().catch(() => '')) === 'paused', { what: 'the payout waits' });
  await untilAnew(workflowId, 'accountChanged');
  expect(await world.timeline(workflowId)).toMatchObject({ stage: 'paused', needsAttention: true });
  await inOrganization(world.database, organizationId, (tx) => tx.connectAccount.updateMany(maySend(true)));
  const handle = world.client.workflow.getHandle(workflowId);
  await handle.signal('accountChanged');
  await expect(handle.result()).resolves.toEqual({ outcome: 'paid' });
  const { items } = await world.timeline(workflowId);
  expect(items.map(({ title }) => title)).toEqual(['Taken out of the organization’s account', 'Sent to the owner']);
  const paid = 'select status, amount_cents::int as cents from owner_payouts where id = $1';
  expect((await world.owner.query(paid, [payoutId])).rows).toEqual([{ status: 'paid', cents: 185_000 }]);
});
