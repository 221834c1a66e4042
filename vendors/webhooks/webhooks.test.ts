import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import Stripe from 'stripe';
import { validateRequest } from 'twilio';
import { verifyCheckrWebhook } from './checkr';
import { verifyDocusignWebhook } from './docusign';
import { WebhookRefused } from './refusal';
import { verifySendgridWebhook } from './sendgrid';
import { verifyStripeWebhook } from './stripe';
import { verifyTwilioWebhook } from './twilio';

const now = new Date('2027-03-01T12:00:00Z');
const seconds = now.getTime() / 1000;

/** Why a webhook was refused; fails itself where it was believed. */
function refusal(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    if (error instanceof WebhookRefused) return error.reason;
    throw error;
  }
  throw new Error('The webhook was believed.');
}

const hmac = (algorithm: string, secret: string, text: string) => createHmac(algorithm, secret).update(text);

describe('Stripe', () => {
  const body = JSON.stringify({
    id: 'evt_1',
    type: 'payment_intent.succeeded',
    created: seconds,
    data: { object: { id: 'pi_1' } },
  });
  const rawBody = Buffer.from(body);
  const secrets = ['whsec_new', 'whsec_old'];
  const signed = (payload: string, secret: string, timestamp = seconds) => ({
    'stripe-signature': new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret, timestamp }),
  });

  test("believes what Stripe's SDK signs, with either secret while one is rotated", () => {
    for (const secret of secrets) {
      expect(verifyStripeWebhook({ rawBody, headers: signed(body, secret), secrets, now })).toEqual({
        id: 'evt_1',
        type: 'payment_intent.succeeded',
        createdAt: now,
        account: null,
        object: { id: 'pi_1' },
      });
    }
    const two = `t=${seconds},v1=${'0'.repeat(64)},${signed(body, 'whsec_old')['stripe-signature'].split(',')[1]},v0=ab`;
    expect(verifyStripeWebhook({ rawBody, headers: { 'stripe-signature': two }, secrets, now }).id).toBe('evt_1');
  });

  test.each([
    ['missing_signature', rawBody, {}],
    ['missing_signature', rawBody, { 'stripe-signature': 'nonsense' }],
    ['missing_signature', rawBody, { 'stripe-signature': `t=${seconds}` }],
    ['bad_signature', rawBody, { 'stripe-signature': `t=${seconds},v1=zz` }],
    ['bad_signature', rawBody, signed(body, 'whsec_other')],
    ['bad_signature', Buffer.from(`${body} `), signed(body, 'whsec_new')],
    ['stale', rawBody, signed(body, 'whsec_new', seconds - 301)],
    ['stale', rawBody, signed(body, 'whsec_new', seconds + 301)],
    ['malformed', Buffer.from('{'), signed('{', 'whsec_new')],
    ['malformed', Buffer.from('[]'), signed('[]', 'whsec_new')],
    ['malformed', Buffer.from('{"id":"evt_1"}'), signed('{"id":"evt_1"}', 'whsec_new')],
  ])('refuses as %s', (reason, given, headers) => {
    expect(refusal(() => verifyStripeWebhook({ rawBody: given, headers, secrets, now }))).toBe(reason);
  });
});

describe('DocuSign', () => {
  const body = JSON.stringify({
    event: 'recipient-completed',
    generatedDateTime: '2027-03-01T12:00:00Z',
    data: { envelopeId: 'e1', recipientId: '2' },
  });
  const sha = (text: string, key: string) => hmac('sha256', key, text).digest('base64');

  test('believes any of several numbered signatures', () => {
    const headers = { 'x-docusign-signature-1': sha(body, 'other'), 'x-docusign-signature-2': sha(body, 'key') };
    expect(verifyDocusignWebhook({ rawBody: Buffer.from(body), headers, keys: ['key'] })).toEqual({
      id: 'e1/recipient-completed/2/2027-03-01T12:00:00.000Z',
      type: 'recipient-completed',
      createdAt: now,
      envelopeId: 'e1',
      recipientId: '2',
      object: { envelopeId: 'e1', recipientId: '2' },
    });
  });

  test.each([
    ['missing_signature', body, {}],
    ['bad_signature', body, { 'x-docusign-signature-1': sha(body, 'other') }],
    ['bad_signature', `${body}\n`, { 'x-docusign-signature-1': sha(body, 'key') }],
    ['malformed', '{}', { 'x-docusign-signature-1': sha('{}', 'key') }],
  ])('refuses as %s', (reason, text, headers) => {
    expect(refusal(() => verifyDocusignWebhook({ rawBody: Buffer.from(text), headers, keys: ['key'] }))).toBe(reason);
  });
});

