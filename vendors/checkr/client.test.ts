import type { Invitation } from '../screening';
import { failureOf, rawOf, startVendorBench, type VendorBench } from '../testing/bench';

let bench: VendorBench;
beforeAll(async () => {
  bench = await startVendorBench();
});
afterAll(() => bench.close());

const screening = () => bench.vendors.screening;
const location = { country: 'US' as const, state: 'TX', city: 'Austin' };
const candidate = (n: number) => ({
  applicantId: `apl_${n}`,
  firstName: 'Ada',
  lastName: 'Okafor',
  email: `ada${n}@renter.test`,
  phone: '+12065550142',
  postalCode: '78751',
  location,
  idempotencyKey: `candidate/apl_${n}`,
});

async function invite(n: number): Promise<Invitation> {
  const { candidateId } = await screening().createCandidate(candidate(n));
  const idempotencyKey = `invitation/apl_${n}`;
  return screening().createInvitation({ candidateId, package: 'tenant_pro', location, idempotencyKey });
}

test('an applicant is invited, answers, and the report comes back', async () => {
  const invitation = await invite(1);
  expect(invitation).toMatchObject({ status: 'pending', reportId: null, expiresAt: expect.any(Date) });
  expect((await fetch(invitation.url)).status).toBe(200);

  await bench.control('checkr/complete', {
    invitation_id: invitation.invitationId,
    result: 'consider',
    assessment: 'review',
  });
  const answered = await screening().getInvitation(invitation.invitationId);
  expect(answered.status).toBe('completed');
  const report = await screening().getReport(answered.reportId ?? '');
  expect(report).toMatchObject({
    status: 'complete',
    result: 'consider',
    assessment: 'review',
    candidateId: invitation.candidateId,
    completedAt: expect.any(Date),
    raw: { object: 'report', screenings: expect.any(Array) },
  });

  const hook = await bench.hooks.next(({ body }) => body.includes('report.completed'));
  const { rawBody, headers } = rawOf(hook);
  expect(screening().verifyWebhook(rawBody, headers)).toMatchObject({
    type: 'report.completed',
    object: { id: report.reportId },
  });
});

test('a disputed report says so', async () => {
  const { invitationId } = await invite(2);
  await bench.control('checkr/complete', { invitation_id: invitationId, result: 'consider' });
  const { reportId } = await screening().getInvitation(invitationId);
  await bench.control('checkr/status', { report_id: reportId, status: 'dispute' });
  expect(await screening().getReport(reportId ?? '')).toMatchObject({ status: 'dispute' });
});

test('an invitation can be withdrawn, twice without harm, and expires by itself', async () => {
  const { invitationId } = await invite(3);
  await screening().cancelInvitation(invitationId);
  await screening().cancelInvitation(invitationId);
  expect((await screening().getInvitation(invitationId)).status).toBe('canceled');
  const other = await invite(4);
  await bench.control('checkr/expire', { invitation_id: other.invitationId });
  expect((await screening().getInvitation(other.invitationId)).status).toBe('expired');
});

test('after a lost answer the same request gives the same candidate', async () => {
  await bench.fault({ vendor: 'checkr', kind: 'answer_lost', match: { method: 'POST', path: 'candidates' } });
  expect((await failureOf(screening().createCandidate(candidate(5)))).kind).toBe('unavailable');
  const first = await screening().createCandidate(candidate(5));
  expect(await screening().createCandidate(candidate(5))).toEqual(first);
  const answer = await fetch(`${bench.running.url}/checkr/v1/candidates?custom_id=apl_5`, {
    headers: { authorization: `Basic ${Buffer.from('checkr_sandbox_key:').toString('base64')}` },
  });
  expect(await answer.json()).toMatchObject({ count: 1 });
});

test('bad luck, bad input and a wrong key', async () => {
  await bench.fault({ vendor: 'checkr', kind: 'status_429' });
  expect((await failureOf(screening().getReport('r'))).kind).toBe('rate_limited');
  for (const kind of ['status_500', 'reset']) {
    await bench.fault({ vendor: 'checkr', kind });
    expect((await failureOf(screening().getReport('r'))).kind).toBe('unavailable');
  }
  expect((await failureOf(screening().getReport('none'))).kind).toBe('not_found');

  const invalid = await failureOf(screening().createCandidate({ ...candidate(6), email: 'not-an-address' }));
  expect(invalid.kind).toBe('rejected');
  expect(invalid.message).not.toContain('not-an-address');

  const wrong = bench.vendorsWith({ checkr: { ...bench.config.checkr, apiKey: 'other' } }).screening;
  expect((await failureOf(wrong.getReport('r'))).kind).toBe('misconfigured');
});

test('an answer slower than the limit is given up on', async () => {
  const hasty = bench.vendorsWith({ checkr: { ...bench.config.checkr, timeoutMs: 100 } }).screening;
  await bench.control('faults', { vendor: 'checkr', kind: 'latency', latency_ms: 500, times: 1 });
  expect(await failureOf(hasty.getReport('r'))).toMatchObject({ kind: 'unavailable', code: 'ETIMEDOUT' });
});
