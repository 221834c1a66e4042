import { needsResponse } from '../../domain/disputes';
import { notFound, TenureError } from '../../domain/errors';
import { type DisputeStatus, statesOf } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Dispute } from '../generated/client';
import { newId } from '../new-id';
import { lockPayment } from '../payments/lock-payment';

type Answering = { organizationId: string; disputeId: string; actor: string; now: Date };

/** The vendor has room for two papers beside ours; photos are printed into our packet. */
const MOST_FILES = { document: 2, photo: 8 } as const;

/**
 * Writes down the landlord's own words for the bank. The last ones stand.
 * @throws TenureError not_found, illegal_transition once the bank asks no more
 */
export async function stateCase(tx: Transaction, wanted: Answering & { statement: string }): Promise<void> {
  const dispute = await lockOpenDispute(tx, wanted.disputeId);
  await tx.dispute.update({
    where: { id: dispute.id },
    data: { statement: wanted.statement },
    select: { id: true },
  });
  await told(tx, wanted, dispute, 'dispute.evidence_added', { title: 'Words of the landlord' });
}

/**
 * Adds a paper or photo that is on file to the evidence. Adding a paper twice changes nothing.
 * @throws TenureError not_found, illegal_transition, not_possible beyond two papers and eight photos
 */
export async function addEvidence(
  tx: Transaction,
  wanted: Answering & { documentId?: string | undefined; mediaId?: string | undefined; title: string },
): Promise<void> {
  const dispute = await lockOpenDispute(tx, wanted.disputeId);
  const { documentId, mediaId, title, organizationId } = wanted;
  if (documentId !== undefined && (await tx.document.count({ where: { id: documentId } })) === 0) {
    throw notFound('document');
  }
  if (mediaId !== undefined && (await tx.media.count({ where: { id: mediaId, status: 'ready' } })) === 0) {
    throw notFound('photo');
  }
  const known = await tx.disputeFile.findMany({ where: { disputeId: dispute.id } });
  if (known.some((file) => file.documentId === (documentId ?? null) && file.mediaId === (mediaId ?? null))) return;
  const kind = documentId === undefined ? 'photo' : 'document';
  if (known.filter((file) => file.kind === kind).length >= MOST_FILES[kind]) {
    throw new TenureError('not_possible', 'At most two papers and eight photos can be added to a dispute.');
  }
  await tx.disputeFile.create({
    data: {
      id: newId('disputeFile'),
      organizationId,
      disputeId: dispute.id,
      kind,
      title,
      documentId: documentId ?? null,
      mediaId: mediaId ?? null,
      addedBy: wanted.actor,
    },
    select: { id: true },
  });
  await told(tx, wanted, dispute, 'dispute.evidence_added', { title });
}

/** Has the evidence handed in now instead of shortly before the deadline. @throws TenureError as above */
export async function askToSubmit(tx: Transaction, wanted: Answering): Promise<void> {
  const dispute = await lockOpenDispute(tx, wanted.disputeId);
  if (dispute.acceptedBy !== null) throw new TenureError('illegal_transition', 'This dispute was accepted.');
  await tx.dispute.update({ where: { id: dispute.id }, data: { wantsSubmission: true }, select: { id: true } });
  await tellWorkflow(tx, wanted, dispute);
}

/** Lets the payer keep the money: nothing is handed in, and it stays owed. @throws TenureError as above */
export async function acceptDispute(tx: Transaction, wanted: Answering): Promise<void> {
  const dispute = await lockOpenDispute(tx, wanted.disputeId);
  if (dispute.acceptedBy !== null) return;
  const open = await tx.disputeSubmission.count({
    where: { disputeId: dispute.id, status: { in: ['prepared', 'unknown'] } },
  });
  if (open > 0) throw new TenureError('conflict', 'Evidence is being handed in just now.');
  await tx.dispute.update({ where: { id: dispute.id }, data: { acceptedBy: wanted.actor }, select: { id: true } });
  await told(tx, wanted, dispute, 'dispute.accepted', {});
}

/** Takes a dispute that still waits for the landlord. */
async function lockOpenDispute(tx: Transaction, id: string): Promise<Dispute> {
  const known = await tx.dispute.findUnique({ where: { id }, select: { paymentId: true } });
  if (known === null) throw notFound('dispute');
  // The lease, the payment, then the dispute: the same order as news from the vendor.
  await lockPayment(tx, known.paymentId);
  await tx.$queryRaw`select id from disputes where id = ${id} for no key update`;
  const dispute = await tx.dispute.findUniqueOrThrow({ where: { id } });
  if (!dispute.isContestable) {
    throw new TenureError('not_possible', 'A debit that its bank returned cannot be contested there.');
  }
  const status = statesOf('dispute').find((known): known is DisputeStatus => known === dispute.status);
  if (status === undefined || !needsResponse(status)) {
    throw new TenureError('illegal_transition', 'The bank asks nothing more in this dispute.');
  }
  return dispute;
}

async function told(
  tx: Transaction,
  { organizationId, actor }: Answering,
  dispute: Dispute,
  type: 'dispute.evidence_added' | 'dispute.accepted',
  payload: Record<string, unknown>,
): Promise<void> {
  const alsoAbout = [dispute.leaseId, dispute.paymentId];
  await appendEvent(tx, { organizationId, type, subjectId: dispute.id, alsoAbout, payload, actor });
  await tellWorkflow(tx, { organizationId }, dispute);
}

/** The dispute's workflow looks again. */
export async function tellWorkflow(
  tx: Transaction,
  { organizationId }: { organizationId: string },
  { id, leaseId }: { id: string; leaseId: string | null },
): Promise<void> {
  const input = { organizationId, disputeId: id, ...(leaseId === null ? {} : { leaseId }) };
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'dispute',
    workflowId: workflowIds.dispute(id),
    kind: 'signal_with_start',
    signal: 'disputeNews',
    input,
  });
}
