import type { EventType } from '../../domain/events';
import type { LinkVariable, MessageKind, MessageVariables } from '../../domain/messages';
import type { LinkPurpose } from '../../domain/permissions';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { createLink } from '../links/create-link';
import { enqueueMessage, type Recipient } from '../messages/enqueue-message';
import type { Reach, Repair } from './load-repair';

const DAY_MS = 86_400_000;
/** A tenant may come back to a repair for half a year. */
const LINK_DAYS = 180;

/** Writes down what happened to a repair, under everything it is about. */
export async function tellHistory(
  tx: Transaction,
  { ref, row, workOrder }: Repair,
  type: Extract<EventType, `maintenance.${string}`>,
  payload: Record<string, unknown> = {},
  more: { actor?: string | undefined; vendorId?: string | undefined } = {},
): Promise<void> {
  await appendEvent(tx, {
    organizationId: ref.organizationId,
    type,
    subjectId: ref.requestId,
    alsoAbout: [workOrder?.id, row.unitId, row.unit.propertyId, row.leaseId, row.tenantId, more.vendorId],
    payload,
    ...(more.actor === undefined ? {} : { actor: more.actor }),
  });
}

type OwnVariables<K extends MessageKind> = Omit<MessageVariables[K], 'link' | 'org' | 'name' | 'address' | 'summary'>;
type Notice<K extends MessageKind> = {
  kind: K;
  variables: OwnVariables<K>;
  /** What makes it the same message, beside the repair, the kind and the reader. */
  key: string;
  linkId?: string;
};

/** Queues a message about a repair; the home, its summary and the names are filled in. */
export async function tell<K extends MessageKind>(
  tx: Transaction,
  { ref, organization, address, summary }: Repair,
  to: Recipient,
  { kind, variables, key, linkId }: Notice<K>,
): Promise<void> {
  const all = { org: organization.name, name: to.name, address, summary, ...variables };
  await enqueueMessage(tx, {
    organizationId: ref.organizationId,
    kind,
    to,
    // Its own variables are typed above; the common ones are the same for every kind about a repair.
    variables: all as unknown as Omit<MessageVariables[K], LinkVariable>,
    subjectId: ref.requestId,
    dedupeKey: ['maintenance', ref.requestId, kind, key, to.id ?? to.email ?? to.name].join('/'),
    ...(linkId === undefined ? {} : { linkId }),
  });
}

/** Tells the tenant, with the link to their repair; nobody where no tenant is known. */
export async function tellTenant<K extends MessageKind>(
  tx: Transaction,
  { linkKey }: Reach,
  repair: Repair,
  notice: Omit<Notice<K>, 'linkId'>,
  at: Date,
): Promise<void> {
  const { tenant } = repair.row;
  if (tenant === null) return;
  const linkId = await standingLink(tx, linkKey, {
    organizationId: repair.ref.organizationId,
    purpose: 'repair_status',
    subjectId: repair.ref.requestId,
    party: tenant,
    at,
  });
  await tell(tx, repair, { ...tenant, locale: repair.row.locale }, { ...notice, linkId });
}

/** Asks for the landlord's attention, with the way to the repair in the admin app. */
export async function tellLandlord(
  tx: Transaction,
  { webUrl }: Reach,
  repair: Repair,
  { why, until, key }: { why: string; until?: string | undefined; key: string },
): Promise<void> {
  const { name, email, phone, locale } = repair.organization;
  const variables = {
    what: `${repair.summary}, ${repair.address}`,
    why,
    ...(until === undefined ? {} : { until }),
    // Where the landlord signs in; it opens nothing by itself, so it may be kept with the message.
    link: `${webUrl}/maintenance/${repair.ref.requestId}`,
  };
  await tell(tx, repair, { id: null, name, email, phone, locale }, { kind: 'needs_attention', variables, key });
}

type LinkWanted = {
  organizationId: string;
  purpose: LinkPurpose;
  subjectId: string;
  party: { id: string; locale: string };
  at: Date;
  /** How long a new one lasts. */
  days?: number;
};

/** The link of a person to a subject: the one they have already, while it lasts, else a new one. @returns its id */
export async function standingLink(
  tx: Transaction,
  linkKey: Buffer,
  { organizationId, purpose, subjectId, party, at, days = LINK_DAYS }: LinkWanted,
): Promise<string> {
  const lasting = new Date(at.getTime() + 30 * DAY_MS);
  const known = await tx.linkToken.findFirst({
    where: { purpose, subjectId, partyId: party.id, revokedAt: null, expiresAt: { gt: lasting } },
    select: { id: true },
    orderBy: { expiresAt: 'desc' },
  });
  if (known !== null) return known.id;
  return createLink(tx, linkKey, {
    organizationId,
    purpose,
    subjectId,
    partyId: party.id,
    locale: party.locale,
    expiresAt: new Date(at.getTime() + days * DAY_MS),
  });
}
