import { localDateAt } from '../../domain/calendar';
import type { MessageKind } from '../../domain/messages';
import type { Transaction } from '../database';
import { homeAddress } from '../leases/home-address';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import type { LoadedApplication } from './lock-application';

type Kind = Extract<MessageKind, 'application_invited' | 'application_reminder'>;

/**
 * Sends their own link to everyone of the household who has not handed in yet, by email and text message.
 * @param occasion makes it a message of its own: the same occasion is never written twice
 * @returns whom it went to
 */
export async function sendInvitations(
  tx: Transaction,
  linkKey: Buffer,
  { application, kind, occasion }: { application: LoadedApplication; kind: Kind; occasion: string },
): Promise<string[]> {
  const organization = await readOrganization(tx, application.organizationId);
  const zone = application.unit.property.timeZone;
  const waiting = application.applicants.filter(({ status }) => status === 'invited' || status === 'in_progress');
  for (const applicant of waiting) {
    const dedupeKey = `${kind}/${applicant.id}/${occasion}`;
    const known = { organizationId: application.organizationId, dedupeKey };
    if ((await tx.message.count({ where: known })) > 0) continue;
    const linkId = await createLink(tx, linkKey, {
      organizationId: application.organizationId,
      purpose: 'application',
      subjectId: application.id,
      partyId: applicant.id,
      locale: applicant.locale,
      expiresAt: application.expiresAt,
    });
    await enqueueMessage(tx, {
      organizationId: application.organizationId,
      kind,
      to: applicant,
      variables: {
        org: organization.name,
        name: applicant.name,
        address: homeAddress(application.unit),
        expiresOn: localDateAt(application.expiresAt.getTime(), zone),
      },
      linkId,
      subjectId: application.id,
      dedupeKey,
    });
  }
  return waiting.map(({ name }) => name);
}
