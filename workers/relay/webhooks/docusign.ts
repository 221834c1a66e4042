import { z } from 'zod';
import { workflowIds } from '../../../domain/workflow-ids';
import { leaseOfEnvelope } from '../../../store/envelopes/find-envelope';
import { NotYetKnown, type WebhookHandler } from './handler';

const message = z.object({ event: z.string(), data: z.object({ envelopeId: z.string() }) });

/**
 * News of an envelope: a signature, a refusal, the end. The fact is not taken from here, since messages come doubled
 * and out of order: the signing's workflow asks the service.
 */
export const handleDocusign: WebhookHandler = async ({ database, signal }, webhook) => {
  const read = message.safeParse(webhook.payload);
  if (!read.success) return 'ignored';
  const { envelopeId } = read.data.data;
  const leaseId = await leaseOfEnvelope(database, envelopeId);
  // Faster than the answer that names the envelope to us, or nobody's: a few tries tell.
  if (leaseId === null) throw new NotYetKnown('No lease has this envelope yet.');
  await signal({ workflowId: workflowIds.signing(leaseId), signal: 'envelopeChanged', args: [{ envelopeId }] });
  return 'handled';
};
