import { workflowIds } from '../../domain/workflow-ids';
import { createWorld, eventually, type World } from '../workflows/support/world';
import {
  becomes,
  decide,
  eventsAbout,
  fillIn,
  finishChecks,
  givenUnit,
  invite,
  kindsSentTo,
  screenings,
  within,
} from './support/given-household';

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false, sandbox: { checkrCompleteMs: 50 } });
}, 240_000);
afterAll(() => world.close());

test('a household of two applies, is screened and approved, and a lease is drawn up for both', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [
    { name: 'Ana Bell' },
    { name: 'Bo Bell', role: 'co_applicant', locale: 'es' },
  ]);
  await fillIn(world, given, 0);
  await becomes(world, given, 'in_progress');
  await fillIn(world, given, 1);
  await finishChecks(world, given);
  await becomes(world, given, 'decision_pending');
  const { leaseId } = await decide(world, given, { outcome: 'approved' });
  const lease = await within(world, home, (tx) =>
    tx.lease.findUniqueOrThrow({ where: { id: leaseId ?? '' }, include: { tenants: { include: { tenant: true } } } }),
  );
  expect(lease.status).toBe('draft');
  expect(lease.tenants.map(({ tenant }) => [tenant.name, tenant.backgroundCheckStatus]).sort()).toEqual([
    ['Ana Bell', 'clear'],
    ['Bo Bell', 'clear'],
  ]);
  const result = await world.client.workflow.getHandle(workflowIds.application(given.applicationId)).result();
  expect(result).toEqual({ outcome: 'approved', leaseId });
  expect(await kindsSentTo(world, home, given.emails[1] ?? '')).toEqual([
    'application_invited',
    'screening_invited',
    'decision_approved',
  ]);
  expect(await eventsAbout(world, home, given.applicationId)).toEqual(
    expect.arrayContaining(['application.submitted', 'screening.completed', 'application.decided', 'lease.created']),
  );
  for (const { report, purgeOn } of await screenings(world, given)) {
    expect(purgeOn).not.toBeNull();
    expect(Buffer.from(report ?? []).toString('utf8')).not.toContain('county_criminal_search');
  }
}, 240_000);

test('workers that die in the middle of a check, and webhooks that come doubled and out of order, change nothing', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Cy Dorn' }, { name: 'Eve Fox', role: 'guarantor' }]);
  const faults = [
    { vendor: 'checkr', kind: 'webhook_doubled', times: 20 },
    { vendor: 'checkr', kind: 'webhook_reordered', times: 20 },
  ];
  for (const fault of faults) await world.control('faults', fault);
  await fillIn(world, given, 0);
  await fillIn(world, given, 1, { incomeCents: 0 });
  await becomes(world, given, 'screening');
  await world.stopWorkers();
  await world.startWorkers();
  await finishChecks(world, given);
  await becomes(world, given, 'decision_pending');
  await world.stopWorkers();
  await world.startWorkers();
  const { leaseId } = await decide(world, given, { outcome: 'approved' });
  const lease = await within(world, home, (tx) =>
    tx.lease.findUniqueOrThrow({ where: { id: leaseId ?? '' }, include: { tenants: { include: { tenant: true } } } }),
  );
  expect(lease.tenants.map(({ tenant }) => tenant.name)).toEqual(['Cy Dorn']);
  const events = await eventsAbout(world, home, given.applicationId);
  expect(events.filter((type) => type === 'screening.completed')).toHaveLength(2);
  expect(events.filter((type) => type === 'application.decided')).toHaveLength(1);
  expect(await kindsSentTo(world, home, given.emails[0] ?? '')).toEqual([
    'application_invited',
    'screening_invited',
    'decision_approved',
  ]);
}, 240_000);

test('a report disputed after it came holds the decision until the agency has settled it', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Gil Hart' }]);
  await fillIn(world, given);
  await finishChecks(world, given, { result: 'consider' });
  await becomes(world, given, 'decision_pending');
  const reportRef = (await screenings(world, given))[0]?.reportRef;
  await world.control('checkr/status', { report_id: reportRef, status: 'dispute' });
  await eventually(async () => (await screenings(world, given))[0]?.status === 'disputed', { what: 'the dispute' });
  await expect(decide(world, given, { outcome: 'declined' })).rejects.toMatchObject({
    cause: { type: 'illegal_transition' },
  });
  await world.control('checkr/complete', { report_id: reportRef, result: 'clear', assessment: 'eligible' });
  await eventually(async () => (await screenings(world, given))[0]?.status === 'complete', { what: 'the settlement' });
  await eventually(async () => (await decide(world, given, { outcome: 'approved' })).leaseId, {
    what: 'the decision',
    everyMs: 200,
  });
}, 240_000);
