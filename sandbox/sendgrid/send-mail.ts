import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../core/sandbox';
import { deliverToInbox } from '../inbox/inbox';
import { type EventName, reportEvent, type SentMail } from './events';
import type { Mail, Personalization } from './mail';

/** A suppressed address: mail to it bounced once and is dropped from then on. */
export interface Bounce {
  created: number;
  email: string;
  reason: string;
  status: string;
}

const bounceReason = '550 5.1.1 The email account that you tried to reach does not exist.';

/** Delivers to every recipient of every personalization; returns the message id of the answer. */
export function sendMail(sandbox: Sandbox, mail: Mail): string {
  const messageId = randomBytes(16).toString('base64url');
  if (mail.mail_settings?.sandbox_mode?.enable) return messageId;
  for (const one of mail.personalizations) {
    for (const { email } of [...one.to, ...(one.cc ?? []), ...(one.bcc ?? [])]) {
      const sent: SentMail = {
        messageId,
        email,
        customArgs: { ...mail.custom_args, ...one.custom_args },
        categories: mail.categories ?? [],
      };
      sandbox.store.collection<SentMail>('sendgrid_sent').put(`${messageId} ${email.toLowerCase()}`, sent);
      deliver(sandbox, mail, one, sent);
    }
  }
  return messageId;
}

/**
 * What becomes of the mail depends on the address: `bounce…@` bounces, `defer…@` comes late, `spam…@` is reported,
 * a suppressed one is dropped, any other is delivered.
 */
function deliver(sandbox: Sandbox, mail: Mail, one: Personalization, sent: SentMail): void {
  const report = (event: EventName, detail?: Record<string, string>) => reportEvent(sandbox, sent, event, detail);
  const bounces = sandbox.store.collection<Bounce>('sendgrid_bounces');
  const address = sent.email.toLowerCase();
  if (bounces.get(address) !== undefined) {
    report('dropped', { reason: 'Bounced Address', status: '5.0.0' });
    return;
  }
  report('processed');
  if (address.startsWith('bounce')) {
    const created = Math.floor(sandbox.now().getTime() / 1000);
    bounces.put(address, { created, email: sent.email, reason: bounceReason, status: '5.1.1' });
    report('bounce', {
      reason: bounceReason,
      status: '5.1.1',
      type: 'bounce',
      bounce_classification: 'Invalid Address',
    });
    return;
  }
  if (address.startsWith('defer')) report('deferred', { response: '451 4.7.1 try again later', attempt: '1' });
  deliverToInbox(sandbox, { channel: 'email', to: sent.email, from: fromOf(mail), ...contentOf(mail, one) });
  report('delivered', { response: '250 OK' });
  if (address.startsWith('spam')) report('spamreport');
  if (mail.tracking_settings?.open_tracking?.enable && address.startsWith('open')) report('open', openDetail);
}

/** How an opened mail is described. */
export const openDetail = { useragent: 'Mozilla/5.0 (sandbox)', ip: '127.0.0.1', sg_content_type: 'html' };

function fromOf({ from }: Mail): string {
  return from.name ? `${from.name} <${from.email}>` : from.email;
}

function contentOf(mail: Mail, one: Personalization): { subject: string; text?: string; html?: string } {
  const fill = (text: string) =>
    Object.entries(one.substitutions ?? {}).reduce((filled, [key, value]) => filled.replaceAll(key, value), text);
  const part = (type: string) => mail.content?.find((content) => content.type === type)?.value;
  const html = part('text/html');
  const attached = (mail.attachments ?? []).map(({ filename }) => `[attachment: ${filename}]`);
  const plain = part('text/plain') ?? (mail.template_id === undefined ? undefined : `Template ${mail.template_id}`);
  const text = plain === undefined ? undefined : [plain, ...attached].join('\n');
  return {
    subject: fill(one.subject ?? mail.subject ?? ''),
    ...(text === undefined ? {} : { text: fill(text) }),
    ...(html === undefined ? {} : { html: fill(html) }),
  };
}
