import type { z } from 'zod';
import { isEnforceable, ruleView, unverifiedWarning } from '../../domain/jurisdictions/legal-rule';
import { paymentFailure } from '../../domain/payment-failures';
import { paymentOrderOf } from '../../domain/payment-order';
import { statesOf } from '../../domain/states';
import { fromSqlCents } from '../../store/cents';
import type { ListedPayment } from '../../store/payments/list-payments';
import { paidBy } from '../../store/payments/method-label';
import type { paymentAnswer } from './schemas';

/** A payment as the API shows it. */
export function serializePayment(row: ListedPayment): z.input<typeof paymentAnswer> {
  const status = statesOf('payment').find((known) => known === row.status);
  if (status === undefined) throw new Error(`payment ${row.id} has the unknown state ${row.status}`);
  return {
    object: 'payment',
    id: row.id,
    lease_id: row.leaseId,
    tenant_id: row.tenantId,
    status,
    kind: row.kind,
    method: row.method,
    method_label: paidBy(row, 'en'),
    amount_cents: row.amountCents,
    fee_cents: row.feeCents,
    currency: row.currency,
    effective_on: row.effectiveOn,
    failure_code: row.failureCode,
    failure_message: row.failureMessage,
    failure: failureOf(row),
    note: row.note,
    receipt_media_id: row.receiptMediaId,
    allocations: row.allocations.map(({ chargeId, amountCents, charge }) => ({
      charge_id: chargeId,
      label: charge.label,
      kind: charge.kind,
      amount_cents: fromSqlCents(amountCents),
    })),
    payment_order: orderOf(row),
    void_reason: row.voidReason,
    corrects_id: row.correctsId,
    corrected_by_id: row.correctedBy?.id ?? null,
    workflow_id: row.workflowId,
    created_at: row.createdAt.toISOString(),
    settled_at: row.settledAt?.toISOString() ?? null,
    reversed_at: row.reversedAt?.toISOString() ?? null,
  };
}

/** Why it did not go through or came back; null where it did and stayed. */
function failureOf(row: ListedPayment): z.input<typeof paymentAnswer>['failure'] {
  const { failureCode: code, failureMessage: message, method, status } = row;
  if (code === null && message === null) return null;
  return paymentFailure({ method, code, message, cameBack: status === 'reversed' || status === 'refunded' });
}

/** The state's order on the payment's own day. What a deposit paid was given to one charge, and by no order. */
function orderOf({ kind, lease, effectiveOn }: ListedPayment): z.input<typeof paymentAnswer>['payment_order'] {
  if (lease === null || kind === 'deposit') return null;
  const rule = paymentOrderOf(lease.state, effectiveOn);
  const enforced = isEnforceable(rule);
  const isOwn = rule.state === '*';
  return {
    ...ruleView('payment_order', rule.text, rule),
    enforced,
    warning: enforced || isOwn ? null : unverifiedWarning(rule),
  };
}
