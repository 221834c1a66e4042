import { createHmac } from 'node:crypto';
import {
  headerValue,
  isJsonObject,
  type JsonObject,
  parseJson,
  refuseStale,
  sameSignature,
  textField,
  type WebhookHeaders,
  WebhookRefused,
} from './refusal';

/** A verified Stripe event; `object` is the snapshot Stripe sent, to be read with care. */
export interface PaymentEvent {
  id: string;
  type: string;
  createdAt: Date;
  /** The connected account it happened in, if any. */
  account: string | null;
  object: JsonObject;
}

export interface StripeWebhook {
  rawBody: Buffer;
  headers: WebhookHeaders;
  /** Endpoint secrets; several while rotating. */
  secrets: readonly string[];
  now?: Date;
}

/**
 * Believes a Stripe webhook or refuses it: `Stripe-Signature: t=…,v1=…` with hex HMAC-SHA256 over `t.body`, at most
 * 300 s old (Stripe's documentation, "Verify webhook signatures manually").
 * @throws WebhookRefused
 */
export function verifyStripeWebhook({ rawBody, headers, secrets, now = new Date() }: StripeWebhook): PaymentEvent {
  const header = headerValue(headers, 'stripe-signature');
  if (header === undefined) throw new WebhookRefused('missing_signature');
  const parts = header.split(',').map((part) => part.trim().split('=', 2));
  const timestamp = parts.find(([name]) => name === 't')?.[1];
  const given = parts.flatMap(([name, value]) => (name === 'v1' && value ? [Buffer.from(value, 'hex')] : []));
  if (timestamp === undefined || given.length === 0) throw new WebhookRefused('missing_signature');

  const expected = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest(),
  );
  if (!expected.some((mine) => given.some((theirs) => sameSignature(mine, theirs)))) {
    throw new WebhookRefused('bad_signature');
  }
  refuseStale(Number(timestamp), now);
  return readEvent(parseJson(rawBody));
}

function readEvent(body: unknown): PaymentEvent {
  if (!isJsonObject(body) || !isJsonObject(body.data) || !isJsonObject(body.data.object)) {
    throw new WebhookRefused('malformed');
  }
  if (typeof body.created !== 'number') throw new WebhookRefused('malformed');
  return {
    id: textField(body, 'id'),
    type: textField(body, 'type'),
    createdAt: new Date(body.created * 1000),
    account: typeof body.account === 'string' ? body.account : null,
    object: body.data.object,
  };
}
