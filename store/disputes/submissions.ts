import { notFound, TenureError } from '../../domain/errors';
import { assertMayBecome, type StateOf, statesOf } from '../../domain/states';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { DisputeSubmission } from '../generated/client';
import { newId } from '../new-id';

export type SubmissionRef = { organizationId: string; disputeId: string };

/** The submission that is under way, if any. */
export function openSubmission(tx: Transaction, disputeId: string): Promise<DisputeSubmission | null> {
  return tx.disputeSubmission.findFirst({ where: { disputeId, status: { in: ['prepared', 'unknown'] } } });
}

/** Writes down what will be handed in, before anything is sent; asked again, the one under way. */
export async function prepareSubmission(
  tx: Transaction,
  { organizationId, disputeId, words, documentId }: SubmissionRef & { words: string; documentId: string },
): Promise<DisputeSubmission> {
  await tx.$queryRaw`select id from disputes where id = ${disputeId} for no key update`;
  const open = await openSubmission(tx, disputeId);
  if (open !== null) return open;
  const last = await tx.disputeSubmission.findFirst({ where: { disputeId }, orderBy: { number: 'desc' } });
  return tx.disputeSubmission.create({
    data: {
      id: newId('disputeSubmission'),
      organizationId,
      disputeId,
      number: (last?.number ?? 0) + 1,
      words,
      documentId,
    },
  });
}

export type SubmissionStatus = StateOf<'dispute_submission'>;

/** Moves a submission on. Repeating changes nothing. @throws TenureError not_found, illegal_transition */
export async function moveSubmission(
  tx: Transaction,
  moved: SubmissionRef & {
    submissionId: string;
    to: SubmissionStatus;
    vendorFileRef?: string;
    failure?: string;
    now: Date;
  },
): Promise<void> {
  const { organizationId, disputeId, submissionId, to, now } = moved;
  await tx.$queryRaw`select id from dispute_submissions where id = ${submissionId} for no key update`;
  const row = await tx.disputeSubmission.findUnique({ where: { id: submissionId }, include: { dispute: true } });
  if (row === null || row.disputeId !== disputeId) throw notFound('submission');
  const from = statesOf('dispute_submission').find((known) => known === row.status);
  if (from === undefined) throw new TenureError('internal', 'The submission has a state nobody knows.');
  if (from === to && moved.vendorFileRef === undefined) return;
  assertMayBecome('dispute_submission', from, to);
  await tx.disputeSubmission.update({
    where: { id: submissionId },
    data: {
      status: to,
      ...(moved.vendorFileRef === undefined ? {} : { vendorFileRef: moved.vendorFileRef }),
      ...(moved.failure === undefined ? {} : { failure: moved.failure }),
      ...(to === 'sent' && from !== 'sent' ? { sentAt: now } : {}),
    },
    select: { id: true },
  });
  if (from === to) return;
  const about = { organizationId, subjectId: disputeId, alsoAbout: [row.dispute.leaseId, row.dispute.paymentId] };
  if (to === 'sent') {
    const data = { submittedAt: now, wantsSubmission: false };
    await tx.dispute.update({ where: { id: disputeId }, data, select: { id: true } });
    await appendEvent(tx, { ...about, type: 'dispute.submitted', payload: { number: row.number } });
  }
  if (to === 'refused') {
    await appendEvent(tx, { ...about, type: 'dispute.deadline_missed', payload: { reason: moved.failure ?? '' } });
  }
}
