import { localDateAt } from '../../domain/calendar';
import { disputeMeaning } from '../../domain/disputes';
import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { readLedger } from '../ledger/read-ledger';
import { paidBy } from '../payments/method-label';
import { fromSqlDate, fromSqlDateOrNull } from '../plain-dates';

const MOST_LINES = 60;
const MOST_MESSAGES = 40;

/** What a dispute's evidence is made of, as plain facts; photos and papers by where they lie. */
export async function packetFacts(tx: Transaction, disputeId: string) {
  const dispute = await tx.dispute.findUnique({
    where: { id: disputeId },
    include: {
      files: { include: { document: true, media: true }, orderBy: { createdAt: 'asc' } },
      payment: { include: { paymentMethod: true, tenant: true, allocations: { include: { charge: true } } } },
      lease: {
        include: {
          unit: { include: { property: true } },
          tenants: { include: { tenant: true }, orderBy: { tenantId: 'asc' } },
          documents: { where: { kind: 'signed_lease' }, orderBy: { createdAt: 'desc' }, take: 1 },
        },
      },
    },
  });
  if (dispute?.lease == null) throw notFound('dispute');
  const { lease, payment, organizationId } = dispute;
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const { property, number } = lease.unit;
  const payer = payment.tenant ?? lease.tenants[0]?.tenant ?? null;
  const packet = {
    disputeId,
    createdAt: dispute.openedAt,
    landlordName: organization.name,
    tenantNames: lease.tenants.map(({ tenant }) => tenant.name),
    address: `${property.addressLine1}, ${number}, ${property.city}, ${property.state}`,
    payment: {
      id: payment.id,
      amountCents: fromSqlCents(payment.amountCents),
      paidOn: fromSqlDate(payment.effectiveOn),
      method: paidBy(payment, 'en'),
    },
    disputedCents: fromSqlCents(dispute.amountCents),
    meaning: disputeMeaning(dispute.reason),
    openedOn: localDateAt(dispute.openedAt.getTime(), lease.timeZone),
    statement: dispute.statement,
    lease: {
      startsOn: fromSqlDate(lease.startsOn),
      endsOn: fromSqlDateOrNull(lease.endsOn),
      rentCents: fromSqlCents(lease.rentCents),
      signedAt: lease.signedAt,
    },
    // What it paid before the bank took it back.
    paidFor: onePerCharge(payment.allocations),
    ...(await booksOf(tx, { organizationId, leaseId: lease.id, paymentId: payment.id })),
  };
  return {
    packet,
    payer: payer === null ? null : { name: payer.name, email: payer.email },
    propertyName: packet.address,
    signedLeaseKey: lease.documents[0]?.objectKey ?? null,
    documents: dispute.files.flatMap(({ document, title }) =>
      document === null ? [] : [{ key: document.objectKey, contentType: document.contentType, title }],
    ),
    photos: dispute.files.flatMap(({ media, title }) => (media === null ? [] : [{ key: media.objectKey, title }])),
  };
}

type Paid = { chargeId: string; amountCents: bigint; charge: { label: string; dueOn: Date } };

/** Each charge with the most that the payment ever paid of it. */
function onePerCharge(allocations: readonly Paid[]) {
  const byCharge = new Map<string, Paid>();
  for (const one of allocations) {
    const known = byCharge.get(one.chargeId);
    if (known === undefined || one.amountCents > known.amountCents) byCharge.set(one.chargeId, one);
  }
  return [...byCharge.values()]
    .map((one) => ({
      label: one.charge.label,
      dueOn: fromSqlDate(one.charge.dueOn),
      amountCents: fromSqlCents(one.amountCents),
    }))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

async function booksOf(
  tx: Transaction,
  { organizationId, leaseId, paymentId }: { organizationId: string; leaseId: string; paymentId: string },
) {
  const ledger = await readLedger(tx, { organizationId, leaseId, limit: MOST_LINES });
  const paid = await tx.payment.findMany({
    where: { leaseId, status: { in: ['succeeded', 'reversed', 'refunded'] } },
    include: { paymentMethod: true },
    orderBy: [{ effectiveOn: 'asc' }, { id: 'asc' }],
    take: MOST_LINES,
  });
  const messages = await tx.message.findMany({
    where: { subjectId: { in: [leaseId, paymentId] } },
    include: { attempts: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_MESSAGES,
  });
  const mandate = await tx.mandate.findFirst({ where: { leaseId }, orderBy: { authorizedAt: 'desc' } });
  return {
    ledger: ledger.lines
      .map((line) => ({
        on: line.effectiveOn as ReturnType<typeof fromSqlDate>,
        description: line.description,
        amountCents: cents(line.amountCents),
        balanceCents: cents(line.balanceCents),
      }))
      .reverse(),
    receipts: paid.map((one) => ({
      on: fromSqlDate(one.effectiveOn),
      method: paidBy(one, 'en'),
      amountCents: fromSqlCents(one.amountCents),
      paymentId: one.id,
    })),
    messages: messages.map((one) => ({
      at: one.createdAt,
      kind: one.kind,
      subject: one.kind.replaceAll('_', ' '),
      delivered: one.attempts.map(({ channel, status }) => `${channel} ${status}`).join(', ') || one.status,
    })),
    authorization: mandate === null ? null : { text: mandate.authorization, at: mandate.authorizedAt, ip: mandate.ip },
  };
}
