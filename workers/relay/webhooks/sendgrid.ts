import { z } from 'zod';
import { recordDeliveryReport } from '../../../store/messages/delivery-reports';
import { organizationAndMessage } from '../email-reference';
import type { WebhookHandler } from './handler';

const emailEvent = z.looseObject({
  event: z.string(),
  message_id: z.string().optional(),
  sg_message_id: z.string().optional(),
  reason: z.string().optional(),
  type: z.string().optional(),
});

const OUTCOMES = new Map<string, 'accepted' | 'delivered' | 'failed'>([
  ['processed', 'accepted'],
  ['delivered', 'delivered'],
  ['bounce', 'failed'],
  ['dropped', 'failed'],
]);

/** What became of the emails that we sent. It also proves that one was sent whose answer never reached us. */
export const handleSendgrid: WebhookHandler = async ({ database }, { payload }) => {
  const event = emailEvent.parse(payload);
  const outcome = OUTCOMES.get(event.event);
  const reference = organizationAndMessage(event.message_id);
  if (outcome === undefined || reference === null) return 'ignored';
  await recordDeliveryReport(database, {
    ...reference,
    channel: 'email',
    outcome,
    vendorRef: event.sg_message_id ?? null,
    // The vendor's own reason quotes the address.
    reason: outcome === 'failed' ? `${event.event}${event.type ? ` (${event.type})` : ''}` : undefined,
  });
  return 'handled';
};
