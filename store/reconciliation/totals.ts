import type { RunSql } from '../sql-runner';

/** A line of the three columns; null where a side has no such thing. In cents. */
export type TotalsLine = {
  key: string;
  stripeCents: number | null;
  ledgerCents: number | null;
  recordsCents: number | null;
};

const STRIPE = `
  select aspect as key, sum(amount_cents)::bigint as amount from vendor_bookings where organization_id = $1 and aspect <> 'payout' group by 1
  union all select 'fees', -sum(fee_cents)::bigint from vendor_bookings where organization_id = $1 and aspect <> 'payout' having sum(fee_cents) <> 0
  union all select 'payouts', -sum(own_cents)::bigint from vendor_payouts p where organization_id = $1 and status = 'paid'
    and not exists (select from vendor_payouts x where x.vendor_ref = p.vendor_ref and x.status = 'failed')`;

const LEDGER = `
  select case when e.kind in ('payout_arrived', 'payout_returned') then 'payouts'
      when e.kind in ('owner_payout_paid', 'owner_payout_returned') then 'owner_paid'
      when e.kind in ('processing_fee', 'dispute_fee') then 'fees'
      when r.id is not null then 'refunded'
      when e.kind in ('payment_reversed', 'card_fee_returned') then 'disputed' else 'received' end as key,
    sum(o.amount_cents)::bigint as amount
  from postings o join journal_entries e on e.id = o.entry_id
    left join payments p on p.id = e.subject_id left join refunds r on r.id = e.subject_id
  where o.organization_id = $1 and o.account = 'undeposited_funds'
    and (e.kind like '%payout%' or p.method in ('card', 'us_bank_account') or r.method = 'original')
  group by 1`;

const ACCOUNTS = `
  select account as key, sum(amount_cents)::bigint as amount from postings where organization_id = $1
    and account in ('receivable', 'tenant_credit', 'deposits_held', 'deposit_bank', 'owner_payable', 'owner_reserve') group by 1`;

const RECORDS = `
  select 'received' as key, sum(amount_cents + fee_cents)::bigint as amount from payments
    where organization_id = $1 and method in ('card', 'us_bank_account') and settled_at is not null
  union all select 'refunded', -sum(amount_cents + fee_cents)::bigint from refunds where organization_id = $1 and method = 'original' and sent_at is not null and status <> 'failed'
  union all select 'owner_paid', -sum(amount_cents)::bigint from owner_payouts where organization_id = $1 and method = 'stripe' and status = 'paid'
  union all select account, sum(balance_cents)::bigint from lease_balances where organization_id = $1 and account in ('receivable', 'tenant_credit', 'deposits_held', 'deposit_bank') group by 1
  union all select account, sum(balance_cents)::bigint from owner_balances where organization_id = $1 and account in ('owner_payable', 'owner_reserve') group by 1`;

const AT_STRIPE = ['received', 'refunded', 'disputed', 'fees', 'owner_paid', 'other', 'payouts'];
const WITH_RECORDS = new Set(['received', 'refunded', 'owner_paid']);
const OF_ACCOUNTS = ['receivable', 'tenant_credit', 'deposits_held', 'deposit_bank', 'owner_payable', 'owner_reserve'];

/** All that ever moved, side by side: the service, the ledger, and the records and balances made from it. */
export async function readTotals(run: RunSql, organizationId: string): Promise<TotalsLine[]> {
  const read = async (sql: string) => {
    const rows = await run<{ key: string; amount: bigint | null }>(sql, [organizationId]);
    return new Map(rows.map(({ key, amount }) => [key, Number(amount ?? 0n)]));
  };
  const [stripe, ledger] = [await read(STRIPE), await read(LEDGER)];
  const [accounts, records] = [await read(ACCOUNTS), await read(RECORDS)];
  const sum = (side: ReadonlyMap<string, number>) => AT_STRIPE.reduce((total, key) => total + (side.get(key) ?? 0), 0);
  return [
    ...AT_STRIPE.map((key) => ({
      key,
      stripeCents: stripe.get(key) ?? 0,
      ledgerCents: ledger.get(key) ?? 0,
      recordsCents: WITH_RECORDS.has(key) ? (records.get(key) ?? 0) : null,
    })),
    { key: 'at_stripe', stripeCents: sum(stripe), ledgerCents: sum(ledger), recordsCents: null },
    ...OF_ACCOUNTS.map((key) => ({
      key,
      stripeCents: null,
      ledgerCents: accounts.get(key) ?? 0,
      recordsCents: records.get(key) ?? 0,
    })),
  ];
}
