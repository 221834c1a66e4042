import { Client } from '@sendgrid/client';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { MailService } from '@sendgrid/mail';
import { listInbox } from '../inbox/inbox';
import { type RunningSandbox, startSandbox } from '../start';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';

const from = { email: 'home@tenure.test', name: 'Harbor & Pine' };
let running: RunningSandbox;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  running = await startSandbox({ webhookBase: `${receiver.base}/webhooks`, objectStorage: false });
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

function clientWith(key = 'SG.sandbox.key'): { client: Client; mail: MailService } {
  const client = new Client();
  client.setApiKey(key);
  client.setDefaultRequest('baseUrl', `${running.url}/sendgrid`);
  const mail = new MailService();
  mail.setClient(client);
  return { client, mail };
}

const letter = (to: string) => ({
  to,
  from,
  subject: 'Rent is due',
  text: 'Pay at http://127.0.0.1/pay/1',
  html: '<p>Pay <a href="http://127.0.0.1/pay/1">here</a></p>',
  customArgs: { message_id: 'msg_1' },
  categories: ['rent'],
});

async function eventOf(email: string, event: string): Promise<Record<string, unknown>> {
  const webhook = await receiver.next(({ body }) => body.includes(email) && body.includes(`"event":"${event}"`));
  const verifier = new EventWebhook();
  const key = verifier.convertPublicKeyToECDSA(running.sandbox.config.credentials.sendgridPublicKey);
  const signature = String(webhook.headers['x-twilio-email-event-webhook-signature']);
  const timestamp = String(webhook.headers['x-twilio-email-event-webhook-timestamp']);
  expect(verifier.verifySignature(key, webhook.body, signature, timestamp)).toBe(true);
  return JSON.parse(webhook.body)[0];
}

test('a mail is accepted, lies in the inbox, and its delivery is told with a signature', async () => {
  const [answer] = await clientWith().mail.send(letter('ada@renter.test'));
  expect(answer.statusCode).toBe(202);
  const messageId = String(answer.headers['x-message-id']);
  expect(await eventOf('ada@renter.test', 'delivered')).toMatchObject({
    message_id: 'msg_1',
    category: ['rent'],
    sg_message_id: expect.stringContaining(messageId),
    timestamp: expect.any(Number),
  });
  expect(listInbox(running.sandbox, { to: 'ada@renter.test' })).toMatchObject([
    { channel: 'email', subject: 'Rent is due', links: ['http://127.0.0.1/pay/1'] },
  ]);
});

test('an address beginning with "bounce" bounces, is suppressed, and can be forgiven', async () => {
  const { client, mail } = clientWith();
  const to = 'bounce.me@renter.test';
  await mail.send(letter(to));
  expect(await eventOf(to, 'bounce')).toMatchObject({ type: 'bounce', status: '5.1.1' });
  await mail.send(letter(to));
  expect(await eventOf(to, 'dropped')).toMatchObject({ reason: 'Bounced Address' });
  expect(listInbox(running.sandbox, { to })).toEqual([]);

  const [, listed] = await client.request({ method: 'GET', url: '/v3/suppression/bounces' });
  expect(listed).toMatchObject([{ email: to, status: '5.1.1' }]);
  await client.request({ method: 'DELETE', url: `/v3/suppression/bounces/${to}` });
  expect((await client.request({ method: 'GET', url: `/v3/suppression/bounces/${to}` }))[1]).toEqual([]);
});

test('opening a mail is told on demand', async () => {
  await clientWith().mail.send(letter('reader@renter.test'));
  await fetch(`${running.url}/control/sendgrid/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'reader@renter.test', event: 'open' }),
  });
  expect(await eventOf('reader@renter.test', 'open')).toMatchObject({ message_id: 'msg_1' });
});

test("a wrong key, a foreign sender and an unfinished mail are refused in SendGrid's shape", async () => {
  const { client, mail } = clientWith();
  const refused = (code: number, field: string | null) => ({
    code,
    response: { body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) } },
  });
  await expect(clientWith('SG.wrong').mail.send(letter('a@b.test'))).rejects.toMatchObject(refused(401, null));
  await expect(mail.send({ ...letter('a@b.test'), from: 'x@elsewhere.test' })).rejects.toMatchObject(
    refused(403, 'from'),
  );
  await expect(mail.send(letter('not an address'))).rejects.toMatchObject(
    refused(400, 'personalizations.0.to.0.email'),
  );
  const empty = client.request({ method: 'POST', url: '/v3/mail/send', body: { personalizations: [], from } });
  await expect(empty).rejects.toMatchObject(refused(400, 'content'));
});

test("faults come in SendGrid's shape, and a doubled webhook comes twice with the same event id", async () => {
  const { mail } = clientWith();
  running.sandbox.faults.add({ vendor: 'sendgrid', kind: 'status_429', times: 1 });
  await expect(mail.send(letter('busy@renter.test'))).rejects.toMatchObject({
    code: 429,
    response: { headers: { 'x-ratelimit-remaining': '0' } },
  });
  running.sandbox.faults.add({ vendor: 'sendgrid', kind: 'webhook_doubled', times: 2 });
  await mail.send(letter('twice@renter.test'));
  const event = await eventOf('twice@renter.test', 'delivered');
  const same = (body: string) => body.includes(String(event.sg_event_id));
  await receiver.next(({ body }) => same(body) && receiver.received.filter((each) => same(each.body)).length === 2);
});
