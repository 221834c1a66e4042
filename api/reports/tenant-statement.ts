import type { PlainDateString } from '../../domain/calendar';
import type { Locale } from '../../domain/locales';
import type { Report, ReportRow } from '../../domain/reports/report';
import { longDateIn } from '../../papers/words';
import type { Transaction } from '../../store/database';
import { readLeaseHeading } from '../../store/reports/lease-heading';
import { readTenantStatement } from '../../store/reports/read-tenant-statement';
import { overPrisma } from '../../store/sql-runner';
import { type Format, limitOf, refuseTooMany } from './bounds';
import { entryIn, PAPER_WORDS } from './words';

export type WantedStatement = {
  organizationId: string;
  leaseId: string;
  from: PlainDateString;
  to: PlainDateString;
  locale: Locale;
  format: Format;
};

/** What changed a tenant's balance from one day to another, with the balance after each line. @throws TenureError not_found */
export async function tenantStatement(tx: Transaction, wanted: WantedStatement): Promise<Report> {
  const { organizationId, leaseId, from, to, locale, format } = wanted;
  const say = PAPER_WORDS[locale];
  const heading = await readLeaseHeading(tx, organizationId, leaseId);
  const limit = limitOf(format);
  const { openingCents, lines } = await readTenantStatement(overPrisma(tx), {
    organizationId,
    leaseId,
    from,
    to,
    limit,
  });
  refuseTooMany(lines.length, format, 'Choose fewer days.');
  let [balance, charged, paid] = [openingCents, 0, 0];
  const rows = lines.map((line): ReportRow => {
    balance += line.cents;
    if (line.cents > 0) charged += line.cents;
    else paid -= line.cents;
    const side = line.cents > 0 ? { charge: line.cents } : { payment: -line.cents };
    return { cells: { date: line.effectiveOn, what: entryIn(line, locale), entry_id: line.entryId, ...side, balance } };
  });
  const days = `${longDateIn(from, locale)} ${say.to} ${longDateIn(to, locale)}`;
  return {
    kind: 'tenant_statement',
    locale,
    title: say.statement,
    from: heading.from,
    reference: `${say.statement} · ${leaseId} · ${from} ${say.to} ${to}`,
    facts: [
      { label: say.billTo, value: heading.tenants.join(', ') },
      { label: say.home, value: heading.home },
      { label: say.days, value: days },
    ],
    columns: [
      { key: 'date', label: say.date, kind: 'date', width: 1.2 },
      { key: 'what', label: say.what, kind: 'text', width: 3.6 },
      { key: 'entry_id', label: 'Id', kind: 'text', width: 0 },
      { key: 'charge', label: say.charge, kind: 'money', width: 1.3 },
      { key: 'payment', label: say.payment, kind: 'money', width: 1.3 },
      { key: 'balance', label: say.balance, kind: 'money', width: 1.3 },
    ],
    rows: [{ cells: { date: from, what: say.opening, balance: openingCents }, isSum: true }, ...rows],
    totals: { cells: { date: to, what: say.closing, charge: charged, payment: paid, balance }, isSum: true },
    notes: [say.statementNote],
  };
}
