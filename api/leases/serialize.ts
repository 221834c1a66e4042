import type { z } from 'zod';
import { sharesOf } from '../../domain/rent-shares';
import { fromSqlCents } from '../../store/cents';
import { homeAddress } from '../../store/leases/home-address';
import { findingsOf } from '../../store/leases/judge-stored-lease';
import type { ShownLease } from '../../store/leases/list-leases';
import { termsOfLease } from '../../store/leases/lock-lease';
import { fromSqlDate, fromSqlDateOrNull } from '../../store/plain-dates';
import { serializeFinding } from '../jurisdictions/finding';
import { leaseAnswer } from './schemas';

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
    tenants: tenantsOf(row),
    fee_policy_id: row.feePolicyId,
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

const JUDGED = new Set(['draft', 'out_for_signature']);

/** One lease as it is answered: until it is signed, with what rules nobody held against the law say of its terms. */
export function serializeOneLease(row: ShownLease): z.output<typeof leaseAnswer> {
  const lease = serializeLease(row);
  if (!JUDGED.has(row.status)) return lease;
  const { unitCount: unitsInBuilding } = row.unit.property;
  const findings = findingsOf({ state: row.state, unitsInBuilding, money: termsOfLease(row), terms: row.terms });
  return { ...lease, warnings: findings.filter(({ enforced }) => !enforced).map(serializeFinding) };
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

function tenantsOf(row: ShownLease): z.output<typeof leaseAnswer>['tenants'] {
  const shares = row.tenants.map(({ tenantId, shareBps, shareCents }) => ({
    tenantId,
    shareBps,
    shareCents: shareCents === null ? null : fromSqlCents(shareCents),
  }));
  const ofRent = sharesOf(fromSqlCents(row.rentCents), shares);
  return row.tenants.map(({ tenant: { id, name, email, phone }, role, isPrimary, shareBps, shareCents }) => ({
    ...{ id, name, email, phone },
    role,
    is_primary: isPrimary,
    share_bps: shareBps,
    share_cents: shareCents === null ? null : fromSqlCents(shareCents),
    share_of_rent_cents: ofRent.find(({ tenantId }) => tenantId === id)?.amountCents ?? null,
  }));
}
