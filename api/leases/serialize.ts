import type { z } from 'zod';
import { sumCents } from '../../domain/money';
import type { PlannedCharge } from '../../domain/rent-schedule';
import { fromSqlCents } from '../../store/cents';
import { homeAddress } from '../../store/leases/home-address';
import type { ShownLease } from '../../store/leases/list-leases';
import { fromSqlDate, fromSqlDateOrNull } from '../../store/plain-dates';
import { leaseAnswer, type scheduleAnswer } from './schemas';

/** A lease as it is answered. */
export function serializeLease(row: ShownLease): z.output<typeof leaseAnswer> {
  const { status, payment_schedule: schedule, terms } = leaseAnswer.shape;
  return {
    id: row.id,
    status: status.parse(row.status),
    unit_id: row.unitId,
    unit_label: homeAddress(row.unit),
    property_id: row.unit.propertyId,
    application_id: row.applicationId,
    tenants: row.tenants.map(({ tenant: { id, name, email, phone }, role, isPrimary }) => ({
      ...{ id, name, email, phone },
      role,
      is_primary: isPrimary,
    })),
    starts_on: fromSqlDate(row.startsOn),
    ends_on: fromSqlDateOrNull(row.endsOn),
    rent_cents: fromSqlCents(row.rentCents),
    deposit_cents: fromSqlCents(row.depositCents),
    deposit_held_cents: row.money.depositHeldCents,
    balance_cents: row.money.balanceCents,
    in_transit_cents: row.money.inTransitCents,
    currency: row.currency,
    due_day: row.dueDay,
    payment_schedule: schedule.parse(row.paymentSchedule),
    terms: terms.parse(row.terms),
    time_zone: row.timeZone,
    accepting_payments: row.acceptingPayments,
    autopay: autopayOf(row),
    signing: signingOf(row),
    sent_at: row.sentAt?.toISOString() ?? null,
    signed_at: row.signedAt?.toISOString() ?? null,
    activated_at: row.activatedAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    timeline: `/v1/workflows?subject=${row.id}`,
    version: row.version,
    created_at: row.createdAt.toISOString(),
  };
}

function autopayOf({ mandates }: ShownLease): z.output<typeof leaseAnswer>['autopay'] {
  const mandate = mandates[0];
  if (mandate === undefined) return null;
  const { kind, brand, last4 } = mandate.paymentMethod;
  const name = brand ?? (kind === 'card' ? 'Card' : 'Bank account');
  return { status: mandate.status, label: `${name} ••${last4}` };
}

function signingOf({ envelopes }: ShownLease): z.output<typeof leaseAnswer>['signing'] {
  const envelope = envelopes[0];
  if (envelope === undefined) return null;
  return {
    status: envelope.status,
    reason: envelope.reason,
    expires_at: envelope.expiresAt?.toISOString() ?? null,
    signers: envelope.signers.map(({ id, role, name, status, consentedAt, signedAt }) => ({
      ...{ id, role, name, status },
      consented_at: consentedAt?.toISOString() ?? null,
      signed_at: signedAt?.toISOString() ?? null,
    })),
  };
}

/** Planned charges as they are answered. */
export function serializeSchedule(
  lease: { id: string; currency: string },
  charges: readonly PlannedCharge[],
): z.output<typeof scheduleAnswer> {
  return {
    lease_id: lease.id,
    currency: lease.currency,
    charges: charges.map((charge) => ({
      kind: charge.kind,
      label: charge.label,
      period: charge.period,
      due_on: charge.dueOn,
      covers_from: charge.coversFrom,
      covers_to: charge.coversTo,
      amount_cents: charge.amountCents,
      rule: charge.rule.text,
    })),
    total_cents: sumCents(charges.map(({ amountCents }) => amountCents)),
  };
}
