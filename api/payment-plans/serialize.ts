import type { z } from 'zod';
import type { LoadedPlan } from '../../store/payment-plans/lock-plan';
import type { DraftPlan } from '../../store/payment-plans/offer-plan';
import { methodLabel } from '../../store/payments/method-label';
import { fromSqlDate } from '../../store/plain-dates';
import type { planAnswer, previewAnswer } from './schemas';

/** A plan as the API shows it. */
export function serializePlan(plan: LoadedPlan): z.input<typeof planAnswer> {
  const { progress } = plan;
  const openOf = new Map(plan.covered.map((one) => [one.chargeId, one.openCents]));
  return {
    object: 'payment_plan',
    id: plan.id,
    lease_id: plan.leaseId,
    status: plan.status,
    covered_cents: plan.coveredCents,
    paid_cents: progress.paidCents,
    left_cents: progress.leftCents,
    due_cents: plan.status === 'active' ? progress.dueCents : 0,
    currency: plan.lease.currency,
    grace_days: plan.graceDays,
    offered_on: plan.offeredOn,
    accept_by: plan.acceptBy,
    note: plan.note,
    accepted_by: plan.tenantId,
    accepted_by_name: plan.tenant?.name ?? null,
    method_label: plan.paymentMethod === null ? null : methodLabel(plan.paymentMethod, 'en'),
    agreement: plan.authorizationText,
    accepted_at: plan.acceptedAt?.toISOString() ?? null,
    ended_at: plan.endedAt?.toISOString() ?? null,
    end_reason: plan.endReason,
    created_at: plan.createdAt.toISOString(),
    charges: plan.charges.map(({ chargeId, charge, amountCents }) => ({
      charge_id: chargeId,
      label: charge.label,
      due_on: fromSqlDate(charge.dueOn),
      covered_cents: Number(amountCents),
      open_cents: openOf.get(chargeId) ?? 0,
    })),
    installments: progress.installments.map((one) => ({
      number: one.number,
      due_on: one.dueOn,
      amount_cents: one.amountCents,
      paid_cents: one.paidCents,
      status: one.status,
    })),
  };
}

/** A plan that is not offered yet. */
export function serializeDraft(leaseId: string, draft: DraftPlan): z.input<typeof previewAnswer> {
  return {
    object: 'payment_plan_preview',
    lease_id: leaseId,
    covered_cents: draft.coveredCents,
    currency: 'USD',
    grace_days: draft.graceDays,
    accept_by: draft.acceptBy,
    charges: draft.charges.map((charge) => ({
      charge_id: charge.chargeId,
      label: charge.label,
      due_on: charge.dueOn,
      covered_cents: charge.openCents,
    })),
    installments: draft.installments.map((one, index) => ({
      number: index + 1,
      due_on: one.dueOn,
      amount_cents: one.amountCents,
    })),
    warnings: draft.warnings,
  };
}
