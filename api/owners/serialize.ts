import type { z } from 'zod';
import { localeOf } from '../../domain/locales';
import { fromSqlCents } from '../../store/cents';
import type { OwnerStatementRun } from '../../store/generated/client';
import type { ListedOwner } from '../../store/owners/list-owners';
import type { ListedStatement } from '../../store/owners/statements/list-statements';
import { newOwnerBody, type ownerAnswer, payoutMethod, type runAnswer, type statementAnswer } from './schemas';

/** An owner as the API shows them. */
export function serializeOwner(owner: ListedOwner): z.input<typeof ownerAnswer> {
  const balance = (account: string) => {
    const row = owner.balances.find((each) => each.account === account);
    return row === undefined ? 0 : 0 - fromSqlCents(row.balanceCents);
  };
  const address = newOwnerBody.shape.address.safeParse(owner.address ?? undefined);
  return {
    object: 'owner',
    id: owner.id,
    kind: owner.kind === 'company' ? 'company' : 'person',
    name: owner.name,
    contact_name: owner.contactName,
    email: owner.email,
    phone: owner.phone,
    locale: localeOf(owner.locale),
    address: address.data ?? null,
    tax_id_kind: owner.taxIdKind,
    tax_id_last4: owner.taxIdLast4,
    reserve_cents: fromSqlCents(owner.reserveCents),
    payout_method: payoutMethod.parse(owner.payoutMethod),
    payable_cents: balance('owner_payable'),
    reserve_held_cents: balance('owner_reserve'),
    can_receive_transfers: owner.connectAccount?.transfersEnabled ?? false,
    version: owner.version,
    created_at: owner.createdAt.toISOString(),
  };
}

/** A statement's sums as the API shows them. */
export function serializeStatement(row: ListedStatement): z.input<typeof statementAnswer> {
  return {
    object: 'owner_statement',
    id: row.id,
    owner_id: row.ownerId,
    owner_name: row.owner.name,
    period: row.period,
    status: row.status,
    opening_cents: fromSqlCents(row.openingCents),
    collected_cents: fromSqlCents(row.collectedCents),
    management_fee_cents: fromSqlCents(row.managementFeeCents),
    expenses_cents: fromSqlCents(row.expensesCents),
    reserve_cents: fromSqlCents(row.reserveCents),
    reserve_held_cents: fromSqlCents(row.reserveHeldCents),
    payable_cents: fromSqlCents(row.payableCents),
    pdf_document_id: row.pdfDocumentId,
    csv_document_id: row.csvDocumentId,
    sent_at: row.sentAt?.toISOString() ?? null,
  };
}

/** A month's run as the API shows it. */
export function serializeRun(row: OwnerStatementRun): z.input<typeof runAnswer> {
  return {
    object: 'owner_statement_run',
    id: row.id,
    period: row.period,
    status: row.status,
    statements: row.statementCount,
    payable_cents: fromSqlCents(row.payableCents),
    workflow_id: row.workflowId,
    started_at: row.startedAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
