import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  headerValue,
  isJsonObject,
  type JsonObject,
  parseJson,
  refuseStale,
  textField,
  type WebhookHeaders,
  WebhookRefused,
} from './refusal';

/** What became of an e-mail we sent. */
export interface EmailEvent {
  /** SendGrid's `sg_event_id`, unique per event. */
  id: string;
  /** `delivered`, `bounce`, `dropped`, `deferred`, `spamreport`, `unsubscribe`, … */
  type: string;
  createdAt: Date;
  /** Our own id of the message, given when it was sent. */
  messageId: string | null;
  object: JsonObject;
}

export interface SendgridWebhook {
  rawBody: Buffer;
  headers: WebhookHeaders;
  /** Base64 of the SubjectPublicKeyInfo. */
  publicKey: string;
  now?: Date;
}

/**
 * Believes a SendGrid event batch or refuses it: ECDSA P-256 with SHA-256 over timestamp and raw body, whose final
 * CRLF counts; at most 300 s old.
 * @throws WebhookRefused
 */
export function verifySendgridWebhook({
  rawBody,
  headers,
  publicKey,
  now = new Date(),
}: SendgridWebhook): EmailEvent[] {
  const signature = headerValue(headers, 'x-twilio-email-event-webhook-signature');
  const timestamp = headerValue(headers, 'x-twilio-email-event-webhook-timestamp');
  if (signature === undefined || timestamp === undefined) throw new WebhookRefused('missing_signature');
  const signed = Buffer.concat([Buffer.from(timestamp, 'utf8'), rawBody]);
  if (!verify('sha256', signed, spkiKey(publicKey), Buffer.from(signature, 'base64'))) {
    throw new WebhookRefused('bad_signature');
  }
  refuseStale(Number(timestamp), now);
  const body = parseJson(rawBody);
  if (!Array.isArray(body)) throw new WebhookRefused('malformed');
  return body.map(readEvent);
}

let lastKey: { base64: string; key: KeyObject } | undefined;

/** Read once: it is the same for every batch until it is changed. */
function spkiKey(base64: string): KeyObject {
  if (lastKey?.base64 !== base64) {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    lastKey = { base64, key };
  }
  return lastKey.key;
}

function readEvent(item: unknown): EmailEvent {
  if (!isJsonObject(item) || typeof item.timestamp !== 'number') throw new WebhookRefused('malformed');
  return {
    id: textField(item, 'sg_event_id'),
    type: textField(item, 'event'),
    createdAt: new Date(item.timestamp * 1000),
    messageId: typeof item.message_id === 'string' ? item.message_id : null,
    object: item,
  };
}
