import { type ChargeExplanation, explainCharge } from '../../domain/charge-explanation';
import type { Locale } from '../../domain/locales';
import { cents, sumCents } from '../../domain/money';
import { sharesOf } from '../../domain/rent-shares';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { rentSharesOf } from '../leases/rent-shares';
import { paidBy } from '../payments/method-label';
import { fromSqlDate } from '../plain-dates';
import { type ListedCharge, readCharge } from './list-charges';

/** A payment's part in a charge. `status` says whether the money is still in transit. */
export type PaidPart = {
  paymentId: string;
  amountCents: number;
  effectiveOn: string;
  by: string;
  status: string;
};

/** What was forgiven or taken back, when, why and by whom. */
export type TakenBackPart = { how: 'waive' | 'void'; amountCents: number; reason: string; at: Date; by: string | null };

/** Everything that answers why a charge is what it is, and what became of it. */
export type ChargeStory = {
  charge: ListedCharge;
  explanation: ChargeExplanation;
  paid: PaidPart[];
  takenBack: TakenBackPart[];
  shares: { tenantId: string; name: string; amountCents: number }[];
};

/** Tells a charge's story in a person's language. @throws TenureError not_found */
export async function explainStoredCharge(
  tx: Transaction,
  of: { organizationId: string; chargeId: string; locale: Locale },
): Promise<ChargeStory> {
  const charge = await readCharge(tx, of.organizationId, of.chargeId);
  const { amount, currency, rule } = charge;
  const { shares, names } = await rentSharesOf(tx, charge.lease_id);
  const takenBack = await takenBackOf(tx, charge.id);
  const forgiven = sumCents(takenBack.flatMap((part) => (part.how === 'waive' ? [cents(part.amountCents)] : [])));
  const whole = charge.voided_at === null ? Number(amount) + forgiven : Number(amount);
  return {
    charge,
    explanation: explainCharge({ amountCents: whole, rule, currency }, of.locale),
    paid: await paidPartsOf(tx, charge.id, of.locale),
    takenBack,
    shares: sharesOf(cents(Number(amount)), shares).map(({ tenantId, amountCents }) => ({
      tenantId,
      name: names.get(tenantId) ?? '',
      amountCents,
    })),
  };
}

async function paidPartsOf(tx: Transaction, chargeId: string, locale: Locale): Promise<PaidPart[]> {
  const parts = await tx.allocation.findMany({
    where: { chargeId, voidedAt: null },
    include: { payment: { include: { paymentMethod: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return parts.map(({ payment, amountCents }) => ({
    paymentId: payment.id,
    amountCents: fromSqlCents(amountCents),
    effectiveOn: fromSqlDate(payment.effectiveOn),
    by: paidBy(payment, locale),
    status: payment.status,
  }));
}

async function takenBackOf(tx: Transaction, chargeId: string): Promise<TakenBackPart[]> {
  const events = await tx.event.findMany({
    where: { subjectId: chargeId, type: { in: ['late_fee.waived', 'charge.voided'] } },
    orderBy: [{ position: 'asc' }],
  });
  return events.map(({ payload, actor, createdAt }) => {
    const facts: Record<string, unknown> = typeof payload === 'object' && payload !== null ? { ...payload } : {};
    return {
      how: facts.how === 'waive' ? 'waive' : 'void',
      amountCents: Number(facts.amount_cents ?? 0),
      reason: String(facts.reason ?? ''),
      at: createdAt,
      by: actor,
    };
  });
}
