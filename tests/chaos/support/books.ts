import type pg from 'pg';
import type { GivenLease } from '../../money/support/given-lease';

/** What a lease's money came to, without names and times: equal for equal stories, whatever happened on the way. */
export type Story = {
  entries: string[];
  payments: string[];
  charged: { count: number; cents: number };
  messages: string[];
};

type Summary = { by_metadata: { value: string; succeeded_charges: number; succeeded_amount: number }[] };

/**
 * Reads a lease's story from the mailbox, the payment service and the ledger, in this order: whoever sees an effect sees
 * its cause too, while the story goes on.
 */
export async function storyOf(owner: pg.Pool, sandboxUrl: string, lease: GivenLease): Promise<Story> {
  const { leaseId, email } = lease;
  const mail = await readJson<{ data: { subject?: string }[] }>(
    `${sandboxUrl}/inbox.json?to=${encodeURIComponent(email)}`,
  );
  const summary = await readJson<Summary>(`${sandboxUrl}/control/stripe/summary?metadata=lease_id`);
  const own = summary.by_metadata.find(({ value }) => value === leaseId);
  const payments = await owner.query<{ status: string }>(
    "select kind || ' ' || status || ' ' || amount_cents as status from payments where lease_id = $1 order by 1",
    [leaseId],
  );
  const entries = await owner.query<{ entry: string }>(ENTRIES, [leaseId]);
  return {
    entries: entries.rows.map(({ entry }) => entry),
    payments: payments.rows.map(({ status }) => status),
    charged: { count: own?.succeeded_charges ?? 0, cents: own?.succeeded_amount ?? 0 },
    messages: mail.data.map(({ subject = '' }) => subject).sort(),
  };
}

async function readJson<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  return JSON.parse(await answer.text());
}

/** Each entry with its postings in words, in no order that depends on when it was written. */
const ENTRIES = `
  select e.kind || ': ' || (
    select string_agg(p.account || ' ' || p.amount_cents, ', ' order by p.account, p.amount_cents)
    from postings p where p.entry_id = e.id) as entry
  from journal_entries e where e.lease_id = $1 order by 1`;

/** What matters in the end: a bank debit may be heard of only once it is through, which skips the steps between. */
export type Outcome = { balances: Record<string, number>; isEachOnce: boolean } & Omit<Story, 'entries'>;

/** A story without the ways that lead to the same end. */
export function outcomeOf({ entries, messages, ...story }: Story): Outcome {
  const balances: Record<string, number> = {};
  for (const posting of entries.flatMap((entry) => entry.replace(/^.*: /, '').split(', '))) {
    const [account = '', amount = '0'] = posting.split(' ');
    balances[account] = (balances[account] ?? 0) + Number(amount);
  }
  const moved = Object.entries(balances).filter(([, sum]) => sum !== 0);
  return {
    ...story,
    balances: Object.fromEntries(moved.sort(([a], [b]) => (a < b ? -1 : 1))),
    isEachOnce: new Set(entries).size === entries.length,
    messages: messages.filter((subject) => !subject.includes('on its way')),
  };
}
