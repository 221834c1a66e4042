import { globalAgent } from 'node:https';
import { connectSdk } from '../../sandbox/docusign/testing/sdk';
import { type RunningSandbox, startSandbox } from '../../sandbox/start';
import { startWebhookReceiver, type WebhookReceiver } from '../../sandbox/testing/webhook-receiver';
import { loadSpec } from './load-spec';

const spec = loadSpec('docusign.esignature.rest.swagger-v2.1.json');
const whenPresent = spec === undefined ? test.skip : test;
const root = '/restapi/v2.1/accounts/sandbox-account';
let running: RunningSandbox;
let receiver: WebhookReceiver;
let bearer = '';

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  running = await startSandbox({ objectStorage: false });
  globalAgent.options.ca = running.sandbox.config.credentials.caCert;
  await connectSdk(running, {
    onToken: (token) => {
      bearer = token;
    },
  });
});

afterAll(async () => {
  await running.close();
  await receiver.close();
});

// The answers are read as they come, not through the SDK, which drops what it does not know.
async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(running.url + root + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return JSON.parse(await response.text());
}

const signers = [
  { recipientId: '1', name: 'Ada Okafor', email: 'ada@renter.test', routingOrder: '1', clientUserId: 'p1' },
  { recipientId: '2', name: 'Dana Ruiz', email: 'dana@owner.test', routingOrder: '2', tabs: { signHereTabs: [] } },
];

function definition(): object {
  return {
    status: 'sent',
    emailSubject: 'Lease',
    emailBlurb: 'Please sign',
    transactionId: 'sgn_1',
    documents: [{ documentId: '1', name: 'Lease', fileExtension: 'pdf', documentBase64: btoa('%PDF-1.4 lease') }],
    recipients: { signers },
    customFields: { textCustomFields: [{ name: 'lease_id', value: 'lease_1', show: 'false', required: 'false' }] },
    notification: { expirations: { expireEnabled: 'true', expireAfter: '30', expireWarn: '2' } },
    eventNotification: {
      url: `${receiver.base}/connect`,
      includeHMAC: 'true',
      deliveryMode: 'SIM',
      events: ['envelope-completed', 'envelope-voided'],
      eventData: { version: 'restv2.1', format: 'json', includeData: ['recipients', 'documents', 'custom_fields'] },
    },
  };
}

const expectFit = (name: string, value: unknown) => expect(spec?.problems(`/definitions/${name}`, value)).toEqual([]);

async function sign(envelope_id: string, recipient_id: string): Promise<void> {
  await fetch(`${running.url}/control/docusign/sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ envelope_id, recipient_id }),
  });
}

whenPresent("the answers of an envelope's life fit DocuSign's description", async () => {
  expectFit('envelopeDefinition', definition());
  const created = await call('POST', '/envelopes', definition());
  expectFit('envelopeSummary', created);
  const path = `/envelopes/${created.envelopeId}`;
  const view = { returnUrl: 'http://127.0.0.1/done', authenticationMethod: 'none', userName: 'Ada Okafor' };
  expectFit(
    'viewUrl',
    await call('POST', `${path}/views/recipient`, { ...view, email: 'ada@renter.test', clientUserId: 'p1' }),
  );
  const corrected = { signers: [{ recipientId: '2', name: 'Dana Ruiz', email: 'd.ruiz@owner.test' }] };
  expectFit('recipientsUpdateSummary', await call('PUT', `${path}/recipients`, corrected));
  await sign(String(created.envelopeId), '1');
  await sign(String(created.envelopeId), '2');
  expectFit('envelope', await call('GET', `${path}?include=recipients,tabs,custom_fields,documents`));
  expectFit('recipients', await call('GET', `${path}/recipients?include_tabs=true`));
  expectFit('envelopeDocumentsResult', await call('GET', `${path}/documents`));
  expectFit('envelopeAuditEventResponse', await call('GET', `${path}/audit_events`));
  expectFit('envelopesInformation', await call('GET', '/envelopes?transaction_ids=sgn_1&include=recipients'));
  const completed = await receiver.next(({ body }) => body.includes('envelope-completed'));
  // The bytes of the documents are Connect's own addition to the envelope.
  const summary: unknown = JSON.parse(completed.body, (key, value: unknown) =>
    key === 'PDFBytes' ? undefined : value,
  );
  expect(completed.body).toContain('PDFBytes');
  expectFit('envelope', Object(summary).data.envelopeSummary);
});

whenPresent("a voided envelope and refusals fit DocuSign's description", async () => {
  const { envelopeId } = await call('POST', '/envelopes', definition());
  const voiding = { status: 'voided', voidedReason: 'Terms changed' };
  expectFit('envelopeUpdateSummary', await call('PUT', `/envelopes/${envelopeId}`, voiding));
  expectFit('envelope', await call('GET', `/envelopes/${envelopeId}`));
  expectFit('errorDetails', await call('PUT', `/envelopes/${envelopeId}`, voiding));
  expectFit('errorDetails', await call('POST', '/envelopes', { status: 'sent' }));
});

const connect = loadSpec('docusign.connect.schema-v2.json');
(connect === undefined ? test.skip : test)(
  "a Connect message has the parts of DocuSign's example message",
  async () => {
    const { envelopeId } = await call('POST', '/envelopes', definition());
    await call('PUT', `/envelopes/${envelopeId}`, { status: 'voided', voidedReason: 'Terms changed' });
    const webhook = await receiver.next(
      ({ body }) => body.includes('envelope-voided') && body.includes(`${envelopeId}`),
    );
    expect(Object.keys(JSON.parse(webhook.body)).sort()).toEqual(
      ['apiVersion', 'configurationId', 'data', 'event', 'generatedDateTime', 'retryCount', 'uri'].sort(),
    );
  },
);

whenPresent('the check itself can fail', () => {
  expect(spec?.problems('/definitions/envelope', { status: 5 })).not.toEqual([]);
  expect(spec?.problems('/definitions/envelope', { statuss: 'sent' })).not.toEqual([]);
});
