import { notFound, TenureError } from '../../domain/errors';
import { assertMayBecome, type StateOf, statesOf } from '../../domain/states';
import type { Transaction } from '../database';
import { type LoadedLease, lockLease } from '../leases/lock-lease';

export type EnvelopeState = StateOf<'envelope'>;
export type LockedEnvelope = LoadedLease['envelopes'][number] & { status: EnvelopeState };

/** Takes the lease and its latest envelope. @throws TenureError not_found where that is not the one named */
export async function lockEnvelope(
  tx: Transaction,
  { leaseId, envelopeId }: { leaseId: string; envelopeId: string },
): Promise<{ lease: LoadedLease; envelope: LockedEnvelope }> {
  const lease = await lockLease(tx, leaseId);
  const envelope = lease.envelopes[0];
  if (envelope === undefined || envelope.id !== envelopeId) throw notFound('envelope');
  const status = statesOf('envelope').find((known) => known === envelope.status);
  if (status === undefined) throw new TenureError('internal', 'The envelope has a state nobody knows.');
  return { lease, envelope: { ...envelope, status } };
}

/** Moves a locked envelope on. @throws TenureError illegal_transition */
export async function moveEnvelope(
  tx: Transaction,
  envelope: { id: string; status: EnvelopeState },
  to: EnvelopeState,
  facts: { vendorRef?: string; documentId?: string; reason?: string; sentAt?: Date; completedAt?: Date } = {},
): Promise<void> {
  assertMayBecome('envelope', envelope.status, to);
  await tx.envelope.update({ where: { id: envelope.id }, data: { status: to, ...facts }, select: { id: true } });
}
