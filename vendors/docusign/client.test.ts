import { randomUUID } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { type EnvelopeInput, type EnvelopeSigner, signatureAnchors } from '../signatures';
import { failureOf, rawOf, startVendorBench, type VendorBench } from '../testing/bench';

let bench: VendorBench;
let pdf: Buffer;

beforeAll(async () => {
  bench = await startVendorBench();
  pdf = await paperToSign();
});
afterAll(() => bench.close());

const signatures = () => bench.vendors.signatures;
const tenant: EnvelopeSigner = {
  recipientId: '1',
  name: 'Ada Okafor',
  email: 'ada@renter.test',
  routingOrder: 1,
  embeddedId: 'ten_1',
};
const landlord: EnvelopeSigner = {
  recipientId: '2',
  name: 'Dana Ruiz',
  email: 'dana@owner.test',
  routingOrder: 2,
  embeddedId: 'usr_1',
};

function paperToSign(): Promise<Buffer> {
  const doc = new PDFDocument();
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const { recipientId } of [tenant, landlord]) doc.text(signatureAnchors(recipientId).signature);
  doc.end();
  return new Promise((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
}

function envelope(): EnvelopeInput {
  return {
    transactionId: randomUUID(),
    leaseId: 'lease_1',
    organizationId: 'org_1',
    pdf,
    documentName: 'Lease.pdf',
    subject: 'Your lease of 418 Alder St, 2B',
    signers: [tenant, landlord],
    expiresInDays: 14,
    webhookUrl: `${bench.hooks.base}/webhooks/docusign`,
  };
}

async function sign(url: string): Promise<void> {
  const body = new URLSearchParams({ consent: 'yes', signature: 'Signed' });
  const answer = await fetch(url.replace(/\/?$/, '/sign'), { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBeLessThan(400);
}

test('tenant and landlord sign in turn from our links; papers and certificate can be fetched', async () => {
  const { envelopeId, alreadySent } = await signatures().sendEnvelope(envelope());
  expect(alreadySent).toBe(false);
  expect(await signatures().envelopeStatus(envelopeId)).toMatchObject({
    status: 'sent',
    signers: [
      { recipientId: '1', embeddedId: 'ten_1', status: 'sent' },
      { recipientId: '2', status: 'waiting' },
    ],
  });

  for (const signer of [tenant, landlord]) {
    await sign(await signatures().signingUrl(envelopeId, signer, 'https://tenure.test/signed'));
  }
  const status = await signatures().envelopeStatus(envelopeId);
  expect(status).toMatchObject({ status: 'completed', completedAt: expect.any(Date) });
  expect(status.signers.map((signer) => signer.status)).toEqual(['signed', 'signed']);

  const hook = await bench.hooks.next(({ body }) => body.includes('"event":"envelope-completed"'));
  const { rawBody, headers } = rawOf(hook);
  expect(signatures().verifyWebhook(rawBody, headers)).toMatchObject({ type: 'envelope-completed', envelopeId });

  for (const part of ['combined', 'certificate'] as const) {
    const file = await signatures().download(envelopeId, part);
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  }
  expect((await failureOf(signatures().voidEnvelope(envelopeId, 'too late'))).kind).toBe('rejected');
});

test('a refusal, a withdrawal and an expiry are told apart', async () => {
  const declined = await signatures().sendEnvelope(envelope());
  await bench.control('docusign/decline', {
    envelope_id: declined.envelopeId,
    recipient_id: '1',
    reason: 'Rent too high',
  });
  expect(await signatures().envelopeStatus(declined.envelopeId)).toMatchObject({
    status: 'declined',
    signers: [{ status: 'declined', declinedReason: 'Rent too high' }, {}],
  });

  const voided = await signatures().sendEnvelope(envelope());
  await signatures().voidEnvelope(voided.envelopeId, 'Terms changed');
  expect(await signatures().envelopeStatus(voided.envelopeId)).toMatchObject({
    status: 'voided',
    voidedReason: 'Terms changed',
  });

  const expired = await signatures().sendEnvelope(envelope());
  await bench.control('docusign/expire', { envelope_id: expired.envelopeId });
  expect(await signatures().envelopeStatus(expired.envelopeId)).toMatchObject({ status: 'voided' });
});

test('sending again after a lost answer finds the first envelope', async () => {
  const input = envelope();
  await bench.fault({ vendor: 'docusign', kind: 'answer_lost', match: { method: 'POST', path: 'envelopes$' } });
  expect((await failureOf(signatures().sendEnvelope(input))).kind).toBe('unknown_outcome');
  const found = await signatures().findEnvelope(input.transactionId);
  expect(found).not.toBeNull();
  expect(await signatures().sendEnvelope(input)).toEqual({ ...found, alreadySent: true });
});

test('a connection broken before the effect leaves nothing behind', async () => {
  const input = envelope();
  await bench.fault({ vendor: 'docusign', kind: 'reset', match: { method: 'POST', path: 'envelopes$' } });
  expect((await failureOf(signatures().sendEnvelope(input))).kind).toBe('unknown_outcome');
  expect(await signatures().findEnvelope(input.transactionId)).toBeNull();
});

test('too many requests, an outage, an unknown envelope', async () => {
  const get = { method: 'GET', path: '/envelopes/' };
  await bench.fault({ vendor: 'docusign', kind: 'status_429', match: get });
  expect((await failureOf(signatures().envelopeStatus(randomUUID()))).kind).toBe('rate_limited');
  await bench.fault({ vendor: 'docusign', kind: 'status_500', match: get });
  expect((await failureOf(signatures().envelopeStatus(randomUUID()))).kind).toBe('unavailable');
  expect((await failureOf(signatures().envelopeStatus(randomUUID()))).kind).toBe('not_found');
});

test('an address that is none is rejected without being quoted', async () => {
  const input = { ...envelope(), signers: [{ ...tenant, email: 'not-an-address' }] };
  const failure = await failureOf(signatures().sendEnvelope(input));
  expect(failure.kind).toBe('rejected');
  expect(failure.message).not.toContain('not-an-address');
});

test('many callers at once share one sign-in, and a wrong integration key is for a person to mend', async () => {
  const { docusign } = bench.config;
  const fresh = bench.vendorsWith({ docusign }).signatures;
  // A delay of nothing, to count the requests for a token.
  const counter = bench.running.sandbox.faults.add({
    vendor: 'docusign',
    kind: 'latency',
    latency_ms: 1,
    match: { method: 'POST', path: '/oauth/token' },
  });
  const calls = Array.from({ length: 9 }, () => fresh.findEnvelope(randomUUID()));
  await expect(Promise.all(calls)).resolves.toEqual(Array(9).fill(null));
  expect(counter.struck).toBe(1);
  bench.running.sandbox.faults.remove(counter.id);

  const wrong = bench.vendorsWith({ docusign: { ...docusign, integrationKey: 'other' } }).signatures;
  expect(await failureOf(wrong.findEnvelope(randomUUID()))).toMatchObject({ kind: 'misconfigured' });
});

test('an answer that never comes is given up on', async () => {
  const { docusign } = bench.config;
  const hasty = bench.vendorsWith({ docusign: { ...docusign, timeoutMs: 400 } }).signatures;
  await hasty.findEnvelope(randomUUID());
  await bench.control('faults', {
    vendor: 'docusign',
    kind: 'latency',
    latency_ms: 800,
    times: 1,
    match: { method: 'GET', path: 'envelopes' },
  });
  expect((await failureOf(hasty.findEnvelope(randomUUID()))).kind).toBe('unavailable');
});
