import { type RunningSandbox, startSandbox } from '../start';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';
import { signCheckrWebhook } from './signature';

const key = 'checkr_sandbox_key';
let running: RunningSandbox;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  running = await startSandbox({
    webhookBase: `${receiver.base}/webhooks`,
    objectStorage: false,
    checkrCompleteMs: 100,
  });
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${running.url}/checkr/v1${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

async function control(path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${running.url}/control/checkr/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function invite(last_name: string, email = 'ada@renter.test') {
  const candidate = await call('POST', '/candidates', { first_name: 'Ada', last_name, email, custom_id: 'apl_1' });
  const { body } = await call('POST', '/invitations', {
    candidate_id: candidate.body.id,
    package: 'tenant_standard',
    work_locations: [{ country: 'US', state: 'WA', city: 'Seattle' }],
  });
  return body;
}

const answers = { consent: 'yes', dob: '1991-02-03', ssn_last_four: '4321' };

async function fillIn(invitation: { invitation_url: string }, form: Record<string, string> = answers) {
  const body = new URLSearchParams(form);
  return fetch(invitation.invitation_url, { method: 'POST', body, redirect: 'manual' });
}

async function eventOf(type: string, id: string) {
  const webhook = await receiver.next(({ body }) => body.includes(`"type":"${type}"`) && body.includes(id));
  expect(webhook.headers['x-checkr-signature']).toBe(signCheckrWebhook(webhook.body, key));
  return JSON.parse(webhook.body).data.object;
}

test("the signature agrees with the vendor's published example", () => {
  expect(signCheckrWebhook('{"monday":"75F","tuesday":"80F"}', 'test-secret')).toBe(
    'b7412f05e981a473b5ecbdb5393afaea02a679db6d7c8e56803512ec4ba98151',
  );
});

test('an applicant consents on the hosted page and the report comes back clear', async () => {
  const invitation = await invite('Okafor');
  const form = await (await fetch(invitation.invitation_url)).text();
  expect(form).toContain('Ada Okafor');
  expect(form).not.toContain('<script');
  const unconsented = await fillIn(invitation, { ...answers, consent: '' });
  expect([unconsented.status, await unconsented.text()]).toEqual([422, expect.stringContaining('role="alert"')]);
  expect((await fillIn(invitation)).status).toBe(303);

  const completed = await eventOf('invitation.completed', invitation.id);
  await eventOf('report.created', completed.report_id);
  expect(await eventOf('report.completed', completed.report_id)).toMatchObject({
    status: 'complete',
    result: 'clear',
    assessment: 'eligible',
  });
  const { body: report } = await call('GET', `/reports/${completed.report_id}?include=candidate`);
  expect(report).toMatchObject({ result: 'clear', candidate: { ssn: 'XXX-XX-4321', custom_id: 'apl_1' } });
  expect((await call('GET', `/invitations/${invitation.id}`)).body.status).toBe('completed');
});

test('the last name decides: Consider asks for a review', async () => {
  const invitation = await invite('Consider');
  await fillIn(invitation);
  const { report_id } = await eventOf('invitation.completed', invitation.id);
  expect(await eventOf('report.completed', report_id)).toMatchObject({ result: 'consider', assessment: 'review' });
});

test('a Dispute is found fault with, then disputed, then resolved on demand', async () => {
  const invitation = await invite('Dispute');
  await fillIn(invitation);
  const { report_id } = await eventOf('invitation.completed', invitation.id);
  expect(await eventOf('report.disputed', report_id)).toMatchObject({ status: 'dispute', result: 'consider' });
  await control('complete', { report_id, result: 'clear' });
  expect((await call('GET', `/reports/${report_id}`)).body).toMatchObject({ status: 'complete', result: 'clear' });
});

test('a Pending report waits until it is told its end', async () => {
  const invitation = await invite('Pending');
  await control('complete', { invitation_id: invitation.id, result: 'consider', assessment: 'escalated' });
  const { report_id } = (await call('GET', `/invitations/${invitation.id}`)).body;
  expect(await eventOf('report.completed', report_id)).toMatchObject({ assessment: 'escalated' });
});

test('an expired or withdrawn invitation cannot be answered any more', async () => {
  const expired = await invite('Late');
  await control('expire', { invitation_id: expired.id });
  await eventOf('invitation.expired', expired.id);
  expect(await (await fillIn(expired)).text()).toContain('expired');
  const withdrawn = await invite('Gone');
  expect((await call('DELETE', `/invitations/${withdrawn.id}`)).body.status).toBe('canceled');
  expect(await (await fillIn(withdrawn)).text()).toContain('withdrawn');
});

test('an idempotency key makes one candidate of two requests, even when the first answer was lost', async () => {
  running.sandbox.faults.add({ vendor: 'checkr', kind: 'answer_lost', times: 1 });
  const body = { email: 'once@renter.test' };
  const idempotent = { 'idempotency-key': 'key-1' };
  await expect(call('POST', '/candidates', body, idempotent)).rejects.toThrow();
  const second = await call('POST', '/candidates', body, idempotent);
  expect(second.status).toBe(201);
  const { body: list } = await call('GET', '/candidates?email=once@renter.test');
  expect(list).toMatchObject({ object: 'list', count: 1, data: [{ id: second.body.id }], next_href: null });
  expect((await call('POST', '/candidates', { email: 'other@renter.test' }, idempotent)).status).toBe(422);
});

test('wrong keys, bad input, unknown things and limits are answered as Checkr answers them', async () => {
  expect((await call('GET', '/candidates', undefined, { authorization: 'Basic eDo=' })).status).toBe(401);
  const bad = await call('POST', '/candidates', { email: 'no' });
  expect([bad.status, bad.body]).toEqual([400, { error: ['email is invalid'] }]);
  expect((await call('GET', '/reports/none')).body).toEqual({ error: 'Report not found' });
  expect((await call('GET', '/packages')).headers.get('x-ratelimit-limit')).toBe('1200');
  running.sandbox.faults.add({ vendor: 'checkr', kind: 'status_429', times: 1 });
  const limited = await call('GET', '/packages');
  expect([limited.status, limited.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
});

test('lists come in pages', async () => {
  const { body: first } = await call('GET', '/invitations?per_page=2');
  expect(first.data).toHaveLength(2);
  const { body: second } = await call('GET', String(first.next_href).replace('/v1', ''));
  expect(second.data[0].id).not.toBe(first.data[0].id);
});
