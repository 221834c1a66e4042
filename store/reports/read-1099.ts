import { SERVICE_CATEGORIES } from '../../domain/reports/information-returns';
import type { RunSql } from '../sql-runner';

type Year = { organizationId: string; year: number; limit: number };

export type PaidVendor = {
  vendorId: string | null;
  payee: string;
  payments: number;
  /** Everything that was paid, and the part of it that a 1099-NEC is about. */
  paidCents: number;
  servicesCents: number;
};

/**
 * By vendor, or by the name on the bill where none is on file. A card's network reports what was paid by card, and an
 * employee's pay is on a W-2: neither counts as services here.
 */
const VENDORS = `
  select b.vendor_id, coalesce(v.name, b.payee) as payee, count(distinct e.id)::int as payments, sum(p.amount_cents)::text as paid,
    coalesce(sum(p.amount_cents) filter (where b.category = any($4::text[]) and not coalesce(v.in_house, false)
      and coalesce(b.paid_how, '') !~* '\\mcard\\M'), 0)::text as services
  from journal_entries e
    join postings p on p.entry_id = e.id and p.account = 'vendor_payable'
    join bills b on b.id = e.subject_id left join vendors v on v.id = b.vendor_id
  where e.organization_id = $1 and e.kind = 'bill_paid' and e.effective_on between $2::date and $3::date
  group by b.vendor_id, coalesce(v.name, b.payee)
  order by coalesce(v.name, b.payee), b.vendor_id limit $5`;

/** What vendors were paid in a calendar year, from the ledger's entries of payment. */
export async function readPaidVendors(run: RunSql, { organizationId, year, limit }: Year): Promise<PaidVendor[]> {
  const rows = await run<{ vendor_id: string | null; payee: string; payments: number; paid: string; services: string }>(
    VENDORS,
    [organizationId, `${year}-01-01`, `${year}-12-31`, [...SERVICE_CATEGORIES], limit],
  );
  return rows.map((row) => ({
    vendorId: row.vendor_id,
    payee: row.payee,
    payments: row.payments,
    paidCents: Number(row.paid),
    servicesCents: Number(row.services),
  }));
}

export type PaidOwner = {
  ownerId: string;
  name: string;
  taxIdLast4: string | null;
  statements: number;
  /** Gross: before the manager's fee and expenses. */
  rentsCents: number;
};

const OWNERS = `
  select s.owner_id, o.name, o.tax_id_last4, count(distinct e.id)::int as statements, sum(p.amount_cents)::text as rents
  from journal_entries e
    join postings p on p.entry_id = e.id and p.account = 'owner_income'
    join owner_statements s on s.id = e.subject_id join owners o on o.id = s.owner_id
  where e.organization_id = $1 and e.kind = 'owner_statement' and e.effective_on between $2::date and $3::date
  group by s.owner_id, o.name, o.tax_id_last4
  order by o.name, s.owner_id limit $4`;

/** What was collected for owners in a calendar year, gross, from the ledger's entries of their statements. */
export async function readPaidOwners(run: RunSql, { organizationId, year, limit }: Year): Promise<PaidOwner[]> {
  const rows = await run<{
    owner_id: string;
    name: string;
    tax_id_last4: string | null;
    statements: number;
    rents: string;
  }>(OWNERS, [organizationId, `${year}-01-01`, `${year}-12-31`, limit]);
  return rows.map((row) => ({
    ownerId: row.owner_id,
    name: row.name,
    taxIdLast4: row.tax_id_last4,
    statements: row.statements,
    rentsCents: Number(row.rents),
  }));
}
