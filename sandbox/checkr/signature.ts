import { createHmac } from 'node:crypto';

/** `X-Checkr-Signature`: hex of HMAC-SHA256 of the exact body, the API key being the secret. */
export function signCheckrWebhook(body: string, apiKey: string): string {
  return createHmac('sha256', apiKey).update(body, 'utf8').digest('hex');
}
