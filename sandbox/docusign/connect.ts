import { createHmac } from 'node:crypto';
import type { Sandbox } from '../core/sandbox';
import { renderDocument } from './documents';
import type { Envelope, Occurrence } from './envelope';
import { serializeEnvelope, serializeRecipients } from './serialize-envelope';

/** `X-DocuSign-Signature-1`: base64 of HMAC-SHA256 over the exact body. */
export function signConnectBody(body: string, connectKey: string): string {
  return createHmac('sha256', connectKey).update(body, 'utf8').digest('base64');
}

/** Tells the sender's listener each occurrence it subscribed to, one JSON SIM message each. */
export async function notifyConnect(
  sandbox: Sandbox,
  envelope: Envelope,
  occurrences: readonly Occurrence[],
): Promise<void> {
  const subscription = envelope.eventNotification;
  if (subscription === undefined) return;
  const wanted = occurrences.filter(({ event }) => subscription.events.includes(event));
  for (const occurrence of wanted) {
    const body = JSON.stringify(await buildMessage(sandbox, envelope, occurrence));
    sandbox.webhooks.send({
      vendor: 'docusign',
      url: subscription.url,
      body,
      headers: () => ({
        'user-agent': 'DocuSign-Connect/2.0',
        ...(subscription.includeHmac
          ? { 'x-docusign-signature-1': signConnectBody(body, sandbox.config.accounts.docusign.connectKey) }
          : {}),
      }),
    });
  }
}

async function buildMessage(
  sandbox: Sandbox,
  envelope: Envelope,
  occurrence: Occurrence,
): Promise<Record<string, unknown>> {
  const { accountId, userId } = sandbox.config.accounts.docusign;
  const include = envelope.eventNotification?.includeData ?? [];
  return {
    event: occurrence.event,
    apiVersion: 'v2.1',
    uri: `/restapi/v2.1/accounts/${accountId}/envelopes/${envelope.envelopeId}`,
    retryCount: 0,
    configurationId: 10_000_001,
    generatedDateTime: sandbox.now().toISOString(),
    data: {
      accountId,
      userId,
      envelopeId: envelope.envelopeId,
      ...(occurrence.recipientId === undefined ? {} : { recipientId: occurrence.recipientId }),
      ...(include.length === 0 ? {} : { envelopeSummary: await summarize(envelope, include) }),
    },
  };
}

async function summarize(envelope: Envelope, include: readonly string[]): Promise<Record<string, unknown>> {
  return {
    ...serializeEnvelope(envelope),
    ...(include.includes('custom_fields') ? { customFields: envelope.customFields ?? {} } : {}),
    ...(include.includes('recipients') ? { recipients: serializeRecipients(envelope, include.includes('tabs')) } : {}),
    ...(include.includes('documents') ? { envelopeDocuments: await attachDocuments(envelope) } : {}),
  };
}

async function attachDocuments(envelope: Envelope): Promise<Record<string, unknown>[]> {
  const attached = envelope.documents.map(async (document, index) => ({
    documentId: document.documentId,
    name: document.name,
    type: 'content',
    uri: `/envelopes/${envelope.envelopeId}/documents/${document.documentId}`,
    order: String(index + 1),
    PDFBytes: (await renderDocument(envelope, document.documentId)).pdf.toString('base64'),
  }));
  return Promise.all(attached);
}
