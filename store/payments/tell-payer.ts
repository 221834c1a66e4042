import { addBankDays } from '../../domain/bank-days';
import { localDateAt } from '../../domain/calendar';
import { localeOf } from '../../domain/locales';
import { openCharges, totalOpen } from '../charges/open-charges';
import type { Transaction } from '../database';
import { enqueueMessage } from '../messages/enqueue-message';
import { overPrisma } from '../sql-runner';
import type { LockedPayment } from './lock-payment';
import { paidBy } from './method-label';

/** The longest that a bank debit takes, in business days. */
const DEBIT_BANK_DAYS = 4;

/**
 * Writes to whoever paid: a receipt, or that a bank debit is on its way. Once for each payment; where nobody is named
 * on it, to the lease's first tenant.
 */
export async function tellPayer(
  tx: Transaction,
  payment: LockedPayment,
  kind: 'receipt' | 'payment_processing',
  now: Date,
): Promise<void> {
  const { lease, leaseId, organizationId } = payment;
  if (lease === null || leaseId === null) return;
  const payer = payment.tenant ?? (await firstTenant(tx, leaseId));
  if (payer === null) return;
  const locale = localeOf(payer.locale);
  const today = localDateAt(now.getTime(), lease.timeZone);
  const { property, number } = lease.unit;
  const common = {
    org: payment.organizationName,
    name: payer.name,
    address: `${property.addressLine1}, ${number}`,
    amountCents: payment.amountCents,
    method: paidBy(payment, locale),
  };
  const message = { organizationId, to: payer, subjectId: payment.id, dedupeKey: `payment/${payment.id}/${kind}` };
  if (kind === 'payment_processing') {
    const expectedBy = addBankDays(today, DEBIT_BANK_DAYS);
    await enqueueMessage(tx, { ...message, kind, variables: { ...common, expectedBy } });
    return;
  }
  const balanceCents = totalOpen(
    (await openCharges(overPrisma(tx), organizationId, leaseId)).filter((charge) => charge.dueOn <= today),
  );
  const variables = { ...common, paidOn: payment.effectiveOn, balanceCents, number: payment.id };
  await enqueueMessage(tx, { ...message, kind, variables });
}

/** Who is written to where a payment names nobody: the lease's first tenant. */
export async function firstTenant(tx: Transaction, leaseId: string) {
  const first = await tx.leaseTenant.findFirst({
    where: { leaseId },
    orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }],
    include: { tenant: true },
  });
  return first?.tenant ?? null;
}
