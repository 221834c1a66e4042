import { createHmac, sign } from 'node:crypto';
import { ownApi } from '../testing/own-api';

const api = ownApi();

type Posted = { path: string; body: string; headers: Record<string, string> };

const hmac = (algorithm: string, key: string, body: string) => createHmac(algorithm, key).update(body);
const JSON_TYPE = { 'Content-Type': 'application/json' };

function stripe(id: string): Posted {
  const body = JSON.stringify({ id, type: 'payment_intent.succeeded', created: 1, data: { object: { id: 'pi_1' } } });
  const t = Math.floor(Date.now() / 1000);
  const v1 = hmac('sha256', 'whsec_test', `${t}.${body}`).digest('hex');
  return { path: '/webhooks/stripe', body, headers: { ...JSON_TYPE, 'Stripe-Signature': `t=${t},v1=${v1}` } };
}

function docusign(): Posted {
  const body = JSON.stringify({
    event: 'envelope-completed',
    generatedDateTime: '2026-11-23T10:00:00Z',
    data: { envelopeId: 'e-1', envelopeSummary: {} },
  });
  const signature = hmac('sha256', 'docusign_test', body).digest('base64');
  return { path: '/webhooks/docusign', body, headers: { ...JSON_TYPE, 'X-DocuSign-Signature-1': signature } };
}

function checkr(): Posted {
  const body = JSON.stringify({
    id: 'evt_checkr',
    type: 'report.completed',
    created_at: '2026-11-23T10:00:00Z',
    data: { object: { id: 'r' } },
  });
  const signature = hmac('sha256', 'checkr_test', body).digest('hex');
  return { path: '/webhooks/checkr', body, headers: { ...JSON_TYPE, 'X-Checkr-Signature': signature } };
}

function twilio(): Posted {
  const params = { From: '+12065550142', To: '+15005550006', Body: 'STOP now, please', MessageSid: 'SM1' };
  const path = '/webhooks/twilio/messages';
  const tail = Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value)
    .join('');
  const signature = hmac('sha1', 'twilio_test', api.url + path + tail).digest('base64');
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': signature };
  return { path, body: new URLSearchParams(params).toString(), headers };
}

function sendgrid(): Posted {
  const events = ['a', 'b'].map((id) => ({ sg_event_id: id, event: 'delivered', timestamp: 1, message_id: 'msg_1' }));
  const body = `${JSON.stringify(events)}\r\n`;
  const t = String(Math.floor(Date.now() / 1000));
  const signature = sign('sha256', Buffer.from(t + body), api.sendgridPrivateKey).toString('base64');
  const prefix = 'X-Twilio-Email-Event-Webhook';
  return {
    path: '/webhooks/sendgrid',
    body,
    headers: { ...JSON_TYPE, [`${prefix}-Signature`]: signature, [`${prefix}-Timestamp`]: t },
  };
}

const post = ({ path, body, headers }: Posted) => fetch(api.url + path, { method: 'POST', body, headers });

const inbox = async (vendor: string) =>
  (
    await api.database.pool.query(
      'select event_ref, type, status, payload from webhook_inbox where vendor = $1 order by event_ref',
      [vendor],
    )
  ).rows;

const VENDORS = { stripe: () => stripe('evt_1'), docusign, checkr, twilio, sendgrid };

test.each([
  ['stripe', 1],
  ['docusign', 1],
  ['checkr', 1],
  ['twilio', 1],
  ['sendgrid', 2],
] as const)(
  '%s is believed by its signature, stored once however often it comes, and refused with another',
  async (vendor, events) => {
    const webhook = VENDORS[vendor]();
    const answers = await Promise.all([post(webhook), post(webhook), post(webhook)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await inbox(vendor)).toHaveLength(events);
    const forged = { ...webhook, body: webhook.body.replace(/\d|now/, 'x') };
    expect((await post(forged)).status).toBe(401);
    expect((await post({ ...webhook, headers: JSON_TYPE })).status).toBe(401);
    expect(await inbox(vendor)).toHaveLength(events);
  },
);

test('a body that is signed but no event is refused, and one that is too large', async () => {
  const t = Math.floor(Date.now() / 1000);
  const signed = (body: string): Posted => {
    const v1 = hmac('sha256', 'whsec_test', `${t}.${body}`).digest('hex');
    return { path: '/webhooks/stripe', body, headers: { ...JSON_TYPE, 'Stripe-Signature': `t=${t},v1=${v1}` } };
  };
  expect((await post(signed('not json'))).status).toBe(400);
  expect((await post(signed('[]'))).status).toBe(400);
  expect((await post(signed('x'.repeat(6_000_000)))).status).toBe(413);
});
