import { addDays, localDateAt, startOfLocalDay } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { workflowIds } from '../../domain/workflow-ids';
import { renewApplication } from '../../store/applications/renew-application';
import { withdrawApplication } from '../../store/applications/withdraw-application';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { overPrisma } from '../../store/sql-runner';
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
  statusOf,
  within,
} from './support/given-household';
import { givenDraft, leaseBecomes, leaseNow, press, send, signingPage } from './support/given-signing';

const DAY_MS = 86_400_000;
let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: true, sandbox: { checkrCompleteMs: 20 } });
}, 240_000);
afterAll(() => world.close());

const inDays = (days: number) => new Date(world.now().getTime() + days * DAY_MS);

test('who does not hand in is reminded on day 2 and day 5, and after two weeks the invitation runs out and can be renewed', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Ana Bell' }]);
  const [email = ''] = given.emails;
  await world.advanceTo(inDays(3));
  expect(await kindsSentTo(world, home, email)).toEqual(['application_invited', 'application_reminder']);
  await world.advanceTo(inDays(3));
  expect(await kindsSentTo(world, home, email)).toEqual([
    'application_invited',
    'application_reminder',
    'application_reminder',
  ]);
  await world.advanceTo(inDays(9));
  expect(await statusOf(world, given)).toBe('expired');
  expect(await kindsSentTo(world, home, email)).toContain('application_expired');

  await within(world, given, (tx) =>
    renewApplication(tx, world.deps.linkKey, {
      applicationId: given.applicationId,
      expiresInDays: 14,
      by: home.userId,
      now: world.now(),
    }),
  );
  await world.settled();
  await fillIn(world, given);
  await finishChecks(world, given);
  await becomes(world, given, 'decision_pending');
}, 240_000);

test('lost webhooks of the agency stall nobody: it is asked', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Bo Case' }]);
  const { id } = (await world.control('faults', { vendor: 'checkr', kind: 'webhook_lost', times: 50 })) as {
    id: string;
  };
  await fillIn(world, given);
  await finishChecks(world, given);
  await world.advanceTo(inDays(1), { stepMs: DAY_MS / 24 });
  await becomes(world, given, 'decision_pending');
  await fetch(`${world.sandbox.url}/control/faults/${id}`, { method: 'DELETE' });
}, 240_000);

test('an outage of the agency is waited out', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Cy Dorn' }]);
  await world.control('faults', { vendor: 'checkr', kind: 'status_500', times: 4, match: { method: 'POST' } });
  await fillIn(world, given);
  await world.advanceTo(inDays(0.1));
  await finishChecks(world, given);
  await world.settled();
  await becomes(world, given, 'decision_pending');
}, 240_000);

test('withdrawn during the check: the invitation is taken back and nothing goes on', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Eve Fox' }]);
  await fillIn(world, given);
  await becomes(world, given, 'screening');
  await world.settled();
  await within(world, given, (tx) =>
    withdrawApplication(tx, { applicationId: given.applicationId, by: given.applicantIds[0] ?? '' }),
  );
  const result = await world.client.workflow.getHandle(workflowIds.application(given.applicationId)).result();
  expect(result).toMatchObject({ outcome: 'withdrawn' });
  expect((await screenings(world, given)).map(({ status }) => status)).toEqual(['canceled']);
}, 240_000);

test('a report with something in it: declining needs no reason, sends each the notice, and keeps it as proof', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Gil Hart' }]);
  await fillIn(world, given);
  await finishChecks(world, given, { result: 'consider', assessment: 'review' });
  await becomes(world, given, 'decision_pending');
  await decide(world, given, { outcome: 'declined', reasons: ['The report'] });
  await world.client.workflow.getHandle(workflowIds.application(given.applicationId)).result();
  await world.settled();
  const [email = ''] = given.emails;
  expect(await kindsSentTo(world, home, email)).toContain('adverse_action');
  const [mail] = (await world.inbox(email)).filter(
    ({ channel, text }) => channel === 'email' && /Checkr, Inc\./.test(text),
  );
  expect(mail?.text).toMatch(/60 days/);
  const papers = await within(world, given, (tx) =>
    tx.document.findMany({ where: { subjectId: given.applicantIds[0] ?? '' } }),
  );
  expect(papers.map(({ kind }) => kind)).toEqual(['adverse_action']);
  expect(await eventsAbout(world, home, given.applicationId)).toContain('adverse_action.sent');
}, 240_000);

test('a clear household with enough income: declining it or adding conditions needs a reason', async () => {
  const home = await givenUnit(world);
  const given = await invite(world, home, [{ name: 'Ida Jones' }]);
  await fillIn(world, given);
  await finishChecks(world, given);
  await becomes(world, given, 'decision_pending');
  await expect(decide(world, given, { outcome: 'declined' })).rejects.toMatchObject({
    cause: { type: 'rule_forbids' },
  });
  await expect(decide(world, given, { role: 'agent' })).rejects.toMatchObject({ cause: { type: 'forbidden' } });
  await decide(world, given, {
    outcome: 'approved_with_conditions',
    conditions: ['A co-signer'],
    overrideReason: 'New job',
  });
  await becomes(world, given, 'approved_with_conditions');
  await world.settled();
  expect(await kindsSentTo(world, home, given.emails[0] ?? '')).toEqual(
    expect.arrayContaining(['decision_conditional', 'adverse_action']),
  );
  await decide(world, given, { outcome: 'approved', overrideReason: 'Co-signer found' });
  await becomes(world, given, 'approved');
}, 240_000);

