import { ACCOUNTS, type AccountCode } from '../../domain/ledger';
import {
  explainSubLedger,
  type FoundDifference,
  type PayoutFacts,
  payoutFailed,
  payoutOff,
  type SubLedgerFacts,
} from '../../domain/reconciliation/differences';
import type { RunSql } from '../sql-runner';

/** Accounts that are kept by lease: all leases together are the account. */
const BY_LEASE = ['receivable', 'tenant_credit', 'deposits_held', 'deposit_bank'] as const;

/** A lease's or an owner's stored balance that is not the sum of its lines. */
const BALANCES_OFF = `
  with lines as (
    select o.lease_id, o.owner_id, o.account, sum(o.amount_cents) as total from postings o
    where o.organization_id = $1 and (o.lease_id is not null or o.owner_id is not null) group by 1, 2, 3
  ), sums as (
    select 'lease_balance' as kind, lease_id as id, account, sum(total) as total from lines where lease_id is not null group by 2, 3
    union all select 'owner_balance', owner_id, account, sum(total) from lines where owner_id is not null group by 2, 3
  ), stored as (
    select 'lease_balance' as kind, lease_id as id, account, balance_cents as total from lease_balances where organization_id = $1
    union all select 'owner_balance', owner_id, account, balance_cents from owner_balances where organization_id = $1
  )
  select kind, id, account, coalesce(s.total, 0)::bigint as expected, coalesce(b.total, 0)::bigint as found
  from sums s full join stored b using (kind, id, account) where coalesce(s.total, 0) <> coalesce(b.total, 0)
  order by kind, id, account limit 1000`;

/** Accounts of leases that all leases together do not come to. */
const WITHOUT_LEASE = `
  select o.account, sum(o.amount_cents)::bigint as expected, coalesce(sum(o.amount_cents) filter (where o.lease_id is not null), 0)::bigint as found
  from postings o where o.organization_id = $1 and o.account in (select jsonb_array_elements_text($2::jsonb))
  group by 1 having coalesce(sum(o.amount_cents) filter (where o.lease_id is null), 0) <> 0`;

/** Deposits whose money does not lie in the trust account; while a bank debit is under way it cannot yet. */
const TRUST_OFF = `
  select b.lease_id as id, (-coalesce(sum(b.balance_cents) filter (where b.account = 'deposits_held'), 0))::bigint as expected,
    coalesce(sum(b.balance_cents) filter (where b.account = 'deposit_bank'), 0)::bigint as found
  from lease_balances b where b.organization_id = $1 and b.account in ('deposits_held', 'deposit_bank')
    and not exists (select from payments p where p.lease_id = b.lease_id and p.status = 'processing')
  group by 1 having sum(b.balance_cents) <> 0 order by 1 limit 1000`;

type Row = { kind: string; id: string; account: AccountCode; expected: bigint; found: bigint };

/** What the sub-ledgers of leases and owners say otherwise than the ledger. */
export async function findSubLedgerDifferences(run: RunSql, organizationId: string): Promise<FoundDifference[]> {
  const balances = await run<Row>(BALANCES_OFF, [organizationId]);
  const accounts = await run<Row>(WITHOUT_LEASE, [organizationId, JSON.stringify(BY_LEASE)]);
  const trusts = await run<Row>(TRUST_OFF, [organizationId]);
  const nameOf = (account: AccountCode) => ACCOUNTS[account].name;
  const amounts = ({ expected, found }: Row) => ({ expectedCents: Number(expected), foundCents: Number(found) });
  const all: SubLedgerFacts[] = [
    ...balances.map((row) => ({
      kind: row.kind === 'owner_balance' ? ('owner_balance' as const) : ('lease_balance' as const),
      subjectId: `${row.id}/${row.account}`,
      leaseId: row.kind === 'owner_balance' ? null : row.id,
      account: nameOf(row.account),
      ...amounts(row),
    })),
    ...accounts.map((row) => ({
      kind: 'account_without_lease' as const,
      subjectId: row.account,
      leaseId: null,
      account: nameOf(row.account),
      ...amounts(row),
    })),
    ...trusts.map((row) => ({
      kind: 'deposit_trust' as const,
      subjectId: row.id,
      leaseId: row.id,
      account: nameOf('deposit_bank'),
      ...amounts(row),
    })),
  ];
  return all.map(explainSubLedger);
}

const PAYOUTS_OFF = `
  with newest as (
    select distinct on (vendor_ref) * from vendor_payouts where organization_id = $1
    order by vendor_ref, (status in ('failed', 'canceled')) desc, (status = 'paid') desc, created_at desc
  )
  select n.vendor_ref as ref, n.status, n.amount_cents as amount, coalesce(n.items_cents, n.amount_cents) as items, n.failure_code as failure
  from newest n where (n.status = 'failed' and not exists (
      select from newest later where later.account = n.account and later.status = 'paid' and (later.occurred_at, later.vendor_ref) > (n.occurred_at, n.vendor_ref)))
    or (n.status = 'paid' and n.items_cents is not null and n.items_cents <> n.amount_cents)
  order by 1 limit 1000`;

/** Payouts that came back and were not made good, and those that are not what they should be. */
export async function findPayoutDifferences(run: RunSql, organizationId: string): Promise<FoundDifference[]> {
  type PayoutRow = { ref: string; status: string; amount: bigint; items: bigint; failure: string | null };
  const rows = await run<PayoutRow>(PAYOUTS_OFF, [organizationId]);
  return rows.map((row) => {
    const facts: PayoutFacts = {
      ref: row.ref,
      amountCents: Number(row.amount),
      itemsCents: Number(row.items),
      failureCode: row.failure,
    };
    return row.status === 'failed' ? payoutFailed(facts) : payoutOff(facts);
  });
}
