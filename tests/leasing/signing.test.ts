import { addDays, localDateAt } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { workflowIds } from '../../domain/workflow-ids';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { overPrisma } from '../../store/sql-runner';
import { givenLease } from '../money/support/given-lease';
import { replayed } from '../workflows/support/replayed';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { eventsAbout, givenUnit, kindsSentTo, within } from './support/given-household';
import { givenDraft, leaseBecomes, leaseNow, press, send, signingPage } from './support/given-signing';

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
}, 240_000);
afterAll(() => world.close());

async function draft(names: string[], startsInDays = 0) {
  const home = await givenUnit(world);
  const startsOn = addDays(localDateAt(world.now().getTime(), home.zone), startsInDays);
  return givenDraft(world, home, names, { startsOn, endsOn: null });
}

test('tenants sign, then the landlord; the copies are filed, the money is asked for, and once paid the lease is active', async () => {
  const given = await draft(['Ana Bell', 'Bo Bell']);
  await send(world, given);
  const early = signingPage(world, given, 'landlord');
  await press(await signingPage(world, given, 1), 'sign');
  await press(await signingPage(world, given, 0), 'sign');
  await press(await early, 'sign');
  await leaseBecomes(world, given, 'signed');

  const documents = await within(world, given, (tx) => tx.document.findMany({ where: { leaseId: given.leaseId } }));
  expect(documents.map(({ kind }) => kind).sort()).toEqual([
    'esign_consent',
    'esign_consent',
    'lease',
    'signed_lease',
    'signing_certificate',
  ]);
  for (const { objectKey, byteSize } of documents) {
    expect((await world.vendors.objects.get(objectKey)).body.length).toBe(byteSize);
  }
  const owed = await within(world, given, async (tx) =>
    totalOpen(await openCharges(overPrisma(tx), given.organizationId, given.leaseId)),
  );
  expect(owed).toBeGreaterThan(180_000);
  const lease = await leaseNow(world, given);
  expect(await kindsSentTo(world, given, lease.tenants[0]?.tenant.email ?? '')).toEqual([
    'signing_invited',
    'lease_signed',
    'move_in_payment_due',
  ]);

  await within(world, given, (tx) =>
    recordOfflinePayment(tx, {
      organizationId: given.organizationId,
      leaseId: given.leaseId,
      method: 'check',
      amountCents: cents(owed),
      effectiveOn: localDateAt(world.now().getTime(), given.zone),
      recordedBy: given.userId,
      now: world.now(),
    }),
  );
  await leaseBecomes(world, given, 'active');
  const unit = await within(world, given, (tx) => tx.unit.findUniqueOrThrow({ where: { id: given.unitId } }));
  expect(unit.status).toBe('occupied');
  const { email = '' } = lease.tenants[0]?.tenant ?? {};
  expect(await kindsSentTo(world, given, email)).toContain('welcome');
  await world.settled();
  const welcome = (await world.inbox(email)).find(({ subject }) => subject?.startsWith('Welcome to'));
  expect(welcome?.text).toMatch(/Set up autopay:?\s+http\S+\s+Report a repair:?\s+http\S+/);
  expect(await eventsAbout(world, given, given.leaseId)).toEqual(
    expect.arrayContaining(['lease.signed_by', 'lease.signed', 'lease.scheduled', 'lease.activated']),
  );
}, 240_000);

test('notice is given and given anew, and the lease goes on from its history alone', async () => {
  const { organizationId, leaseId, tenantId, today, zone } = await givenLease(world.database);
  const handle = await world.client.workflow.start('lease', {
    workflowId: workflowIds.lease(leaseId),
    taskQueue: 'leases',
    args: [{ organizationId, leaseId }],
  });
  const until = async () => (await world.timeline(handle.workflowId)).waiting?.until;
  for (const on of [addDays(today, 60), addDays(today, 40)]) {
    const notice = { on, by: tenantId };
    expect(await handle.executeUpdate('giveNotice', { args: [notice] })).toEqual({ status: 'active' });
    const isSeen = async () => localDateAt(Date.parse((await until()) ?? ''), zone) === addDays(on, 1);
    await eventually(isSeen, { what: 'the last day to be seen', limitMs: 20_000 });
  }
  await replayed(world, handle.workflowId);
  const ended = { on: addDays(today, -1), reason: 'They moved', by: 'usr_1' };
  expect(await handle.executeUpdate('end', { args: [ended] })).toEqual({ status: 'ended' });
  expect(await handle.result()).toEqual({ outcome: 'ended' });
  await replayed(world, handle.workflowId);
}, 240_000);

test('a tenant who declines sends the lease back to a draft, and the landlord hears why', async () => {
  const given = await draft(['Cy Dorn']);
  await send(world, given);
  await press(await signingPage(world, given, 0), 'decline');
  await leaseBecomes(world, given, 'draft');
  const { rows } = await world.owner.query<{ variables: { reason: string } }>(
    "select variables from messages where kind = 'signing_declined' and subject_id = $1",
    [given.leaseId],
  );
  expect(rows.map(({ variables }) => variables.reason)).toEqual(['The rent is not what we said']);
}, 240_000);

test('papers are withdrawn, changed and sent again, and only the new ones can be signed', async () => {
  const given = await draft(['Eve Fox']);
  await send(world, given);
  const old = await signingPage(world, given, 0);
  const handle = world.client.workflow.getHandle(workflowIds.signing(given.leaseId));
  const asked = { reason: 'The rent was wrong', by: given.userId };
  await handle.executeUpdate<void, [typeof asked]>('void', { args: [asked] });
  await leaseBecomes(world, given, 'draft');
  await press(old, 'sign');
  expect((await leaseNow(world, given)).status).toBe('draft');
  await send(world, given);
  expect((await leaseNow(world, given)).envelopes[0]).toMatchObject({ sequence: 2, status: 'sent' });
  await press(await signingPage(world, given, 0), 'sign');
  await press(await signingPage(world, given, 'landlord'), 'sign');
  await leaseBecomes(world, given, 'signed');
}, 240_000);

test('a unit is promised once: a second lease for the same time cannot be sent', async () => {
  const given = await draft(['Gil Hart']);
  const startsOn = localDateAt(world.now().getTime(), given.zone);
  const other = await givenDraft(world, given, ['Ida Jones'], { startsOn, endsOn: null });
  await send(world, given);
  await expect(send(world, other)).rejects.toThrow();
  expect((await leaseNow(world, other)).status).toBe('draft');
}, 240_000);

test('a lost answer of the signature service sends the papers once', async () => {
  const given = await draft(['Kim Lee']);
  const lost = { method: 'POST', path: '/envelopes$' };
  await world.control('faults', { vendor: 'docusign', kind: 'answer_lost', times: 1, match: lost });
  const envelopes = () => world.sandbox.sandbox.store.collection('docusign_envelopes').list().length;
  const before = envelopes();
  await send(world, given);
  expect((await leaseNow(world, given)).envelopes[0]?.status).toBe('sent');
  expect(envelopes()).toBe(before + 1);
}, 240_000);
