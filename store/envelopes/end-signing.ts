import { STATES } from '../../domain/states';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { homeAddress } from '../leases/home-address';
import { aboutLease, moveLease } from '../leases/lock-lease';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { lockEnvelope, moveEnvelope } from './lock-envelope';

export type EndedSigning = {
  leaseId: string;
  envelopeId: string;
  as: 'declined' | 'expired' | 'voided';
  reason: string;
  /** Who declined or voided it. */
  by: string;
  /** The base address of the admin app, for what the landlord is written. */
  webUrl: string;
};

/**
 * Ends an envelope without a lease: declined, run out or withdrawn. The lease is a draft again, to be changed and sent
 * anew, and the unit is free. Twice changes nothing.
 */
export async function endSigning(tx: Transaction, ended: EndedSigning): Promise<void> {
  const { leaseId, as, reason, by } = ended;
  const { lease, envelope } = await lockEnvelope(tx, ended);
  if (STATES.envelope[envelope.status].length === 0) return;
  // What was never sent cannot be declined: it counts as withdrawn.
  const status = as === 'declined' && envelope.status === 'created' ? 'voided' : as;
  await moveEnvelope(tx, envelope, status, { reason });
  await moveLease(tx, lease, 'draft');
  const { organizationId } = lease;
  const about = { organizationId, alsoAbout: aboutLease(lease), actor: by };
  const signer = envelope.signers.find(({ tenantId, id }) => tenantId === by || id === by);
  const payload = { reason, ...(signer && { signer_name: signer.name }) };
  await appendEvent(tx, { ...about, type: `envelope.${status}`, subjectId: envelope.id, payload });
  await appendEvent(tx, { ...about, type: `lease.${status}`, subjectId: leaseId, payload });
  if (status !== 'declined') return;
  const organization = await readOrganization(tx, organizationId);
  await enqueueMessage(tx, {
    organizationId,
    kind: 'signing_declined',
    to: { name: organization.name, email: organization.email },
    variables: {
      org: organization.name,
      name: organization.name,
      address: homeAddress(lease.unit),
      signer: signer?.name ?? 'A signer',
      reason,
      link: `${ended.webUrl}/leases/${leaseId}`,
    },
    subjectId: leaseId,
    dedupeKey: `signing_declined/${envelope.id}`,
  });
}
