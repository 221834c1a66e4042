import twilioSdk, { validateRequest } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import { listInbox } from '../inbox/inbox';
import { type RunningSandbox, startSandbox } from '../start';
import { type ReceivedWebhook, startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';
import { countSegments } from './message';

const sid = `AC${'0'.repeat(32)}`;
const token = 'a'.repeat(32);
const from = '+15005550006';
let running: RunningSandbox;
let receiver: WebhookReceiver;
let client: twilioSdk.Twilio;

/** Sends every request of the SDK to the sandbox, the host in front of the path. */
class SandboxClient extends RequestClient {
  override request<T>(options: RequestClient.RequestOptions<T>) {
    const url = new URL(options.uri);
    return super.request<T>({ ...options, uri: `${running.url}/twilio/${url.hostname}${url.pathname}${url.search}` });
  }
}

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  running = await startSandbox({ webhookBase: `${receiver.base}/webhooks`, objectStorage: false });
  client = twilioSdk(sid, token, { httpClient: new SandboxClient() });
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

async function control(path: string, body: object): Promise<Response> {
  return fetch(`${running.url}/control/twilio/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function paramsOf(webhook: ReceivedWebhook): Record<string, string> {
  const params = Object.fromEntries(new URLSearchParams(webhook.body));
  const signature = String(webhook.headers['x-twilio-signature']);
  expect(validateRequest(token, signature, webhook.url, params)).toBe(true);
  return params;
}

const send = (to: string, body: string) => client.messages.create({ to, from, body });

test('a text goes from queued to delivered, each step told with a signature, and lies in the inbox', async () => {
  const statusCallback = `${receiver.base}/webhooks/twilio/status?organization=org_1`;
  const message = await client.messages.create({
    to: '+12065550142',
    from,
    body: 'Rent is due & soon',
    statusCallback,
  });
  expect(message.status).toBe('queued');
  const delivered = await receiver.next(
    ({ body }) => body.includes(message.sid) && body.includes('MessageStatus=delivered'),
  );
  expect(paramsOf(delivered)).toMatchObject({ MessageSid: message.sid, To: '+12065550142', AccountSid: sid });
  expect((await client.messages(message.sid).fetch()).status).toBe('delivered');
  expect(listInbox(running.sandbox, { to: '+12065550142' })).toMatchObject([
    { channel: 'sms', from, text: 'Rent is due & soon' },
  ]);
});

test('a message with pictures keeps its media', async () => {
  const mediaUrl = ['http://127.0.0.1/a.jpg', 'http://127.0.0.1/b.jpg'];
  const message = await client.messages.create({ to: '+12065550143', from, body: '', mediaUrl });
  expect([message.sid.slice(0, 2), message.numMedia]).toEqual(['MM', '2']);
  expect(await client.messages(message.sid).media.list()).toHaveLength(2);
});

test.each([
  ['+15005550001', 21211],
  ['12', 21211],
  ['+15005550003', 21408],
  ['+15005550004', 21610],
  ['+15005550009', 21614],
])('sending to %s is refused with %i', async (to, code) => {
  await expect(send(to, 'x')).rejects.toMatchObject({
    status: 400,
    code,
    moreInfo: `https://www.twilio.com/docs/errors/${code}`,
  });
});

test('a body that is too long, a foreign sender and a wrong key are refused', async () => {
  await expect(send('+12065550142', 'x'.repeat(1601))).rejects.toMatchObject({ code: 21617 });
  await expect(client.messages.create({ to: '+12065550142', from: '+12065550100', body: 'x' })).rejects.toMatchObject({
    code: 21606,
  });
  const stranger = twilioSdk(sid, 'b'.repeat(32), { httpClient: new SandboxClient() });
  await expect(stranger.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  await expect(client.messages(`SM${'f'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('STOP silences a number until START, and each inbound text reaches the signed webhook', async () => {
  const phone = '+12065550177';
  await control('inbound', { from: phone, to: from, body: ' stop ' });
  const stop = await receiver.next(({ body }) => body.includes('OptOutType=STOP'));
  expect(stop.path).toBe('/webhooks/twilio/messages');
  expect(paramsOf(stop)).toMatchObject({ From: phone, To: from, Body: ' stop ', OptOutType: 'STOP' });
  await expect(send(phone, 'still there?')).rejects.toMatchObject({ code: 21610 });

  await control('inbound', { from: phone, to: from, body: 'START' });
  await receiver.next(({ body }) => body.includes('OptOutType=START'));
  expect((await send(phone, 'welcome back')).status).toBe('queued');
});

test('an ordinary YES is an answer, not a wish to start again', async () => {
  const answered = await control('inbound', { from: '+12065550178', to: from, body: 'YES' });
  expect(await answered.json()).toMatchObject({ opt_out: null });
});

test('a handset out of reach ends undelivered with its code', async () => {
  await control('unreachable', { number: '+12065550199', error_code: 30005 });
  const statusCallback = `${receiver.base}/webhooks/twilio/status`;
  const message = await client.messages.create({ to: '+12065550199', from, body: 'x', statusCallback });
  const told = await receiver.next(
    ({ body }) => body.includes(message.sid) && body.includes('MessageStatus=undelivered'),
  );
  expect(paramsOf(told)).toMatchObject({ ErrorCode: '30005' });
});

test('messages are listed newest first over several pages', async () => {
  const to = '+12065550150';
  for (const body of ['one', 'two', 'three', 'four', 'five']) await send(to, body);
  const listed = await client.messages.list({ to, pageSize: 2, limit: 10 });
  expect(listed.map(({ body }) => body)).toEqual(['five', 'four', 'three', 'two', 'one']);
  expect(await client.messages.list({ to, dateSentBefore: new Date('2020-01-01') })).toEqual([]);
});

test('a text can be taken out of a message, and a message deleted', async () => {
  const message = await send('+12065550151', 'secret');
  expect((await client.messages(message.sid).update({ body: '' })).body).toBe('');
  expect(await client.messages(message.sid).remove()).toBe(true);
  await expect(client.messages(message.sid).fetch()).rejects.toMatchObject({ status: 404 });
});

test("faults come in Twilio's shape, and a lost answer has had its effect", async () => {
  running.sandbox.faults.add({ vendor: 'twilio', kind: 'status_429', times: 1 });
  await expect(send('+12065550152', 'x')).rejects.toMatchObject({ status: 429, code: 20429 });
  running.sandbox.faults.add({ vendor: 'twilio', kind: 'answer_lost', times: 1 });
  await expect(send('+12065550152', 'once')).rejects.toThrow();
  expect(await client.messages.list({ to: '+12065550152' })).toHaveLength(1);
});

test.each([
  ['x'.repeat(160), 1],
  ['x'.repeat(161), 2],
  ['é'.repeat(160), 1],
  ['€'.repeat(81), 2],
  ['ü€'.repeat(53), 1],
  ['你'.repeat(70), 1],
  ['你'.repeat(71), 2],
])('counts segments as carriers do', (body, segments) => {
  expect(countSegments(body)).toBe(segments);
});
