import type { Period } from '../../../domain/calendar';
import { notFound } from '../../../domain/errors';
import type { Cents } from '../../../domain/money';
import { fromSqlCents } from '../../cents';
import type { Transaction } from '../../database';
import { fromSqlDate } from '../../plain-dates';

/** One line of a statement: an owner's part of one item. */
export type StatementLine = {
  id: string;
  sourceKind: string;
  category: string;
  label: string;
  propertyId: string;
  property: string;
  unitId: string | null;
  happenedOn: string;
  wholeCents: Cents;
  shareBps: number;
  amountCents: Cents;
};

export type LoadedStatement = Awaited<ReturnType<typeof loadStatement>>;

const PAGE_UNSENT = 25;

/** The ids of booked statements of a month that were not sent yet, a page of them. */
export async function unsentStatements(tx: Transaction, period: Period): Promise<string[]> {
  const rows = await tx.ownerStatement.findMany({
    where: { period, status: 'posted' },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: PAGE_UNSENT,
  });
  return rows.map(({ id }) => id);
}

/** A statement with everything on its papers. @throws TenureError not_found */
export async function loadStatement(tx: Transaction, statementId: string) {
  const row = await tx.ownerStatement.findUnique({
    where: { id: statementId },
    include: { owner: true, lines: { include: { item: { include: { property: true } } } } },
  });
  if (row === null) throw notFound('owner statement');
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: row.organizationId } });
  const lines = row.lines
    .map(
      ({ id, shareBps, amountCents, item }): StatementLine => ({
        id,
        sourceKind: item.sourceKind,
        category: item.category,
        label: item.label,
        propertyId: item.propertyId,
        property: `${item.property.name}, ${item.property.addressLine1}`,
        unitId: item.unitId,
        happenedOn: fromSqlDate(item.happenedOn),
        wholeCents: fromSqlCents(item.amountCents),
        shareBps,
        amountCents: fromSqlCents(amountCents),
      }),
    )
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return {
    id: row.id,
    organizationId: row.organizationId,
    organization: { name: organization.name, email: organization.email },
    ownerId: row.ownerId,
    owner: { name: row.owner.name, locale: row.owner.locale },
    period: row.period,
    status: row.status,
    createdAt: row.createdAt,
    openingCents: fromSqlCents(row.openingCents),
    collectedCents: fromSqlCents(row.collectedCents),
    managementFeeCents: fromSqlCents(row.managementFeeCents),
    expensesCents: fromSqlCents(row.expensesCents),
    reserveCents: fromSqlCents(row.reserveCents),
    reserveHeldCents: fromSqlCents(row.reserveHeldCents),
    payableCents: fromSqlCents(row.payableCents),
    pdfDocumentId: row.pdfDocumentId,
    csvDocumentId: row.csvDocumentId,
    postedAt: row.postedAt,
    sentAt: row.sentAt,
    lines,
  };
}

/** By property, what came in before what went out, by day. */
function orderOf({ property, propertyId, sourceKind, happenedOn, label, id }: StatementLine): string {
  const rank = ['collected', 'returned', 'bill', 'bill_voided', 'management_fee'].indexOf(sourceKind);
  return [property, propertyId, rank, happenedOn, label, id].join('\u0000');
}