describe('Twilio', () => {
  const authToken = 'a'.repeat(32);
  const url = 'https://tenure.test/webhooks/twilio/messages?x=1';
  const params = { MessageSid: 'SM1', From: '+12065550142', To: '+15005550006', Body: 'Ça va', OptOutType: 'STOP' };
  const signatureOf = (address: string, given: Record<string, string>) => {
    const tail = Object.entries(given).sort().flat().join('');
    return hmac('sha1', authToken, address + tail).digest('base64');
  };
  const headers = { 'x-twilio-signature': signatureOf(url, params) };

  test("believes exactly what Twilio's SDK believes", () => {
    expect(validateRequest(authToken, headers['x-twilio-signature'], url, params)).toBe(true);
    expect(verifyTwilioWebhook({ url, params, headers, authToken })).toEqual({
      kind: 'inbound',
      sid: 'SM1',
      from: '+12065550142',
      to: '+15005550006',
      body: 'Ça va',
      optOut: 'stop',
    });
  });

  test('the standard port may be spelled out or not', () => {
    const spelled = { 'x-twilio-signature': signatureOf(url.replace('.test/', '.test:443/'), params) };
    expect(verifyTwilioWebhook({ url, params, headers: spelled, authToken }).sid).toBe('SM1');
    const withPort = url.replace('.test/', '.test:443/');
    expect(verifyTwilioWebhook({ url: withPort, params, headers, authToken }).sid).toBe('SM1');
  });

  test.each([
    ['missing_signature', url, params, {}],
    ['bad_signature', `${url}2`, params, headers],
    ['bad_signature', url, { ...params, Body: 'Other' }, headers],
    ['bad_signature', url, params, { 'x-twilio-signature': 'x'.repeat(28) }],
    ['malformed', url, {}, { 'x-twilio-signature': signatureOf(url, {}) }],
  ])('refuses as %s', (reason, address, given, withHeaders) => {
    const check = () => verifyTwilioWebhook({ url: address, params: given, headers: withHeaders, authToken });
    expect(refusal(check)).toBe(reason);
  });
});

describe('SendGrid', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const body = `${JSON.stringify([{ sg_event_id: 's1', event: 'bounce', timestamp: seconds, message_id: 'msg_1' }])}\r\n`;
  const signed = (text: string, at = seconds) => ({
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(at + text), pair.privateKey).toString(
      'base64',
    ),
    'x-twilio-email-event-webhook-timestamp': String(at),
  });

  test('believes a signed batch with its final line break', () => {
    const events = verifySendgridWebhook({ rawBody: Buffer.from(body), headers: signed(body), publicKey, now });
    expect(events).toMatchObject([{ id: 's1', type: 'bounce', messageId: 'msg_1', createdAt: now }]);
  });

  test.each([
    ['missing_signature', body, {}],
    ['bad_signature', body.trim(), signed(body)],
    ['bad_signature', body, { ...signed(body), 'x-twilio-email-event-webhook-signature': 'AAAA' }],
    ['stale', body, signed(body, seconds - 400)],
    ['malformed', '{}', signed('{}')],
    ['malformed', '[1]', signed('[1]')],
  ])('refuses as %s', (reason, text, headers) => {
    const check = () => verifySendgridWebhook({ rawBody: Buffer.from(text), headers, publicKey, now });
    expect(refusal(check)).toBe(reason);
  });
});

describe('Checkr', () => {
  test("agrees with the vendor's published vector", () => {
    const rawBody = Buffer.from('{"monday":"75F","tuesday":"80F"}');
    const headers = { 'x-checkr-signature': 'b7412f05e981a473b5ecbdb5393afaea02a679db6d7c8e56803512ec4ba98151' };
    // Believed, and only then found to be no event.
    expect(refusal(() => verifyCheckrWebhook({ rawBody, headers, apiKey: 'test-secret' }))).toBe('malformed');
    expect(refusal(() => verifyCheckrWebhook({ rawBody, headers, apiKey: 'other' }))).toBe('bad_signature');
    expect(refusal(() => verifyCheckrWebhook({ rawBody, headers: {}, apiKey: 'test-secret' }))).toBe(
      'missing_signature',
    );
  });

  test('reads an event', () => {
    const body = JSON.stringify({
      id: 'e1',
      type: 'report.completed',
      created_at: '2027-03-01T12:00:00Z',
      data: { object: { id: 'r1', result: 'clear' } },
    });
    const headers = { 'x-checkr-signature': hmac('sha256', 'key', body).digest('hex') };
    expect(verifyCheckrWebhook({ rawBody: Buffer.from(body), headers, apiKey: 'key' })).toEqual({
      id: 'e1',
      type: 'report.completed',
      createdAt: now,
      object: { id: 'r1', result: 'clear' },
    });
  });
});
