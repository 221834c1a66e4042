import { createHmac } from 'node:crypto';
import {
  headerValue,
  isJsonObject,
  type JsonObject,
  parseJson,
  sameSignature,
  textField,
  type WebhookHeaders,
  WebhookRefused,
} from './refusal';

/** A verified DocuSign Connect message (JSON, SIM format). */
export interface SignatureEvent {
  /** Connect sends no id: envelope, event and time together name it. */
  id: string;
  /** For example `envelope-completed`, `recipient-completed`, `envelope-declined`. */
  type: string;
  createdAt: Date;
  envelopeId: string;
  /** The recipient it is about, for `recipient-…` events. */
  recipientId: string | null;
  object: JsonObject;
}

export interface DocusignWebhook {
  rawBody: Buffer;
  headers: WebhookHeaders;
  keys: readonly string[];
}

/** DocuSign signs with every active key of the account, in headers numbered from 1; there are at most 100. */
const MAX_SIGNATURES = 100;

/**
 * Believes a DocuSign webhook or refuses it: `X-DocuSign-Signature-1…N`, each base64 HMAC-SHA256 over the body; any
 * may match. It carries no signed timestamp, so replays are stopped by the event's id in the inbox.
 * @throws WebhookRefused
 */
export function verifyDocusignWebhook({ rawBody, headers, keys }: DocusignWebhook): SignatureEvent {
  const given: Buffer[] = [];
  for (let n = 1; n <= MAX_SIGNATURES; n += 1) {
    const value = headerValue(headers, `x-docusign-signature-${n}`);
    if (value === undefined) break;
    given.push(Buffer.from(value, 'base64'));
  }
  if (given.length === 0) throw new WebhookRefused('missing_signature');
  const expected = keys.map((key) => createHmac('sha256', key).update(rawBody).digest());
  if (!expected.some((mine) => given.some((theirs) => sameSignature(mine, theirs)))) {
    throw new WebhookRefused('bad_signature');
  }
  return readEvent(parseJson(rawBody));
}

function readEvent(body: unknown): SignatureEvent {
  if (!isJsonObject(body) || !isJsonObject(body.data)) throw new WebhookRefused('malformed');
  const type = textField(body, 'event');
  const generated = textField(body, 'generatedDateTime');
  const envelopeId = textField(body.data, 'envelopeId');
  const createdAt = new Date(generated);
  if (Number.isNaN(createdAt.getTime())) throw new WebhookRefused('malformed');
  const recipientId = typeof body.data.recipientId === 'string' ? body.data.recipientId : null;
  const id = [envelopeId, type, recipientId ?? '-', createdAt.toISOString()].join('/');
  return { id, type, createdAt, envelopeId, recipientId, object: body.data };
}
