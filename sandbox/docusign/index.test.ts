import { globalAgent } from 'node:https';
import PDFDocument from 'pdfkit';
import { listInbox } from '../inbox/inbox';
import { type RunningSandbox, startSandbox } from '../start';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';
import { signConnectBody } from './connect';
import { connectSdk, type EnvelopeDefinition, type SdkEnvelopes } from './testing/sdk';

const account = 'sandbox-account';
let running: RunningSandbox;
let receiver: WebhookReceiver;
let envelopes: SdkEnvelopes;
let pdf: Buffer;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  running = await startSandbox({ webhookBase: `${receiver.base}/webhooks`, objectStorage: false });
  // The product trusts the sandbox's CA through NODE_EXTRA_CA_CERTS, which Node reads only when it starts.
  globalAgent.options.ca = running.sandbox.config.credentials.caCert;
  envelopes = await connectSdk(running);
  pdf = await makePdf();
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

function makePdf(): Promise<Buffer> {
  const document = new PDFDocument();
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.text('Residential lease').end();
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
}

const tenant = {
  email: 'ada@renter.test',
  name: 'Ada Okafor',
  recipientId: '1',
  routingOrder: '1',
  clientUserId: 'p1',
};
const landlord = { email: 'dana@owner.test', name: 'Dana Ruiz', recipientId: '2', routingOrder: '2' };

function definition(over: Partial<EnvelopeDefinition> = {}): EnvelopeDefinition {
  return {
    emailSubject: 'Lease of 418 Alder St, 2B',
    status: 'sent',
    documents: [{ documentBase64: pdf.toString('base64'), name: 'Lease.pdf', fileExtension: 'pdf', documentId: '1' }],
    recipients: { signers: [tenant, landlord] },
    eventNotification: {
      url: `${receiver.base}/webhooks/docusign`,
      includeHMAC: 'true',
      deliveryMode: 'SIM',
      events: ['sent', 'delivered', 'completed', 'declined', 'voided']
        .map((state) => `envelope-${state}`)
        .concat('recipient-completed'),
      eventData: { version: 'restv2.1', format: 'json', includeData: ['recipients'] },
    },
    ...over,
  };
}

async function create(over: Partial<EnvelopeDefinition> = {}): Promise<string> {
  return (await envelopes.createEnvelope(account, { envelopeDefinition: definition(over) })).envelopeId;
}

function view(signer: typeof tenant, returnUrl = 'http://127.0.0.1:9/done?lease=1') {
  const { email, name: userName, clientUserId } = signer;
  return { recipientViewRequest: { returnUrl, authenticationMethod: 'none', email, userName, clientUserId } };
}

async function postForm(url: string, form: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
}

async function connectEvent(envelopeId: string, event: string) {
  const webhook = await receiver.next(({ body }) => body.includes(envelopeId) && body.includes(`"event":"${event}"`));
  expect(webhook.headers['x-docusign-signature-1']).toBe(signConnectBody(webhook.body, 'docusign_connect_sandbox'));
  return JSON.parse(webhook.body);
}

const refusal = (status: number, errorCode: string) => ({
  response: { status, data: { errorCode, message: expect.any(String) } },
});

test('a lease is signed by the tenant on the embedded page, then by the landlord from an email', async () => {
  const envelopeId = await create();
  await connectEvent(envelopeId, 'envelope-sent');
  expect((await envelopes.listRecipients(account, envelopeId)).signers.map(({ status }) => status)).toEqual([
    'sent',
    'created',
  ]);

  const { url } = await envelopes.createRecipientView(account, envelopeId, view(tenant));
  const signingPage = await (await fetch(url)).text();
  expect(signingPage).toContain('Ada Okafor');
  expect(signingPage).not.toContain('<script');
  const document = await fetch(`${url}/documents/1`);
  expect(Buffer.from(await document.arrayBuffer())).toEqual(pdf);

  const unconsented = await postForm(`${url}/sign`, { signature: 'Ada Okafor' });
  expect([unconsented.status, await unconsented.text()]).toEqual([422, expect.stringContaining('role="alert"')]);
  const signed = await postForm(`${url}/sign`, { consent: 'yes', signature: 'Ada Okafor' });
  expect(signed.status).toBe(303);
  expect(signed.headers.get('location')).toBe('http://127.0.0.1:9/done?lease=1&event=signing_complete');
  const told = await connectEvent(envelopeId, 'recipient-completed');
  expect(told.data).toMatchObject({ envelopeId, recipientId: '1', accountId: account });
  expect(told.data.envelopeSummary.recipients.signers[0].status).toBe('completed');

  const [invitation] = listInbox(running.sandbox, { to: landlord.email });
  const link = invitation?.links[0] ?? '';
  await fetch(link);
  await connectEvent(envelopeId, 'envelope-delivered');
  const thanks = await postForm(`${link}/sign`, { consent: 'yes', signature: 'Dana Ruiz' });
  expect([thanks.status, await thanks.text()]).toEqual([200, expect.stringContaining('You have signed')]);

  const completed = await connectEvent(envelopeId, 'envelope-completed');
  expect(completed.data.envelopeSummary.status).toBe('completed');
  expect(await envelopes.getEnvelope(account, envelopeId)).toMatchObject({
    status: 'completed',
    completedDateTime: expect.any(String),
  });
});

