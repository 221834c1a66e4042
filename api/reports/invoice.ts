import type { Period } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import type { Locale } from '../../domain/locales';
import { monthIn } from '../../domain/messages';
import { cents, formatMoney } from '../../domain/money';
import type { Report, ReportRow } from '../../domain/reports/report';
import { longDateIn } from '../../papers/words';
import type { Transaction } from '../../store/database';
import { readLeaseHeading } from '../../store/reports/lease-heading';
import { readInvoice } from '../../store/reports/read-invoice';
import { overPrisma } from '../../store/sql-runner';
import { labelIn, PAPER_WORDS } from './words';

/**
 * What a lease is charged for a month, what was paid of it and what is open.
 * @throws TenureError not_found, not_possible where nothing is charged for that month
 */
export async function invoice(
  tx: Transaction,
  {
    organizationId,
    leaseId,
    period,
    locale,
  }: { organizationId: string; leaseId: string; period: Period; locale: Locale },
): Promise<Report> {
  const say = PAPER_WORDS[locale];
  const heading = await readLeaseHeading(tx, organizationId, leaseId);
  const lines = await readInvoice(overPrisma(tx), { organizationId, leaseId, period });
  if (lines.length === 0) throw new TenureError('not_possible', 'Nothing is charged for that month.');
  const sum = { amount: 0, paid: 0, open: 0 };
  const rows = lines.map(({ chargeId, kind, label, dueOn, amountCents, paidCents }): ReportRow => {
    const part = { amount: amountCents, paid: paidCents, open: amountCents - paidCents };
    sum.amount += part.amount;
    sum.paid += part.paid;
    sum.open += part.open;
    return { cells: { what: labelIn(kind, label, locale), charge_id: chargeId, due_on: dueOn, ...part } };
  });
  const month = monthIn(locale, period);
  const number = `${period}-${leaseId.slice(-6)}`;
  return {
    kind: 'invoice',
    locale,
    title: `${say.invoice}, ${month}`,
    from: heading.from,
    reference: `${say.invoice} ${number}`,
    facts: [
      { label: say.number, value: number },
      { label: say.billTo, value: heading.tenants.join(', ') },
      { label: say.home, value: heading.home },
      { label: say.due, value: longDateIn(firstDue(lines), locale) },
      { label: say.open, value: formatMoney(cents(sum.open), 'USD', locale === 'es' ? 'es-US' : 'en-US') },
    ],
    columns: [
      { key: 'what', label: say.what, kind: 'text', width: 3 },
      { key: 'charge_id', label: 'Id', kind: 'text', width: 0 },
      { key: 'due_on', label: say.due, kind: 'date', width: 1.2 },
      { key: 'amount', label: say.amount, kind: 'money', width: 1.3 },
      { key: 'paid', label: say.paid, kind: 'money', width: 1.3 },
      { key: 'open', label: say.open, kind: 'money', width: 1.3 },
    ],
    rows,
    totals: { cells: { what: say.total, ...sum }, isSum: true },
    notes: [say.invoiceNote],
  };
}

function firstDue(lines: readonly { dueOn: string }[]): string {
  return lines.map(({ dueOn }) => dueOn).sort()[0] ?? '';
}
