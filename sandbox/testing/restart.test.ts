import { mkdtempSync, rmSync } from 'node:fs';
import { globalAgent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSdk } from '../docusign/testing/sdk';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../start';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver';

const dataDir = mkdtempSync(join(tmpdir(), 'tenure-sandbox-'));
let receiver: WebhookReceiver;
let running: RunningSandbox;
let options: SandboxOptions;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  options = { dataDir, webhookBase: `${receiver.base}/webhooks`, objectStorage: false, checkrCompleteMs: 400 };
  running = await startSandbox(options);
  globalAgent.options.ca = running.sandbox.config.credentials.caCert;
});

afterAll(async () => {
  await running.close();
  await receiver.close();
  rmSync(dataDir, { recursive: true });
});

/** Everything comes back under the same address, as in the demo. */
async function restart(): Promise<void> {
  const port = Number(new URL(running.url).port);
  await running.close();
  running = await startSandbox({ ...options, port });
}

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(running.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return JSON.parse(await response.text());
}

test('a link to sign, sent before a restart, signs after it', async () => {
  const envelopes = await connectSdk(running);
  const { envelopeId } = await envelopes.createEnvelope('sandbox-account', {
    envelopeDefinition: {
      status: 'sent',
      emailSubject: 'Lease',
      documents: [{ documentId: '1', name: 'Lease', documentBase64: btoa('%PDF-1.4') }],
      recipients: { signers: [{ recipientId: '1', name: 'Ada', email: 'ada@renter.test' }] },
      eventNotification: { url: `${receiver.base}/connect`, events: ['envelope-completed'] },
    },
  });
  await restart();
  const inbox: { data: { links: string[] }[] } = JSON.parse(
    await (await fetch(`${running.url}/inbox.json?to=ada@renter.test`)).text(),
  );
  const body = new URLSearchParams({ consent: 'yes', signature: 'Ada' });
  await fetch(`${inbox.data[0]?.links[0]}/sign`, { method: 'POST', body });
  await receiver.next((webhook) => webhook.path === '/connect' && webhook.body.includes(envelopeId));
});

test('a background check under way at a restart still completes', async () => {
  const authorization = { authorization: `Basic ${btoa('checkr_sandbox_key:')}` };
  const candidate = await post(
    '/checkr/v1/candidates',
    { email: 'ada@renter.test', last_name: 'Okafor' },
    authorization,
  );
  const invitation = await post(
    '/checkr/v1/invitations',
    { candidate_id: candidate.id, package: 'tenant_basic', work_locations: [{ country: 'US' }] },
    authorization,
  );
  const body = new URLSearchParams({ consent: 'yes', dob: '1991-02-03', ssn_last_four: '4321' });
  await fetch(invitation.invitation_url, { method: 'POST', body });
  await restart();
  await receiver.next((webhook) => webhook.body.includes('report.completed') && webhook.body.includes(candidate.id));
});

test('a text under way at a restart is still delivered, and who said STOP stays silent', async () => {
  const path = `/twilio/api.twilio.com/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;
  const headers = { authorization: `Basic ${btoa(`AC${'0'.repeat(32)}:${'a'.repeat(32)}`)}` };
  const send = async (To: string) => {
    const StatusCallback = `${receiver.base}/status`;
    const body = new URLSearchParams({ To, From: '+15005550006', Body: 'Hello', StatusCallback });
    return fetch(running.url + path, { method: 'POST', headers, body });
  };
  await post('/control/twilio/inbound', { from: '+12065550188', body: 'STOP' });
  await send('+12065550189');
  await restart();
  await receiver.next((webhook) => webhook.path === '/status' && webhook.body.includes('MessageStatus=delivered'));
  expect((await send('+12065550188')).status).toBe(400);
});
