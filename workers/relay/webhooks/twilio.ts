import { z } from 'zod';
import { smsRequestOf } from '../../../domain/messages';
import { messageOfVendorRef, recordDeliveryReport } from '../../../store/messages/delivery-reports';
import { enqueueSmsReply, partiesByPhone, setSmsOptOut } from '../../../store/messages/sms-consent';
import { NotYetKnown, type WebhookContext, type WebhookHandler } from './handler';

const statusReport = z.looseObject({
  MessageSid: z.string(),
  MessageStatus: z.string(),
  ErrorCode: z.string().optional(),
});
const inboundText = z.looseObject({
  MessageSid: z.string(),
  From: z.string(),
  Body: z.string().default(''),
  OptOutType: z.string().optional(),
});

const ARRIVED = new Set(['delivered', 'read']);
const LOST = new Set(['undelivered', 'failed']);

/** Reports about texts that we sent, and texts that people sent to our number: STOP, HELP and START in their words. */
export const handleTwilio: WebhookHandler = (context, { type, payload }) =>
  type === 'message.inbound'
    ? handleInbound(context, inboundText.parse(payload))
    : handleStatus(context, statusReport.parse(payload));

async function handleStatus(context: WebhookContext, report: z.output<typeof statusReport>) {
  const { MessageSid: sid, MessageStatus: status, ErrorCode: code } = report;
  if (!ARRIVED.has(status) && !LOST.has(status)) return 'ignored';
  const message = await messageOfVendorRef(context.database, sid);
  if (message === null) throw new NotYetKnown('The text is not ours, or its sending is not written down yet.');
  await recordDeliveryReport(context.database, {
    ...message,
    channel: 'sms',
    outcome: ARRIVED.has(status) ? 'delivered' : 'failed',
    vendorRef: sid,
    reason: code,
  });
  return 'handled';
}

async function handleInbound(context: WebhookContext, text: z.output<typeof inboundText>) {
  const { database, now } = context;
  const request = smsRequestOf(text.Body);
  if (request === null) return 'ignored';
  const parties = await partiesByPhone(database, text.From);
  if (request === 'stop') await setSmsOptOut(database, parties, now());
  if (request === 'start') await setSmsOptOut(database, parties, null);
  const [party] = parties;
  // Twilio has answered its own keywords by itself; the number is one for all organizations, so one answer is enough.
  if (party === undefined || text.OptOutType !== undefined || request === 'start') return 'handled';
  await enqueueSmsReply(database, {
    party,
    phone: text.From,
    kind: request === 'stop' ? 'sms_stop_confirmed' : 'sms_help',
    inboundRef: text.MessageSid,
  });
  return 'handled';
}
