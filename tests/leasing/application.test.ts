import { workflowIds } from '../../domain/workflow-ids';
import { createWorld, type World } from '../workflows/support/world';
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
}, 60_000);
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
}, 60_000);
