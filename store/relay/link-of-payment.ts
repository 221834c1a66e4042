import { type Database, inOrganization } from '../database';
import { standingLink } from '../maintenance/tell';
import type { QueuedMessage } from './messages';

/**
 * The link to the payer's page of a message about a payment that came without one: the one they hold already while it
 * lasts, else a new one. The message keeps it, so that every try says the same.
 * @returns the link's id; null where the message names no tenant, or its payment no lease
 */
export async function linkOfPayment(
  database: Database,
  linkKey: Buffer,
  { id, organizationId, toId, subjectId, locale }: QueuedMessage,
  at: Date,
): Promise<string | null> {
  if (toId === null || subjectId === null) return null;
  return inOrganization(database, organizationId, async (tx) => {
    const payment = await tx.payment.findUnique({ where: { id: subjectId }, select: { leaseId: true } });
    if (payment === null || payment.leaseId === null) return null;
    // Two messages that go out at once share one link.
    await tx.$queryRaw`select id from tenants where id = ${toId} for no key update`;
    const party = { id: toId, locale };
    const link = { organizationId, purpose: 'portal', subjectId: payment.leaseId, party, at } as const;
    const linkId = await standingLink(tx, linkKey, link);
    await tx.message.update({ where: { id }, data: { linkId }, select: { id: true } });
    return linkId;
  });
}
