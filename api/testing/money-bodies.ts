import { addDays, type PlainDateString } from '../../domain/calendar';
import type { HomeWithMoney } from './home-with-money';

export const RENT = 185_000;

/** A landlord's home with money, another landlord's, and the first one's bills: a draft and one that is approved. */
export type Around = { there: HomeWithMoney; other: HomeWithMoney; bills: { draft: string; approved: string } };

/** A day so many after today where the home is. */
export function dayOf({ there }: Pick<Around, 'there'>, offset: number): PlainDateString {
  return addDays(there.lease.today, offset);
}

/** Bodies that are right, of every command of money. */
export function bodiesOf(around: Around) {
  const { lease, check, owner } = around.there;
  const day = (offset: number) => dayOf(around, offset);
  const { leaseId, propertyId, today } = lease;
  return {
    cash: { method: 'cash', lease_id: leaseId, amount_cents: 1_000 },
    fee: { kind: 'other', label: 'Key', amount_cents: 500, due_on: today },
    refund: { amount_cents: 1_000, reason: 'test' },
    bill: {
      ...{ category: 'repairs', payee: 'Ana', description: 'Sink' },
      ...{ amount_cents: 900, billed_on: today, property_id: propertyId },
    },
    kept: { amount_cents: 100, reason: 'Burnt' },
    plan: { lease_id: leaseId, schedule: { kind: 'split', count: 2, first_due_on: day(7) } },
    payout: { owner_id: owner, method: 'check', amount_cents: 1_000 },
    banked: { payment_ids: [check], deposited_on: today, reference: 'Slip 7' },
    step: { rent_steps: [{ effective_on: day(70), rent_cents: RENT + 1_000 }] },
  };
}

/** The addresses that are of one thing. */
export function pathsOf({ there }: Around) {
  const { lease, check, card, old, dispute } = there;
  return {
    charges: `/v1/leases/${lease.leaseId}/charges`,
    refunds: `/v1/payments/${card}/refunds`,
    corrections: `/v1/payments/${check}/corrections`,
    deposit: `/v1/leases/${old.leaseId}/deposit`,
    amendments: `/v1/leases/${lease.leaseId}/amendments`,
    dispute: `/v1/disputes/${dispute}`,
  };
}
