import { localDateAt } from '../../domain/calendar';
import type { Transaction } from '../database';
import { homeAddress } from '../leases/home-address';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import type { LockedScreening } from './lock-screening';

const LINK_DAYS = 30;

/** Sends an applicant the link to their background check, once per occasion. */
export async function sendScreeningLink(
  tx: Transaction,
  linkKey: Buffer,
  {
    screening,
    occasion,
    expiresAt,
    now,
  }: {
    screening: LockedScreening;
    occasion: string;
    /** When the agency's invitation runs out, where known. */
    expiresAt: Date | null;
    now: Date;
  },
): Promise<void> {
  const { organizationId, applicant, application } = screening;
  const dedupeKey = `screening_invited/${screening.id}/${occasion}`;
  if ((await tx.message.count({ where: { organizationId, dedupeKey } })) > 0) return;
  const organization = await readOrganization(tx, organizationId);
  const linkId = await createLink(tx, linkKey, {
    organizationId,
    purpose: 'screening',
    subjectId: screening.id,
    partyId: applicant.id,
    locale: applicant.locale,
    expiresAt: expiresAt ?? new Date(now.getTime() + LINK_DAYS * 86_400_000),
  });
  await enqueueMessage(tx, {
    organizationId,
    kind: 'screening_invited',
    to: applicant,
    variables: {
      org: organization.name,
      name: applicant.name,
      address: homeAddress(application.unit),
      ...(expiresAt && { expiresOn: localDateAt(expiresAt.getTime(), application.unit.property.timeZone) }),
    },
    linkId,
    subjectId: application.id,
    dedupeKey,
  });
}
