import { notFound } from '../../../domain/errors';
import { assertMayBecome } from '../../../domain/states';
import { fromSqlCents } from '../../cents';
import type { Transaction } from '../../database';
import { appendEvent } from '../../events/append-event';
import { createLink } from '../../links/create-link';
import { enqueueMessage } from '../../messages/enqueue-message';
import { readOrganization } from '../../organizations/read-organization';

/** For how long an owner may open a statement by its link. */
const LINK_DAYS = 400;

/** The papers are made: the owner gets a link to them. Each statement is sent once. @throws TenureError not_found */
export async function markSent(
  tx: Transaction,
  linkKey: Buffer,
  sent: { organizationId: string; statementId: string; pdfDocumentId: string; csvDocumentId: string; now: Date },
): Promise<void> {
  const { organizationId, statementId, pdfDocumentId, csvDocumentId, now } = sent;
  await tx.$queryRaw`select id from owner_statements where id = ${statementId} for update`;
  const statement = await tx.ownerStatement.findUnique({ where: { id: statementId }, include: { owner: true } });
  if (statement === null) throw notFound('owner statement');
  if (statement.status === 'sent') return;
  assertMayBecome('owner_statement', statement.status === 'posted' ? 'posted' : 'draft', 'sent');
  const { owner, period } = statement;
  await tx.ownerStatement.update({
    where: { id: statementId },
    data: { status: 'sent', sentAt: now, pdfDocumentId, csvDocumentId },
    select: { id: true },
  });
  const linkId = await createLink(tx, linkKey, {
    organizationId,
    purpose: 'owner_statement',
    subjectId: statementId,
    partyId: owner.id,
    locale: owner.locale,
    expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
  });
  const organization = await readOrganization(tx, organizationId);
  await enqueueMessage(tx, {
    organizationId,
    kind: 'owner_statement_ready',
    to: owner,
    variables: { org: organization.name, name: owner.name, period, payableCents: fromSqlCents(statement.payableCents) },
    linkId,
    subjectId: statementId,
    dedupeKey: `owner-statement/${statementId}/sent`,
  });
  await appendEvent(tx, {
    organizationId,
    type: 'owner_statement.sent',
    subjectId: statementId,
    alsoAbout: [owner.id],
    payload: { period },
  });
}
