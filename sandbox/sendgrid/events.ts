import { createSign, type KeyObject, randomBytes } from 'node:crypto';
import type { Sandbox } from '../core/sandbox';

/** A mail that reached one recipient or failed to; what the events about it carry. */
export interface SentMail {
  /** `X-Message-Id` of the answer. */
  messageId: string;
  email: string;
  customArgs: Record<string, string>;
  categories: string[];
}

export type EventName =
  | 'processed'
  | 'delivered'
  | 'deferred'
  | 'bounce'
  | 'dropped'
  | 'open'
  | 'click'
  | 'spamreport'
  | 'unsubscribe';

/** Headers of the signed event webhook: ECDSA P-256 with SHA-256 over the timestamp and the exact body. */
export function signEvents(body: string, privateKey: KeyObject, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createSign('sha256')
    .update(timestamp + body)
    .sign(privateKey)
    .toString('base64');
  return {
    'user-agent': 'SendGrid Event API',
    'x-twilio-email-event-webhook-signature': signature,
    'x-twilio-email-event-webhook-timestamp': timestamp,
  };
}

/** Sends one batch with one event. Custom arguments lie beside the event's own fields, as SendGrid has it. */
export function reportEvent(
  sandbox: Sandbox,
  mail: SentMail,
  event: EventName,
  detail: Record<string, string> = {},
): void {
  const batch = [
    {
      ...mail.customArgs,
      email: mail.email,
      timestamp: Math.floor(sandbox.now().getTime() / 1000),
      event,
      sg_event_id: randomBytes(16).toString('base64url'),
      sg_message_id: `${mail.messageId}.recvd-sandbox-1-0`,
      'smtp-id': `<${mail.messageId}@ismtpd-sandbox>`,
      ...(mail.categories.length === 0 ? {} : { category: mail.categories }),
      ...detail,
    },
  ];
  sandbox.webhooks.send({
    vendor: 'sendgrid',
    url: sandbox.webhooks.url('sendgrid'),
    // SendGrid ends the batch with a line break, and the signature covers it.
    body: `${JSON.stringify(batch)}\r\n`,
  });
}
