import { z } from 'zod';
import { daysInclusive, localDateAt, type PlainDateString, parsePlainDate } from '../../domain/calendar';
import type { Finding } from '../../domain/jurisdictions/legal-rule';
import type { InterestPreview } from '../../store/deposits/credit-interest';
import type { DepositAccount, DepositLine, ListedDeposit } from '../../store/deposits/read-deposit';
import type { depositAnswer, interestAnswer, listedDepositAnswer } from './schemas';

const storedRule = z.object({
  text: z.string(),
  source: z.string(),
  confidence: z.string(),
  warnings: z.array(z.string()).default([]),
});

/** A deposit with all that became of it, as it is answered. */
export function serializeDeposit(
  deposit: DepositAccount,
  findings: readonly Finding[] = [],
): z.input<typeof depositAnswer> {
  const rule = storedRule.safeParse(deposit.rule);
  return {
    object: 'deposit',
    id: deposit.id,
    lease_id: deposit.leaseId,
    status: deposit.status,
    currency: 'USD',
    received_cents: deposit.receivedCents,
    interest_cents: deposit.interestCents,
    deducted_cents: deposit.deductedCents,
    returned_cents: deposit.returnedCents,
    transferred_cents: deposit.transferredCents,
    held_cents: deposit.heldCents,
    in_transit_cents: deposit.inTransitCents,
    moved_out_on: deposit.movedOutOn,
    due_on: deposit.dueOn,
    days_left: daysLeft(deposit.status, deposit.dueOn, deposit.today),
    rule: rule.success ? rule.data : null,
    forwarding_address: deposit.forwardingAddress,
    statement_document_id: deposit.statementDocumentId,
    statement_sent_at: deposit.statementSentAt?.toISOString() ?? null,
    settled_at: deposit.settledAt?.toISOString() ?? null,
    movements: deposit.lines.map(serializeLine),
    warnings: findings.map(({ message, rule: { cite, confidence } }) => ({ message, cite, confidence })),
  };
}

function serializeLine(line: DepositLine): z.input<typeof depositAnswer>['movements'][number] {
  return {
    object: 'deposit_movement',
    id: line.id,
    kind: line.kind,
    status: line.status,
    amount_cents: line.amountCents,
    effective_on: line.effectiveOn,
    reason: line.reason,
    purpose: line.purpose,
    charge_id: line.chargeId,
    charge_label: line.chargeLabel,
    tenant: line.tenant,
    method: line.method,
    reference: line.reference,
    address: line.address,
    refund_id: line.refund?.id ?? null,
    refund_status: line.refund?.status ?? null,
    to_lease_id: line.toLeaseId,
    from_on: line.fromOn,
    to_on: line.toOn,
    proofs: line.proofs.map(({ mediaId, kind }) => ({ media_id: mediaId, kind })),
    created_at: line.createdAt.toISOString(),
    void_reason: line.voidReason,
  };
}

/** A deposit of the list, as it is answered. */
export function serializeListed(row: ListedDeposit, now: Date): z.input<typeof listedDepositAnswer> {
  const today = localDateAt(now.getTime(), row.timeZone);
  return {
    object: 'deposit_summary',
    id: row.id,
    lease_id: row.leaseId,
    status: row.status,
    currency: 'USD',
    held_cents: row.heldCents,
    address: row.address,
    tenants: row.tenants,
    state: row.state,
    moved_out_on: row.movedOutOn,
    due_on: row.dueOn,
    days_left: daysLeft(row.status, row.dueOn, today),
  };
}

/** Days until the deadline; below zero once it has passed; null while no clock runs. */
function daysLeft(status: string, dueOn: string | null, today: PlainDateString): number | null {
  return status !== 'due' || dueOn === null ? null : daysInclusive(today, parsePlainDate(dueOn)) - 1;
}

/** Interest that is due, or that was just added. */
export function serializeInterest(
  leaseId: string,
  through: PlainDateString,
  due: InterestPreview | null,
): z.input<typeof interestAnswer> {
  const rule = due?.rule ?? null;
  return {
    object: 'deposit_interest',
    lease_id: leaseId,
    amount_cents: due?.amountCents ?? 0,
    currency: 'USD',
    basis: due?.basis ?? 'none',
    basis_points: due?.basisPoints ?? 0,
    from: due?.from ?? null,
    through,
    spans: (due?.spans ?? []).map(({ heldCents, ...span }) => ({ ...span, held_cents: heldCents })),
    rule: rule === null ? null : { text: rule.text, cite: rule.cite, confidence: rule.confidence },
    warnings: due?.warnings ?? [],
  };
}
