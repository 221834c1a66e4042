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

/** A verified event of the screening provider. */
export interface ScreeningEvent {
  id: string;
  /** `invitation.completed`, `invitation.expired`, `report.completed`, `report.suspended`, … */
  type: string;
  createdAt: Date;
  object: JsonObject;
}

export interface CheckrWebhook {
  rawBody: Buffer;
  headers: WebhookHeaders;
  /** The API key signs. */
  apiKey: string;
}

/**
 * Believes a Checkr webhook or refuses it: `X-Checkr-Signature`, hex HMAC-SHA256 of the body under the API key. It
 * carries no signed timestamp; replays are stopped by the event's id in the inbox.
 * @throws WebhookRefused
 */
export function verifyCheckrWebhook({ rawBody, headers, apiKey }: CheckrWebhook): ScreeningEvent {
  const signature = headerValue(headers, 'x-checkr-signature');
  if (signature === undefined) throw new WebhookRefused('missing_signature');
  const expected = createHmac('sha256', apiKey).update(rawBody).digest();
  if (!sameSignature(expected, Buffer.from(signature, 'hex'))) throw new WebhookRefused('bad_signature');
  const body = parseJson(rawBody);
  if (!isJsonObject(body) || !isJsonObject(body.data) || !isJsonObject(body.data.object)) {
    throw new WebhookRefused('malformed');
  }
  const createdAt = new Date(textField(body, 'created_at'));
  if (Number.isNaN(createdAt.getTime())) throw new WebhookRefused('malformed');
  return { id: textField(body, 'id'), type: textField(body, 'type'), createdAt, object: body.data.object };
}