test('two applications compete: one is approved, the other cannot be', async () => {
  const home = await givenUnit(world);
  const one = await invite(world, home, [{ name: 'Kim Lee' }]);
  const other = await invite(world, home, [{ name: 'Max Noor' }]);
  for (const given of [one, other]) {
    await fillIn(world, given);
    await finishChecks(world, given);
    await becomes(world, given, 'decision_pending');
  }
  await decide(world, one, {});
  await expect(decide(world, other, {})).rejects.toMatchObject({ cause: { type: 'unit_taken' } });
  expect(await statusOf(world, other)).toBe('decision_pending');
}, 240_000);

test('a lease that nobody signs is brought back to mind, and runs out', async () => {
  const home = await givenUnit(world);
  const startsOn = addDays(localDateAt(world.now().getTime(), home.zone), 40);
  const given = await givenDraft(world, home, ['Ora Pine'], { startsOn, endsOn: null });
  await send(world, given);
  await world.advanceTo(inDays(6));
  const { tenants } = await leaseNow(world, given);
  expect((await kindsSentTo(world, home, tenants[0]?.tenant.email ?? '')).sort()).toEqual([
    'signing_invited',
    'signing_reminder',
    'signing_reminder',
  ]);
  await world.advanceTo(inDays(9));
  await leaseBecomes(world, given, 'draft');
  expect((await leaseNow(world, given)).envelopes[0]?.status).toBe('expired');
}, 240_000);

test('a lease lives through its term: scheduled, active from midnight, anew each month, and ended with the home vacant', async () => {
  const home = await givenUnit(world, 'America/New_York');
  const startsOn = addDays(localDateAt(world.now().getTime(), home.zone), 10);
  const endsOn = addDays(startsOn, 120);
  const given = await givenDraft(world, home, ['Pat Quill'], { startsOn, endsOn });
  await send(world, given);
  await press(await signingPage(world, given, 0), 'sign');
  await world.settled();
  await press(await signingPage(world, given, 'landlord'), 'sign');
  await leaseBecomes(world, given, 'signed');
  const owed = await within(world, given, async (tx) =>
    totalOpen(await openCharges(overPrisma(tx), given.organizationId, given.leaseId)),
  );
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
  await world.settled();
  await leaseBecomes(world, given, 'scheduled');
  const midnight = startOfLocalDay(startsOn, home.zone);
  await world.advanceTo(new Date(midnight - 60_000));
  expect((await leaseNow(world, given)).status).toBe('scheduled');
  await world.advanceTo(new Date(midnight + 60_000));
  await leaseBecomes(world, given, 'active');
  const handle = () => world.client.workflow.getHandle(workflowIds.lease(given.leaseId));
  const first = (await handle().describe()).runId;
  await world.advanceTo(inDays(65), { stepMs: 5 * DAY_MS });
  expect((await handle().describe()).runId).not.toBe(first);
  const lastMoment = startOfLocalDay(addDays(endsOn, 1), home.zone);
  await world.advanceTo(new Date(lastMoment - 60_000), { stepMs: 5 * DAY_MS });
  expect((await leaseNow(world, given)).status).toBe('active');
  await world.advanceTo(new Date(lastMoment + 60_000));
  await leaseBecomes(world, given, 'ended');
  const unit = await within(world, given, (tx) => tx.unit.findUniqueOrThrow({ where: { id: given.unitId } }));
  expect(unit.status).toBe('vacant');
}, 240_000);

test('approving one application may decline the others, each with its notice', async () => {
  const home = await givenUnit(world);
  const one = await invite(world, home, [{ name: 'Rae Stone' }]);
  const other = await invite(world, home, [{ name: 'Sam Tate' }]);
  for (const given of [one, other]) {
    await fillIn(world, given);
    await finishChecks(world, given);
    await becomes(world, given, 'decision_pending');
  }
  await decide(world, one, { competitors: 'decline' });
  const result = await world.client.workflow.getHandle(workflowIds.application(other.applicationId)).result();
  expect(result).toMatchObject({ outcome: 'declined' });
  expect(await kindsSentTo(world, home, other.emails[0] ?? '')).toContain('adverse_action');
}, 240_000);

test('a signed lease that nobody pays is canceled a month after its first day, and owes nothing', async () => {
  const home = await givenUnit(world, 'Europe/Berlin');
  const startsOn = addDays(localDateAt(world.now().getTime(), home.zone), 3);
  const given = await givenDraft(world, home, ['Uma Vance'], { startsOn, endsOn: null });
  await send(world, given);
  await press(await signingPage(world, given, 0), 'sign');
  await world.settled();
  await press(await signingPage(world, given, 'landlord'), 'sign');
  await leaseBecomes(world, given, 'signed');
  await world.settled();
  await world.advanceTo(inDays(5));
  expect(await world.timeline(workflowIds.lease(given.leaseId))).toMatchObject({
    stage: 'signed',
    needsAttention: true,
  });
  await world.advanceTo(inDays(30), { stepMs: 5 * DAY_MS });
  await leaseBecomes(world, given, 'canceled');
  const owed = await within(world, given, (tx) => openCharges(overPrisma(tx), given.organizationId, given.leaseId));
  expect(owed).toEqual([]);
}, 240_000);
