import { lastDayOf, type Period } from '../../../domain/calendar';
import { ownerStatementPosted } from '../../../domain/ledger';
import { type Cents, cents } from '../../../domain/money';
import { settleMonth } from '../../../domain/owners/settle-month';
import { type NewEntry, postEntries } from '../../ledger/post-entries';
import { newId } from '../../new-id';
import type { RunSql } from '../../sql-runner';
import { lockRun } from './gather-items';

type Ref = { organizationId: string; period: Period };

/** Statements in one transaction. */
const PAGE_STATEMENTS = 200;

/** What a draft is settled from; amounts as text of whole cents. */
const DRAFTS = `
  select s.id, s.owner_id, (s.reserve_target_cents + o.reserve_cents)::text as target,
    coalesce(-p.balance_cents, 0)::text as opening, coalesce(-r.balance_cents, 0)::text as held,
    coalesce(t.collected, 0)::text as collected, coalesce(t.fee, 0)::text as fee,
    coalesce(t.repairs, 0)::text as repairs, coalesce(t.other, 0)::text as other,
    coalesce(t.platform, 0)::text as platform, coalesce(t.processing, 0)::text as processing
  from owner_statements s join owners o on o.id = s.owner_id
    left join owner_balances p on p.owner_id = s.owner_id and p.account = 'owner_payable'
    left join owner_balances r on r.owner_id = s.owner_id and r.account = 'owner_reserve'
    left join lateral (
      select sum(l.amount_cents) filter (where i.source_kind in ('collected', 'returned')) as collected,
        sum(l.amount_cents) filter (where i.source_kind = 'management_fee') as fee,
        sum(l.amount_cents) filter (where i.source_kind in ('bill', 'bill_voided') and i.category = 'repairs') as repairs,
        sum(l.amount_cents) filter (where i.source_kind in ('bill', 'bill_voided') and i.category <> 'repairs') as other,
        sum(l.amount_cents) filter (where i.source_kind = 'payment_fee' and i.category = 'platform_fees') as platform,
        sum(l.amount_cents) filter (where i.source_kind = 'payment_fee' and i.category = 'processing_fees') as processing
      from owner_statement_lines l join owner_items i on i.id = l.item_id where l.statement_id = s.id
    ) t on true
  where s.organization_id = $1 and s.run_id = $2 and s.status = 'draft'
  order by s.owner_id limit $3`;

type Draft = {
  id: string;
  owner_id: string;
  target: string;
  opening: string;
  held: string;
  collected: string;
  fee: string;
  repairs: string;
  other: string;
  platform: string;
  processing: string;
};

/**
 * Settles and books the next drafts of a month: opening balance, what the month brought, what is kept back, and what is
 * then owed, with the ledger's entry and the event in the same transaction. Each is booked once.
 * @returns whether more drafts are left
 */
export async function postStatements(run: RunSql, { organizationId, period }: Ref): Promise<boolean> {
  const { id: runId } = await lockRun(run, { organizationId, period });
  // Whoever pays these owners just now is waited for: what is owed afterwards is the opening balance.
  await run(
    `select o.id from owners o join owner_statements s on s.owner_id = o.id
     where s.run_id = $1 and s.status = 'draft' order by o.id for update of o`,
    [runId],
  );
  const drafts = await run<Draft>(DRAFTS, [organizationId, runId, PAGE_STATEMENTS]);
  if (drafts.length === 0) return false;
  const settled = drafts.map(settle);
  await postEntries(
    run,
    organizationId,
    settled.flatMap((each) => entryOf(each, period)),
  );
  await run(
    `update owner_statements s set status = 'posted', posted_at = now(), opening_cents = n.opening, collected_cents = n.collected,
       management_fee_cents = n.fee, expenses_cents = n.expenses, reserve_cents = n.reserve, reserve_held_cents = n.held, payable_cents = n.payable
     from jsonb_to_recordset($1::jsonb) as n(id text, opening bigint, collected bigint, fee bigint, expenses bigint, reserve bigint, held bigint, payable bigint)
     where s.id = n.id`,
    [JSON.stringify(settled.map(columnsOf))],
  );
  await tell(run, organizationId, period, settled);
  return true;
}

function settle(draft: Draft) {
  const [opening, held, target] = [draft.opening, draft.held, draft.target].map(amountOf);
  const month = {
    collected: amountOf(draft.collected),
    fee: amountOf(draft.fee),
    repairs: amountOf(draft.repairs),
    other: amountOf(draft.other),
    platform: amountOf(draft.platform),
    processing: amountOf(draft.processing),
  };
  const netCents = cents(month.collected + month.fee + expensesOf(month));
  const openingCents = opening ?? cents(0);
  const result = settleMonth({ openingCents, netCents, heldCents: held ?? cents(0), targetCents: target ?? cents(0) });
  return { id: draft.id, ownerId: draft.owner_id, openingCents, month, ...result };
}

type Month = Record<'collected' | 'fee' | 'repairs' | 'other' | 'platform' | 'processing', Cents>;

function expensesOf({ repairs, other, platform, processing }: Month): Cents {
  return cents(repairs + other + platform + processing);
}

type Settled = ReturnType<typeof settle>;

function amountOf(text: string): Cents {
  return cents(Number(text));
}

function entryOf({ id, ownerId, month, reserveCents }: Settled, period: Period): NewEntry[] {
  const entry = ownerStatementPosted({
    ownerId,
    collectedCents: month.collected,
    managementFeeCents: month.fee,
    repairsCents: month.repairs,
    otherExpensesCents: month.other,
    platformFeesCents: month.platform,
    processingFeesCents: month.processing,
    reserveCents,
  });
  if (entry === null) return [];
  const idempotencyKey = `owner-statement/${ownerId}/${period}`;
  return [
    { idempotencyKey, entry, description: `Owner statement, ${period}`, effectiveOn: lastDayOf(period), subjectId: id },
  ];
}

function columnsOf({ id, openingCents, month, reserveCents, heldCents, payableCents }: Settled) {
  const { collected, fee } = month;
  const expenses = expensesOf(month);
  return {
    id,
    opening: openingCents,
    collected,
    fee,
    expenses,
    reserve: reserveCents,
    held: heldCents,
    payable: payableCents,
  };
}

async function tell(run: RunSql, organizationId: string, period: Period, settled: readonly Settled[]): Promise<void> {
  const events = settled.map(({ id, ownerId, payableCents }) => ({
    id: newId('event'),
    subject_id: id,
    subjects: [id, ownerId],
    payload: { period, payable_cents: payableCents },
  }));
  await run(
    `insert into events (id, organization_id, type, subject_id, subjects, payload, actor)
     select id, $1, 'owner_statement.posted', subject_id, array(select jsonb_array_elements_text(subjects)), payload, 'system'
     from jsonb_to_recordset($2::jsonb) as e(id text, subject_id text, subjects jsonb, payload jsonb)`,
    [organizationId, JSON.stringify(events)],
  );
}
