import type { WebhookHeaders } from './webhooks/refusal';
import type { FormParams, TextEvent } from './webhooks/twilio';

export interface TextInput {
  /** E.164. */
  to: string;
  body: string;
  /** Where the vendor reports what became of it. */
  statusCallback?: string | undefined;
}

export interface SentText {
  sid: string;
  status: string;
  sentAt: Date;
}

/**
 * Sends text messages. Every method throws VendorFailure; one to a number that answered STOP is `rejected` with code
 * `opted_out`, one to a number that can't exist `rejected` with `invalid_number`.
 */
export interface TextMessages {
  /** Not repeatable: after `unknown_outcome` ask `findRecent` first. */
  sendText(input: TextInput): Promise<{ sid: string }>;
  /** The newest text with exactly this recipient and body, sent since the given instant; null if there is none. */
  findRecent(search: { to: string; body: string; since: Date }): Promise<SentText | null>;
  /** @param url the full public URL that was called. @throws WebhookRefused */
  verifyWebhook(url: string, params: FormParams, headers: WebhookHeaders): TextEvent;
}
