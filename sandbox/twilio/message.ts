/** A message as kept here; instants are RFC 3339 and become RFC 2822 on the wire, as Twilio has it. */
export interface Message {
  sid: string;
  accountSid: string;
  messagingServiceSid?: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
  status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'received';
  /** Set on undelivered messages, e.g. 30003 for an unreachable handset. */
  errorCode?: number;
  statusCallback?: string;
  createdAt: string;
  updatedAt: string;
  sentAt?: string;
}

const apiVersion = '2010-04-01';

/** The resource as the API answers it. */
export function serializeMessage(message: Message): Record<string, unknown> {
  const uri = `/${apiVersion}/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const sent = message.status !== 'queued';
  return {
    account_sid: message.accountSid,
    api_version: apiVersion,
    body: message.body,
    date_created: toRfc2822(message.createdAt),
    date_sent: message.sentAt === undefined ? null : toRfc2822(message.sentAt),
    date_updated: toRfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode ?? null,
    error_message: message.errorCode === undefined ? null : 'Unreachable destination handset',
    from: message.from,
    messaging_service_sid: message.messagingServiceSid ?? null,
    num_media: String(message.mediaUrls.length),
    num_segments: String(message.mediaUrls.length > 0 ? 1 : countSegments(message.body)),
    price: sent && message.direction !== 'inbound' ? '-0.00790' : null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** `2026-11-23T01:02:03Z` → `Mon, 23 Nov 2026 01:02:03 +0000`. */
export function toRfc2822(instant: string): string {
  return new Date(instant).toUTCString().replace('GMT', '+0000');
}

const gsm7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** These take two places of the alphabet above. */
const gsm7Extension = '^{}\\[~]|€';

/** SMS segments of a body: 160 GSM-7 places (153 when split), or 70 UTF-16 units (67 when split) otherwise. */
export function countSegments(body: string): number {
  const characters = [...body];
  const isGsm = characters.every((character) => gsm7.includes(character) || gsm7Extension.includes(character));
  const length = isGsm
    ? characters.length + characters.filter((character) => gsm7Extension.includes(character)).length
    : body.length;
  const [single, split] = isGsm ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / split);
}
