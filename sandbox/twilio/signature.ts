import { createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature` of a form webhook: base64 of HMAC-SHA1 over the full URL and each parameter's name and value,
 * in order of the names.
 */
export function signTwilioWebhook(url: string, body: string, authToken: string): string {
  const params = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signed = url + params.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
