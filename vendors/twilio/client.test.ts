import { failureOf, startVendorBench, type VendorBench } from '../testing/bench';

let bench: VendorBench;
beforeAll(async () => {
  bench = await startVendorBench();
});
afterAll(() => bench.close());

const texts = () => bench.vendors.texts;
const to = '+12065550142';
const post = { method: 'POST', path: 'Messages' };

test('a text is sent and its delivery is told', async () => {
  const statusCallback = `${bench.hooks.base}/webhooks/twilio/status`;
  const { sid } = await texts().sendText({ to, body: 'Rent is due on March 1.', statusCallback });
  const hook = await bench.hooks.next(({ body }) => body.includes(sid) && body.includes('MessageStatus=delivered'));
  const params = Object.fromEntries(new URLSearchParams(hook.body));
  expect(texts().verifyWebhook(hook.url, params, hook.headers)).toEqual({
    kind: 'status',
    sid,
    status: 'delivered',
    errorCode: null,
  });
});

test('a text that somebody sends us is read', async () => {
  await bench.control('twilio/inbound', { from: to, to: bench.config.twilio.from, body: 'Fixed, thanks' });
  const hook = await bench.hooks.next(({ body }) => body.includes('Fixed'));
  const params = Object.fromEntries(new URLSearchParams(hook.body));
  expect(texts().verifyWebhook(hook.url, params, hook.headers)).toMatchObject({
    kind: 'inbound',
    from: to,
    to: bench.config.twilio.from,
    body: 'Fixed, thanks',
  });
});

test('somebody who answered STOP gets nothing, and is not named in the failure', async () => {
  const quiet = '+12065550143';
  await bench.control('twilio/inbound', { from: quiet, to: bench.config.twilio.from, body: 'STOP' });
  const failure = await failureOf(texts().sendText({ to: quiet, body: 'Rent is due.' }));
  expect(failure).toMatchObject({ kind: 'rejected', code: 'opted_out' });
  expect(failure.message).not.toContain(quiet);
});

test('a number that cannot be is invalid', async () => {
  const failure = await failureOf(texts().sendText({ to: '+15005550001', body: 'Rent is due.' }));
  expect(failure).toMatchObject({ kind: 'rejected', code: 'invalid_number' });
});

test('an answer lost after the effect is unknown, and asking finds the text once', async () => {
  const since = new Date();
  const body = 'A plumber comes at nine.';
  await bench.fault({ vendor: 'twilio', kind: 'answer_lost', match: post });
  expect((await failureOf(texts().sendText({ to, body }))).kind).toBe('unknown_outcome');
  expect(await texts().findRecent({ to, body, since })).toMatchObject({ sid: expect.stringMatching(/^SM/) });
  expect(await texts().findRecent({ to, body: 'Another.', since })).toBeNull();
  expect(await texts().findRecent({ to, body, since: new Date(Date.now() + 60_000) })).toBeNull();
});

test('too many texts say when to come back; an outage may have sent', async () => {
  await bench.fault({ vendor: 'twilio', kind: 'status_429', match: post });
  const limited = await failureOf(texts().sendText({ to, body: 'One' }));
  expect(limited).toMatchObject({ kind: 'rate_limited', retryAfterMs: 1_000 });
  await bench.fault({ vendor: 'twilio', kind: 'status_500', match: post });
  expect((await failureOf(texts().sendText({ to, body: 'Two' }))).kind).toBe('unknown_outcome');
  await bench.fault({ vendor: 'twilio', kind: 'reset', match: post });
  expect((await failureOf(texts().sendText({ to, body: 'Three' }))).kind).toBe('unknown_outcome');
});

test('a wrong token is for a person to mend', async () => {
  const wrong = bench.vendorsWith({ twilio: { ...bench.config.twilio, authToken: 'b'.repeat(32) } }).texts;
  expect((await failureOf(wrong.sendText({ to, body: 'One' }))).kind).toBe('misconfigured');
});
