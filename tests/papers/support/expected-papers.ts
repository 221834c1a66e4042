import type pg from 'pg';
import type { Story } from './story';

type Totals = Record<string, number>;

/** A report and what a reader would hold against the books, each worked out by SQL over postings alone. */
export type Paper = { name: string; path: (story: Story) => string; expected: (books: Books) => Promise<Totals> };

/** The books of a story's landlord. */
export type Books = { owner: pg.Pool; organizationId: string; story: Story };

/** The figure that the books give for the whole organization, or for one lease. */
export async function booked({ owner, organizationId }: Books, sql: string, ...more: unknown[]): Promise<number> {
  const { rows } = await owner.query<{ cents: string | null }>(sql, [organizationId, ...more]);
  return Number(rows[0]?.cents ?? 0);
}

export const postings = 'from postings p join journal_entries e on e.id = p.entry_id where p.organization_id = $1';
export const owedBy = `select sum(p.amount_cents) as cents ${postings} and p.lease_id = $2 and p.account in ('receivable', 'tenant_credit')`;

/** Every report, with what it has to say of the story. */
export const PAPERS: Paper[] = [
  {
    name: 'tenant statement',
    path: (story) => `tenant-statement?lease_id=${story.lease.leaseId}&from=2026-02-01&to=2026-04-30`,
    expected: async (books) => {
      const moved = `select coalesce(sum(cents) filter (where cents $SIGN 0), 0) as cents from (
        select sum(p.amount_cents) as cents ${postings} and p.lease_id = $2 and p.account in ('receivable', 'tenant_credit')
          and e.effective_on between '2026-02-01' and '2026-04-30' group by e.id) entries`;
      return {
        charge_cents: await booked(books, moved.replace('$SIGN', '>'), books.story.lease.leaseId),
        payment_cents: -(await booked(books, moved.replace('$SIGN', '<'), books.story.lease.leaseId)),
        balance_cents: await booked(books, `${owedBy} and e.effective_on <= '2026-04-30'`, books.story.lease.leaseId),
      };
    },
  },
  {
    name: 'invoice',
    path: (story) => `invoice?lease_id=${story.lease.leaseId}&period=2026-02`,
    expected: async (books) => {
      // What was posted for February's charges and what payments took off them is in no single account but theirs.
      const billed = await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable' and p.amount_cents > 0
         and e.kind = 'charge_posted' and e.subject_id in (select id from charges where lease_id = $2 and period = '2026-02')`,
        books.story.lease.leaseId,
      );
      const paid = await booked(
        books,
        `select sum(a.amount_cents) as cents from allocations a join charges c on c.id = a.charge_id
         where c.organization_id = $1 and c.lease_id = $2 and c.period = '2026-02' and a.voided_at is null`,
        books.story.lease.leaseId,
      );
      return { amount_cents: billed, paid_cents: paid, open_cents: billed - paid };
    },
  },
  {
    name: 'rent roll',
    path: () => 'rent-roll?as_of=2026-03-15',
    expected: async (books) => ({
      rent_cents: 185_001 + 185_000,
      deposit_cents: -(await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'deposits_held' and e.effective_on <= '2026-03-15'`,
      )),
      balance_cents: await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} and p.account in ('receivable', 'tenant_credit') and e.effective_on <= '2026-03-15'`,
      ),
    }),
  },
  {
    name: 'delinquency',
    path: () => 'delinquency',
    // Everything charged is past its day by now, so what is late is all that is receivable.
    expected: async (books) => ({
      balance_cents: await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable'`,
      ),
    }),
  },
  {
    name: 'trial balance',
    path: () => 'trial-balance?as_of=2026-03-31',
    expected: async (books) => {
      const side = (sign: string) =>
        booked(
          books,
          `select coalesce(sum(abs(cents)), 0) as cents from (select sum(p.amount_cents) as cents ${postings}
          and e.effective_on <= '2026-03-31' group by p.account) accounts where cents ${sign} 0`,
        );
      return { debit_cents: await side('>'), credit_cents: await side('<') };
    },
  },
  {
    name: 'general ledger',
    path: () => 'general-ledger?from=2026-02-01&to=2026-04-30',
    expected: async (books) => {
      const within = `and e.effective_on between '2026-02-01' and '2026-04-30'`;
      const debits = await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} ${within} and p.amount_cents > 0`,
      );
      return { debit_cents: debits, credit_cents: debits };
    },
  },
  {
    name: '1099-NEC totals',
    path: () => '1099-nec?year=2026',
    expected: async (books) => ({
      paid_cents: await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'vendor_payable' and e.kind = 'bill_paid'`,
      ),
      services_cents: 150_050 + 49_950 + 199_999,
      box_1_cents: 200_000,
    }),
  },
  {
    name: '1099-MISC totals',
    path: () => '1099-misc?year=2026',
    expected: async (books) => ({
      rents_cents: await booked(
        books,
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'owner_income'`,
      ),
      box_1_cents: 0,
    }),
  },
];