test('the combined document keeps the uploaded bytes in front and adds a page of signatures, always the same', async () => {
  const envelopeId = await create({ recipients: { signers: [tenant] } });
  const { url } = await envelopes.createRecipientView(account, envelopeId, view(tenant));
  await postForm(`${url}/sign`, { consent: 'yes', signature: 'Ada O.' });

  const combined = await envelopes.getDocument(account, envelopeId, 'combined');
  expect(combined.subarray(0, pdf.length)).toEqual(pdf);
  expect(combined.subarray(pdf.length).toString('latin1')).toContain('Ada O.');
  expect(combined.toString('latin1')).toMatch(/\/Count 2/);
  expect(await envelopes.getDocument(account, envelopeId, 'combined')).toEqual(combined);
  const certificate = await envelopes.getDocument(account, envelopeId, 'certificate');
  expect(certificate.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await envelopes.getDocument(account, envelopeId, 'certificate')).toEqual(certificate);
});

test('declining needs a reason and ends the envelope for everybody', async () => {
  const envelopeId = await create();
  const { url } = await envelopes.createRecipientView(account, envelopeId, view(tenant));
  expect((await postForm(`${url}/decline`, {})).status).toBe(422);
  const declined = await postForm(`${url}/decline`, { reason: 'Wrong rent' });
  expect(declined.headers.get('location')).toContain('event=decline');
  const told = await connectEvent(envelopeId, 'envelope-declined');
  expect(told.data.envelopeSummary.recipients.signers[0]).toMatchObject({
    status: 'declined',
    declinedReason: 'Wrong rent',
  });
  await expect(envelopes.createRecipientView(account, envelopeId, view(tenant))).rejects.toMatchObject({
    response: { status: 400 },
  });
});

test('an envelope is voided with a reason, once, and can then not be signed', async () => {
  const envelopeId = await create();
  const { url } = await envelopes.createRecipientView(account, envelopeId, view(tenant));
  const voiding = { envelope: { status: 'voided', voidedReason: 'Terms changed' } };
  await envelopes.update(account, envelopeId, voiding);
  expect((await connectEvent(envelopeId, 'envelope-voided')).data.envelopeSummary.voidedReason).toBe('Terms changed');
  await expect(envelopes.update(account, envelopeId, voiding)).rejects.toMatchObject(
    refusal(400, 'ENVELOPE_CANNOT_VOID_INVALID_STATE'),
  );
  const late = await postForm(`${url}/sign`, { consent: 'yes', signature: 'Ada' });
  expect(late.headers.get('location')).toContain('event=exception');
});

test('a wrong address is corrected: the new person is invited, the old link is dead', async () => {
  const remote = { ...landlord, routingOrder: '1', email: 'wrong@owner.test' };
  const envelopeId = await create({ recipients: { signers: [remote] } });
  const [old] = listInbox(running.sandbox, { to: 'wrong@owner.test' });
  const corrected = await envelopes.updateRecipients(account, envelopeId, {
    resendEnvelope: 'true',
    recipients: { signers: [{ recipientId: '2', email: 'right@owner.test', name: 'Dana Ruiz' }] },
  });
  expect(corrected.recipientUpdateResults[0]).toMatchObject({ errorDetails: { errorCode: 'SUCCESS' } });
  expect(listInbox(running.sandbox, { to: 'right@owner.test' })).toHaveLength(1);
  expect((await fetch(old?.links[0] ?? '')).status).toBe(404);
});

test('a resend writes again to whoever has not signed', async () => {
  const remote = { ...landlord, routingOrder: '1', email: 'slow@owner.test' };
  const envelopeId = await create({ recipients: { signers: [remote] } });
  await envelopes.update(account, envelopeId, { resendEnvelope: 'true', envelope: {} });
  expect(listInbox(running.sandbox, { to: 'slow@owner.test' })).toHaveLength(2);
});

test("refusals come in DocuSign's shape", async () => {
  const envelopeId = await create();
  await expect(envelopes.createEnvelope(account, { envelopeDefinition: { status: 'sent' } })).rejects.toMatchObject(
    refusal(400, 'INVALID_REQUEST_BODY'),
  );
  await expect(
    envelopes.createRecipientView(account, envelopeId, view({ ...tenant, clientUserId: 'someone else' })),
  ).rejects.toMatchObject(refusal(400, 'UNKNOWN_ENVELOPE_RECIPIENT'));
  await expect(envelopes.getEnvelope(account, 'no-such')).rejects.toMatchObject(
    refusal(404, 'ENVELOPE_DOES_NOT_EXIST'),
  );
  await expect(envelopes.getEnvelope('other-account', envelopeId)).rejects.toMatchObject(
    refusal(400, 'USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT'),
  );
  await expect(connectSdk(running, { userId: 'stranger' })).rejects.toMatchObject({
    response: { status: 400, data: { error: 'invalid_grant', error_description: 'user_not_found' } },
  });
});

test('after an answer was lost, the envelope is found by its transaction id or custom field', async () => {
  running.sandbox.faults.add({ vendor: 'docusign', kind: 'answer_lost', match: { method: 'POST' }, times: 1 });
  const customFields = { textCustomFields: [{ name: 'signing', value: 'sgn_1' }] };
  await expect(create({ transactionId: 'sgn_1', customFields })).rejects.toMatchObject({ code: 'ECONNRESET' });
  const byTransaction = await envelopes.listStatusChanges(account, { transactionIds: 'sgn_1' });
  expect(byTransaction.envelopes).toHaveLength(1);
  const byField = await envelopes.listStatusChanges(account, { fromDate: '2020-01-01', customField: 'signing=sgn_1' });
  expect(byField.envelopes?.[0]?.envelopeId).toBe(byTransaction.envelopes?.[0]?.envelopeId);
});

test('the hourly limit is answered as DocuSign answers it', async () => {
  running.sandbox.faults.add({ vendor: 'docusign', kind: 'status_429', times: 1 });
  await expect(envelopes.getEnvelope(account, 'x')).rejects.toMatchObject(
    refusal(429, 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'),
  );
});
