import type { Report, ReportColumn } from '../../domain/reports/report';
import { longInstant } from '../../papers/words';
import type { Transaction } from '../../store/database';
import { listDelinquencies } from '../../store/delinquencies/list-delinquencies';
import { readOrganization } from '../../store/organizations/read-organization';
import { overPrisma } from '../../store/sql-runner';
import { type Format, limitOf, refuseTooMany } from './bounds';

const SUMS = ['balance', 'd0_30', 'd31_60', 'd61_90', 'over_90'] as const;

const COLUMNS: readonly ReportColumn[] = [
  { key: 'home', label: 'Home', kind: 'text', width: 2.2 },
  { key: 'tenants', label: 'Tenants', kind: 'text', width: 2 },
  { key: 'oldest_due_on', label: 'Since', kind: 'date', width: 1.1 },
  { key: 'days_late', label: 'Days', kind: 'count', width: 0.6 },
  { key: 'balance', label: 'Past due', kind: 'money', width: 1.2 },
  { key: 'd0_30', label: '1–30 days', kind: 'money', width: 1.2 },
  { key: 'd31_60', label: '31–60 days', kind: 'money', width: 1.2 },
  { key: 'd61_90', label: '61–90 days', kind: 'money', width: 1.2 },
  { key: 'over_90', label: 'Over 90 days', kind: 'money', width: 1.2 },
  { key: 'lease_id', label: 'Lease', kind: 'text', width: 0 },
];

/** Who is late now and by how long, the same figures as the board of late leases. */
export async function delinquency(
  tx: Transaction,
  wanted: { organizationId: string; propertyId: string | null; now: Date; format: Format },
): Promise<Report> {
  const { organizationId, now, format } = wanted;
  const { name } = await readOrganization(tx, organizationId);
  // The board asks for one more than a page by itself.
  const limit = limitOf(format) - 1;
  const filter = { organizationId, now, propertyId: wanted.propertyId ?? undefined, limit };
  const late = await listDelinquencies(overPrisma(tx), filter);
  refuseTooMany(late.length, format, 'Choose one property.');
  const sums = Object.fromEntries(SUMS.map((key) => [key, late.reduce((sum, row) => sum + Number(row[key]), 0)]));
  return {
    kind: 'delinquency',
    locale: 'en',
    title: 'Delinquency',
    from: name,
    reference: `Delinquency · ${now.toISOString().slice(0, 10)}`,
    facts: [
      { label: 'As of', value: longInstant(now) },
      { label: 'Late leases', value: String(late.length) },
    ],
    columns: COLUMNS,
    rows: late.map((row) => ({
      cells: {
        home: row.home,
        tenants: row.tenants,
        oldest_due_on: row.oldest_due_on,
        days_late: row.days_late,
        ...Object.fromEntries(SUMS.map((key) => [key, Number(row[key])])),
        lease_id: row.lease_id,
      },
    })),
    totals: { cells: { home: 'Total', ...sums }, isSum: true },
    notes: [
      'What is past its day by each lease’s own calendar. Payments that banks are still working on count as paid.',
    ],
  };
}
