import { createHmac } from 'node:crypto';
import { headerValue, sameSignature, type WebhookHeaders, WebhookRefused } from './refusal';

/** A text that somebody sent to our number. */
export interface InboundText {
  kind: 'inbound';
  sid: string;
  from: string;
  to: string;
  body: string;
  /** Set where Twilio itself handled a keyword (STOP, START, HELP). */
  optOut: 'stop' | 'start' | 'help' | null;
}

/** What became of a text we sent. */
export interface TextStatus {
  kind: 'status';
  sid: string;
  status: string;
  errorCode: string | null;
}

export type TextEvent = InboundText | TextStatus;

export type FormParams = Readonly<Record<string, string | readonly string[]>>;

export interface TwilioWebhook {
  /** The full public URL Twilio called, with its query, exactly as configured there. */
  url: string;
  params: FormParams;
  headers: WebhookHeaders;
  authToken: string;
}

/**
 * Believes a Twilio webhook or refuses it: base64 HMAC-SHA1 over the URL followed by the sorted form parameters
 * (Twilio's documentation, "Validating requests"). Proxies add or drop the standard port, so both spellings are tried.
 * It carries no timestamp; replays are stopped by sid and status in the inbox.
 * @throws WebhookRefused
 */
export function verifyTwilioWebhook({ url, params, headers, authToken }: TwilioWebhook): TextEvent {
  const signature = headerValue(headers, 'x-twilio-signature');
  if (signature === undefined) throw new WebhookRefused('missing_signature');
  const given = Buffer.from(signature, 'base64');
  const matches = spellings(url).some((spelling) => sameSignature(sign(authToken, spelling, params), given));
  if (!matches) throw new WebhookRefused('bad_signature');
  return readEvent(params);
}

function sign(authToken: string, url: string, params: FormParams): Buffer {
  const tail = Object.keys(params)
    .sort()
    .map((name) => {
      const value = params[name] ?? '';
      // A repeated parameter counts once per distinct value, sorted.
      return typeof value === 'string'
        ? name + value
        : [...new Set(value)]
            .sort()
            .map((one) => name + one)
            .join('');
    })
    .join('');
  return createHmac('sha1', authToken)
    .update(url + tail, 'utf8')
    .digest();
}

/** The URL as given, and with its standard port added or left out. (URL itself forgets whether it was there.) */
function spellings(url: string): string[] {
  const parts = /^(https?):\/\/([^/?#:]+)(:\d+)?(.*)$/s.exec(url);
  if (parts === null) return [url];
  const [, scheme, host, port, rest] = parts;
  const standard = scheme === 'https' ? ':443' : ':80';
  if (port === undefined) return [url, `${scheme}://${host}${standard}${rest}`];
  return port === standard ? [url, `${scheme}://${host}${rest}`] : [url];
}

function readEvent(params: FormParams): TextEvent {
  const sid = text(params, 'MessageSid') ?? text(params, 'SmsSid');
  if (sid === undefined) throw new WebhookRefused('malformed');
  const status = text(params, 'MessageStatus');
  if (status !== undefined) return { kind: 'status', sid, status, errorCode: text(params, 'ErrorCode') ?? null };
  const from = text(params, 'From');
  const to = text(params, 'To');
  if (from === undefined || to === undefined) throw new WebhookRefused('malformed');
  return { kind: 'inbound', sid, from, to, body: text(params, 'Body') ?? '', optOut: optOut(params) };
}

function optOut(params: FormParams): InboundText['optOut'] {
  const word = text(params, 'OptOutType')?.toLowerCase();
  return word === 'stop' || word === 'start' || word === 'help' ? word : null;
}

function text(params: FormParams, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
