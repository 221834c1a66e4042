import { cents } from '../../domain/money';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { readDeposit } from './read-deposit';

/** For how long a tenant may open the statement by its link. */
const LINK_DAYS = 400;

/**
 * The statement's paper is made: every tenant gets a link to it. The same paper is sent once; after a correction there is
 * another one, and it is sent again. @throws TenureError not_found
 */
export async function sendStatement(
  tx: Transaction,
  linkKey: Buffer,
  sent: { organizationId: string; leaseId: string; documentId: string; now: Date },
): Promise<void> {
  const { organizationId, leaseId, documentId, now } = sent;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const deposit = await readDeposit(tx, { organizationId, leaseId, now });
  if (deposit.statementDocumentId === documentId) return;
  await tx.deposit.update({
    where: { id: deposit.id },
    data: { statementDocumentId: documentId, statementSentAt: now },
    select: { id: true },
  });
  const organization = await readOrganization(tx, organizationId);
  for (const tenant of deposit.tenants) {
    const linkId = await createLink(tx, linkKey, {
      organizationId,
      purpose: 'deposit_statement',
      subjectId: leaseId,
      partyId: tenant.id,
      locale: tenant.locale,
      expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
    });
    await enqueueMessage(tx, {
      organizationId,
      kind: 'deposit_statement',
      to: tenant,
      variables: {
        org: organization.name,
        name: tenant.name,
        address: deposit.address,
        amountCents: deposit.returnedCents,
        depositCents: cents(deposit.receivedCents),
      },
      linkId,
      subjectId: leaseId,
      dedupeKey: `deposit/${documentId}/${tenant.id}`,
    });
  }
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.statement_sent',
    subjectId: leaseId,
    alsoAbout: [deposit.id, documentId, deposit.unitId, deposit.propertyId, ...deposit.tenants.map(({ id }) => id)],
  });
}
