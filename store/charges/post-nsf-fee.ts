import { achReturn } from '../../domain/ach-returns';
import { localDateAt, periodOf } from '../../domain/calendar';
import { CHARGE_KINDS } from '../../domain/charge-kinds';
import { nsfFeeFor } from '../../domain/jurisdictions/nsf-fees';
import { leaseTermsSchema } from '../../domain/lease-terms';
import { type Cents, ZERO_CENTS } from '../../domain/money';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';
import { postCharges } from './post-charges';

/** The code of a check that the bank sent back. */
export const CHECK_RETURNED = 'check_returned';

type Returned = {
  id: string;
  organizationId: string;
  leaseId: string;
  method: string | null;
  lease: { terms: unknown; timeZone: string; state: string; unitId: string; unit: { propertyId: string } };
};

/**
 * Posts the lease's fee for a bank debit that came back for want of money, or for a check that the bank sent back; once for each payment, none where the
 * lease has none or the return has another cause. An enforced limit of the state cuts it.
 * @returns the fee that stands for this payment
 */
export async function postNsfFee(tx: Transaction, payment: Returned, code: string, now: Date): Promise<Cents> {
  const { state } = payment.lease;
  const wantedCents = leaseTermsSchema.parse(payment.lease.terms).nsf_fee_cents;
  if (wantedCents <= 0 || !bearsFee(payment, code)) return ZERO_CENTS;
  const today = localDateAt(now.getTime(), payment.lease.timeZone);
  const { amountCents, capCents, rule } = nsfFeeFor({ state, on: today, wantedCents });
  const known = await tx.charge.count({ where: { leaseId: payment.leaseId, kind: 'nsf_fee', item: payment.id } });
  if (known > 0) return amountCents;
  const inputs = { state, code, payment_id: payment.id, wanted_cents: wantedCents, cap_cents: capCents };
  const what = code === CHECK_RETURNED ? 'a check that the bank returned' : 'a bank payment returned for want of money';
  const text = `For ${what}, by the lease`;
  await postCharges(overPrisma(tx), payment.organizationId, [
    {
      leaseId: payment.leaseId,
      kind: 'nsf_fee',
      item: payment.id,
      label: CHARGE_KINDS.nsf_fee.label,
      amountCents,
      period: periodOf(today),
      dueOn: today,
      coversFrom: null,
      coversTo: null,
      rule: { ...rule, name: 'nsf_fee_by_lease', text, limit: rule?.text ?? null, code, inputs },
      alsoAbout: [payment.lease.unitId, payment.lease.unit.propertyId],
    },
  ]);
  return amountCents;
}

function bearsFee({ method }: Returned, code: string): boolean {
  return code === CHECK_RETURNED || (method === 'us_bank_account' && achReturn(code).represent);
}
