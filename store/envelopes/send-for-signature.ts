import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { homeAddress } from '../leases/home-address';
import { aboutLease, type LoadedLease, lockLease, moveLease } from '../leases/lock-lease';
import { newId } from '../new-id';
import { readOrganization } from '../organizations/read-organization';

const DAY_MS = 86_400_000;

/** Tenants sign first, in any order; then the landlord. */
const ROUTING = { tenant: 1, landlord: 2 } as const;

/**
 * Promises the unit and has the lease signed: a new envelope with its signers, and the signing's workflow. Asked again
 * while it is out, nothing changes.
 * @throws TenureError illegal_transition; a unit promised to others in that time is refused by the database
 */
export async function sendForSignature(
  tx: Transaction,
  { leaseId, by, expiresInDays, now }: { leaseId: string; by: string; expiresInDays: number; now: Date },
): Promise<void> {
  const lease = await lockLease(tx, leaseId);
  if (lease.status === 'out_for_signature') return;
  await moveLease(tx, lease, 'out_for_signature', { sentAt: now });
  const { organizationId } = lease;
  const envelopeId = newId('envelope', now.getTime());
  await tx.envelope.create({
    data: {
      id: envelopeId,
      organizationId,
      leaseId,
      sequence: (lease.envelopes[0]?.sequence ?? 0) + 1,
      expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
      createdAt: now,
    },
    select: { id: true },
  });
  const signers = [
    ...lease.tenants.map(({ tenant }) => ({ role: 'tenant' as const, ...tenant })),
    await landlordOf(tx, lease, by),
  ];
  await tx.signer.createMany({
    data: signers.map((person, index) => ({
      id: newId('signer', now.getTime()),
      organizationId,
      envelopeId,
      tenantId: person.role === 'tenant' ? person.id : null,
      role: person.role,
      name: person.name,
      email: person.email,
      recipientRef: String(index + 1),
      routingOrder: ROUTING[person.role],
    })),
  });
  await appendEvent(tx, {
    organizationId,
    type: 'lease.sent_for_signature',
    subjectId: leaseId,
    alsoAbout: [envelopeId, ...aboutLease(lease)],
    payload: { signers: signers.map(({ name }) => name), address: homeAddress(lease.unit) },
    actor: by,
  });
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'signing',
    workflowId: workflowIds.signing(leaseId),
    kind: 'signal_with_start',
    signal: 'envelopeChanged',
    restart: true,
    input: { organizationId, leaseId, propertyId: lease.unit.propertyId },
  });
}

/** Whoever sends it signs it, where that is a person; otherwise an owner of the organization. */
async function landlordOf(tx: Transaction, lease: LoadedLease, by: string) {
  const user =
    (await tx.user.findUnique({ where: { id: by } })) ??
    (
      await tx.membership.findFirst({
        where: { organizationId: lease.organizationId, role: 'owner', status: 'active', userId: { not: null } },
        orderBy: { id: 'asc' },
        include: { user: true },
      })
    )?.user;
  const organization = await readOrganization(tx, lease.organizationId);
  const { id, name, email } = user ?? organization;
  return { role: 'landlord' as const, id, name, email };
}
