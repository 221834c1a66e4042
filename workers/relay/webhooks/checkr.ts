import { z } from 'zod';
import { workflowIds } from '../../../domain/workflow-ids';
import { applicationOfScreening } from '../../../store/screenings/find-screening';
import { NotYetKnown, type WebhookHandler } from './handler';

const event = z.object({
  type: z.string(),
  data: z.object({
    object: z.object({ id: z.string(), candidate_id: z.string().nullish() }),
  }),
});

/**
 * News of a background check. The fact is not taken from here: whoever waits for it asks the agency. After the
 * screening has ended a report may still be disputed or corrected, which is the application's concern.
 */
export const handleCheckr: WebhookHandler = async ({ database, signal }, webhook) => {
  const read = event.safeParse(webhook.payload);
  if (!read.success || !/^(invitation|report)\./.test(read.data.type)) return 'ignored';
  const { id, candidate_id: candidateId } = read.data.data.object;
  const refs = [id, candidateId].filter((ref) => typeof ref === 'string');
  const found = await applicationOfScreening(database, refs);
  // Nobody's, or the invitation's own answer is not stored yet: a few tries tell.
  if (found === null) throw new NotYetKnown('No screening has this candidate, invitation or report yet.');
  const heard = await signal({
    workflowId: workflowIds.screening(found.applicationId),
    signal: 'screeningChanged',
    args: [{ screeningId: found.screeningId }],
  });
  if (heard === 'ended' && read.data.type.startsWith('report.')) {
    await signal({ workflowId: workflowIds.application(found.applicationId), signal: 'reportChanged' });
  }
  return 'handled';
};
