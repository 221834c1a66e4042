import { type Database, inOrganization } from '../database';
import { enqueueMessage } from './enqueue-message';

export type Party = { organizationId: string; partyId: string };

/** Everyone known to be reachable at a phone number, in whatever organization. @param phone E.164 */
export async function partiesByPhone(database: Database, phone: string): Promise<Party[]> {
  const { rows } = await database.pool.query<{ organization_id: string; party_id: string }>(
    'select organization_id, party_id from parties_by_phone($1) order by 1, 2',
    [phone],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, partyId: row.party_id }));
}

/** Remembers that a tenant wants no more text messages (`at`), or wants them again (null). Parties of other kinds are left to the carrier. */
export async function setSmsOptOut(database: Database, parties: readonly Party[], at: Date | null): Promise<void> {
  for (const { organizationId, partyId } of parties) {
    await inOrganization(database, organizationId, (tx) =>
      tx.tenant.updateMany({
        where: { id: partyId, ...(at !== null && { smsOptedOutAt: null }) },
        data: { smsOptedOutAt: at },
      }),
    );
  }
}

/** Answers a text message that asked to stop or for help, once however often it comes in. */
export async function enqueueSmsReply(
  database: Database,
  reply: { party: Party; phone: string; kind: 'sms_stop_confirmed' | 'sms_help'; inboundRef: string },
): Promise<void> {
  const { party, phone, kind, inboundRef } = reply;
  const { organizationId, partyId } = party;
  await inOrganization(database, organizationId, async (tx) => {
    const select = { name: true, locale: true };
    const where = { id: partyId };
    const [organization, person] = await Promise.all([
      tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true, phone: true } }),
      tx.tenant
        .findUnique({ where, select })
        .then(async (tenant) => tenant ?? (await tx.applicant.findUnique({ where, select })))
        .then(async (other) => other ?? (await tx.vendor.findUnique({ where, select }))),
    ]);
    if (person === null) return;
    await enqueueMessage(tx, {
      organizationId,
      kind,
      to: { id: partyId, name: person.name, locale: person.locale, phone },
      variables: {
        org: organization.name,
        name: person.name,
        ...(organization.phone && { contact: organization.phone }),
      },
      dedupeKey: `${kind}/${inboundRef}`,
    });
  });
}
