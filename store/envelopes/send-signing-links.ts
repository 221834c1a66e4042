import { localDateAt } from '../../domain/calendar';
import type { MessageKind } from '../../domain/messages';
import type { Transaction } from '../database';
import { homeAddress } from '../leases/home-address';
import type { LoadedLease } from '../leases/lock-lease';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import type { LockedEnvelope } from './lock-envelope';

/** Their link also shows the signed copy afterwards. */
const LINK_DAYS_AFTER = 60;
const DAY_MS = 86_400_000;

type Kind = Extract<MessageKind, 'signing_invited' | 'signing_reminder'>;

/** Sends every tenant who has not signed their link to the lease, once per kind and occasion. @returns how many */
export async function sendSigningLinks(
  tx: Transaction,
  linkKey: Buffer,
  letter: { lease: LoadedLease; envelope: LockedEnvelope; kind: Kind; occasion: string },
): Promise<number> {
  const { lease, envelope, kind, occasion } = letter;
  const { organizationId } = lease;
  const organization = await readOrganization(tx, organizationId);
  const endsAt = envelope.expiresAt ?? new Date(envelope.createdAt.getTime() + 14 * DAY_MS);
  const unsigned = envelope.signers.filter(({ role, status }) => role === 'tenant' && status !== 'signed');
  for (const signer of unsigned) {
    const tenant = lease.tenants.find(({ tenantId }) => tenantId === signer.tenantId)?.tenant;
    const dedupeKey = `${kind}/${signer.id}/${occasion}`;
    if (tenant === undefined || (await tx.message.count({ where: { organizationId, dedupeKey } })) > 0) continue;
    const linkId = await createLink(tx, linkKey, {
      organizationId,
      purpose: 'sign_lease',
      subjectId: lease.id,
      partyId: tenant.id,
      locale: tenant.locale,
      expiresAt: new Date(endsAt.getTime() + LINK_DAYS_AFTER * DAY_MS),
    });
    await enqueueMessage(tx, {
      organizationId,
      kind,
      to: tenant,
      variables: {
        org: organization.name,
        name: tenant.name,
        address: homeAddress(lease.unit),
        expiresOn: localDateAt(endsAt.getTime(), lease.timeZone),
      },
      linkId,
      subjectId: lease.id,
      dedupeKey,
    });
  }
  return unsigned.length;
}
