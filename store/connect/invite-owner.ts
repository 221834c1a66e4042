import { notFound, TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { ConnectAccount } from '../generated/client';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { beginConnectAccount } from './connect-accounts';

/** For how long an owner may begin the sign-up by the link that they got. */
const LINK_DAYS = 30;

type Invitation = { organizationId: string; ownerId: string; actor: string; now: Date };

/**
 * Sends an owner a link to the payment service's sign-up, so that payouts reach their bank account. Asked again, they
 * get a new link; the sign-up goes on where they left it.
 * @returns the owner's account with the payment service
 * @throws TenureError not_found, not_possible where payouts reach them already
 */
export async function inviteOwner(
  tx: Transaction,
  linkKey: Buffer,
  { organizationId, ownerId, actor, now }: Invitation,
): Promise<ConnectAccount> {
  const owner = await tx.owner.findUnique({ where: { id: ownerId } });
  if (owner === null) throw notFound('owner');
  const account = await beginConnectAccount(tx, { organizationId, ownerId, actor });
  if (account.transfersEnabled) {
    throw new TenureError('not_possible', `${owner.name} is signed up already: payouts reach their bank account.`);
  }
  const linkId = await createLink(tx, linkKey, {
    organizationId,
    purpose: 'owner_onboarding',
    subjectId: account.id,
    partyId: ownerId,
    locale: owner.locale,
    expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
  });
  const organization = await readOrganization(tx, organizationId);
  await enqueueMessage(tx, {
    organizationId,
    kind: 'owner_onboarding',
    to: owner,
    variables: { org: organization.name, name: owner.name },
    linkId,
    subjectId: account.id,
    dedupeKey: `owner-onboarding/${linkId}`,
  });
  await appendEvent(tx, {
    organizationId,
    type: 'connect_account.invited',
    subjectId: account.id,
    alsoAbout: [ownerId],
    payload: { name: owner.name },
    actor,
  });
  return account;
}
