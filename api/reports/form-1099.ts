import { thresholdOf, thresholdView } from '../../domain/reports/information-returns';
import type { Report, ReportColumn } from '../../domain/reports/report';
import type { Transaction } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { readPaidOwners, readPaidVendors } from '../../store/reports/read-1099';
import { overPrisma } from '../../store/sql-runner';
import { type Format, limitOf, refuseTooMany } from './bounds';

type Wanted = { organizationId: string; year: number; format: Format };

const BASE_NOTE =
  'A working paper, not the form: corporations are mostly exempt (Form W-9 says what a payee is), and what was paid by card or through a payment network is reported by that network.';

/** What vendors were paid for services in a calendar year, and what of it a 1099-NEC is due for. */
export async function form1099Nec(tx: Transaction, { organizationId, year, format }: Wanted): Promise<Report> {
  const threshold = thresholdOf(year).amountCents;
  const limit = limitOf(format);
  const vendors = await readPaidVendors(overPrisma(tx), { organizationId, year, limit });
  refuseTooMany(vendors.length, format, 'Take it as CSV.');
  const rows = vendors.map(({ vendorId, payee, payments, paidCents, servicesCents }) => ({
    payee,
    vendor_id: vendorId,
    payments,
    paid: paidCents,
    services: servicesCents,
    box_1: servicesCents >= threshold ? servicesCents : 0,
  }));
  const columns: ReportColumn[] = [
    { key: 'payee', label: 'Payee', kind: 'text', width: 3 },
    { key: 'vendor_id', label: 'Vendor', kind: 'text', width: 0 },
    { key: 'payments', label: 'Payments', kind: 'count', width: 1 },
    { key: 'paid', label: 'Paid in all', kind: 'money', width: 1.4 },
    { key: 'services', label: 'For services', kind: 'money', width: 1.4 },
    { key: 'box_1', label: 'Box 1', kind: 'money', width: 1.4 },
  ];
  const totals = { payee: 'Total', ...sumsOf(rows, ['payments', 'paid', 'services', 'box_1']) };
  const notes = [
    'Services are repairs, cleaning, landscaping, legal and other bills paid to somebody who is not an employee, other than by card.',
    BASE_NOTE,
  ];
  return yearReport(tx, organizationId, year, {
    kind: 'form_1099_nec',
    form: '1099-NEC',
    columns,
    rows,
    totals,
    notes,
  });
}

/** Rents collected for owners in a calendar year, gross, and what of it a 1099-MISC is due for. */
export async function form1099Misc(tx: Transaction, { organizationId, year, format }: Wanted): Promise<Report> {
  const threshold = thresholdOf(year).amountCents;
  const owners = await readPaidOwners(overPrisma(tx), { organizationId, year, limit: limitOf(format) });
  refuseTooMany(owners.length, format, 'Take it as CSV.');
  const rows = owners.map(({ ownerId, name, taxIdLast4, statements, rentsCents }) => ({
    payee: name,
    owner_id: ownerId,
    tax_id: taxIdLast4 === null ? 'missing' : `ends in ${taxIdLast4}`,
    statements,
    rents: rentsCents,
    box_1: rentsCents >= threshold ? rentsCents : 0,
  }));
  const columns: ReportColumn[] = [
    { key: 'payee', label: 'Owner', kind: 'text', width: 3 },
    { key: 'owner_id', label: 'Id', kind: 'text', width: 0 },
    { key: 'tax_id', label: 'Tax id', kind: 'text', width: 1.2 },
    { key: 'statements', label: 'Statements', kind: 'count', width: 1 },
    { key: 'rents', label: 'Collected, gross', kind: 'money', width: 1.5 },
    { key: 'box_1', label: 'Box 1 (rents)', kind: 'money', width: 1.4 },
  ];
  const totals = { payee: 'Total', ...sumsOf(rows, ['statements', 'rents', 'box_1']) };
  const notes = [
    'What a manager collects counts in full, before fees and expenses (26 CFR 1.6041-1(e)(5) and (f)). Months whose statements are not made yet are not in it.',
    BASE_NOTE,
  ];
  return yearReport(tx, organizationId, year, {
    kind: 'form_1099_misc',
    form: '1099-MISC',
    columns,
    rows,
    totals,
    notes,
  });
}

type Cells = Report['rows'][number]['cells'];

async function yearReport(
  tx: Transaction,
  organizationId: string,
  year: number,
  {
    kind,
    form,
    columns,
    rows,
    totals,
    notes,
  }: {
    kind: Report['kind'];
    form: string;
    columns: ReportColumn[];
    rows: Cells[];
    totals: Cells;
    notes: string[];
  },
): Promise<Report> {
  const { name } = await readOrganization(tx, organizationId);
  const rule = thresholdView(year);
  return {
    kind,
    locale: 'en',
    title: `${form} totals, ${year}`,
    from: name,
    reference: `${form} totals · ${year}`,
    facts: [{ label: 'Calendar year', value: String(year) }],
    columns,
    rows: rows.map((cells) => ({ cells })),
    totals: { cells: totals, isSum: true },
    notes: [`${rule.text} Source: ${rule.cite} (${rule.confidence}).`, ...notes],
  };
}

function sumsOf(rows: readonly Cells[], keys: readonly string[]): Record<string, number> {
  return Object.fromEntries(keys.map((key) => [key, rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0)]));
}
