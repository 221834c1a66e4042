import { sumCents } from '../../domain/money';
import { moveInCharges } from '../../domain/rent-schedule';
import { workflowIds } from '../../domain/workflow-ids';
import { postCharges } from '../charges/post-charges';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { type DocumentKind, recordDocument } from '../documents/record-document';
import { appendEvent } from '../events/append-event';
import { homeAddress } from '../leases/home-address';
import { aboutLease, type LoadedLease, moveLease, termsOfLease } from '../leases/lock-lease';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { lockEnvelope, moveEnvelope } from './lock-envelope';

export type FiledPaper = { kind: DocumentKind; title: string; objectKey: string; byteSize: number; sha256: string };

export type CompletedSigning = {
  leaseId: string;
  envelopeId: string;
  papers: readonly FiledPaper[];
  now: Date;
};

const LINK_DAYS = 90;

/**
 * Everyone has signed: the papers are on file, the move-in money is owed, the tenants are told and get their way to
 * pay, and the lease's own workflow begins. All in one transaction; twice changes nothing.
 */
export async function completeSigning(tx: Transaction, linkKey: Buffer, completed: CompletedSigning): Promise<void> {
  const { leaseId, papers, now } = completed;
  const { lease, envelope } = await lockEnvelope(tx, completed);
  if (envelope.status === 'completed') return;
  const { organizationId } = lease;
  const about = { organizationId, alsoAbout: aboutLease(lease) };
  let signedId: string | null = null;
  for (const paper of papers) {
    const id = await recordDocument(tx, { organizationId, leaseId, subjectId: envelope.id, ...paper });
    if (paper.kind === 'signed_lease') signedId = id;
  }
  await moveEnvelope(tx, envelope, 'completed', { completedAt: now });
  await moveLease(tx, lease, 'signed', { signedAt: now, documentId: signedId });
  await appendEvent(tx, { ...about, type: 'envelope.completed', subjectId: envelope.id });
  await appendEvent(tx, { ...about, type: 'lease.signed', subjectId: leaseId, payload: { document_id: signedId } });
  const owedCents = await chargeMoveIn(tx, lease);
  await tellTenants(tx, linkKey, { lease, envelopeId: envelope.id, owedCents, now });
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'lease',
    workflowId: workflowIds.lease(leaseId),
    kind: 'start',
    input: { organizationId, leaseId, propertyId: lease.unit.propertyId },
  });
}

/** Deposit and first month, as the lease's paper says. @returns their sum in cents */
async function chargeMoveIn(tx: Transaction, lease: LoadedLease): Promise<number> {
  const charges = moveInCharges(termsOfLease(lease));
  const alsoAbout = [lease.unitId, lease.unit.propertyId];
  const rows = charges.map((charge) => ({ ...charge, leaseId: lease.id, alsoAbout }));
  await postCharges(overPrisma(tx), lease.organizationId, rows);
  return sumCents(charges.map(({ amountCents }) => amountCents));
}

async function tellTenants(
  tx: Transaction,
  linkKey: Buffer,
  { lease, envelopeId, owedCents, now }: { lease: LoadedLease; envelopeId: string; owedCents: number; now: Date },
): Promise<void> {
  const { organizationId } = lease;
  const organization = await readOrganization(tx, organizationId);
  const startsOn = fromSqlDate(lease.startsOn);
  for (const { tenant } of lease.tenants) {
    const variables = { org: organization.name, name: tenant.name, address: homeAddress(lease.unit) };
    const common = { organizationId, to: tenant, subjectId: lease.id };
    const linkFor = (purpose: 'sign_lease' | 'pay') =>
      createLink(tx, linkKey, {
        organizationId,
        purpose,
        subjectId: lease.id,
        partyId: tenant.id,
        locale: tenant.locale,
        expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
      });
    await enqueueMessage(tx, {
      ...common,
      kind: 'lease_signed',
      variables: { ...variables, startsOn },
      linkId: await linkFor('sign_lease'),
      dedupeKey: `lease_signed/${envelopeId}/${tenant.id}`,
    });
    if (owedCents <= 0) continue;
    await enqueueMessage(tx, {
      ...common,
      kind: 'move_in_payment_due',
      variables: { ...variables, amountCents: owedCents, dueOn: startsOn },
      linkId: await linkFor('pay'),
      dedupeKey: `move_in_payment_due/${envelopeId}/${tenant.id}`,
    });
  }
}
