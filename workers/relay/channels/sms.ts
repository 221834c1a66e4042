import type { TextMessages } from '../../../vendors/text-messages';
import type { ChannelSender } from './channel';

/** Longer than the client's own timeout: what is not listed after that was never taken. */
const GRACE_MS = 20_000;

/** Text messages. @param apiUrl public address of the API, which takes the status reports */
export function smsChannel(texts: TextMessages, apiUrl: string): ChannelSender {
  return {
    channel: 'sms',
    address: ({ phone }) => phone,
    send: async ({ phone }, { sms }) => {
      const { sid } = await texts.sendText({
        to: phone ?? '',
        body: sms,
        statusCallback: `${apiUrl}/webhooks/twilio/status`,
      });
      return sid;
    },
    find: async ({ phone }, { sms }, since) =>
      (await texts.findRecent({ to: phone ?? '', body: sms, since }))?.sid ?? null,
    graceMs: GRACE_MS,
  };
}
