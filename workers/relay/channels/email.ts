import { localeOf } from '../../../domain/locales';
import { emailHtml } from '../../../domain/messages';
import type { EmailSender } from '../../../vendors/email';
import { emailReference } from '../email-reference';
import type { ChannelSender } from './channel';

/** The vendor can't be asked; its events, which carry our reference, come within seconds, seldom minutes. */
const GRACE_MS = 5 * 60_000;

/** Email. */
export function emailChannel(email: EmailSender): ChannelSender {
  return {
    channel: 'email',
    address: (message) => message.email,
    send: async ({ id, organizationId, email: to, locale }, words) => {
      const { vendorMessageId } = await email.sendEmail({
        to: to ?? '',
        subject: words.subject,
        text: words.text,
        html: emailHtml(words, localeOf(locale)),
        messageId: emailReference(organizationId, id),
      });
      return vendorMessageId;
    },
    find: async () => 'cannot_say',
    graceMs: GRACE_MS,
  };
}
