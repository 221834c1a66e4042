import type { World } from '../../workflows/support/world';

/** What an organization's money came to: equal for equal courses, whatever happened on the way. */
export type Result = {
  /** Each entry of the ledger with its postings, in no order that depends on when it was written. */
  entries: string[];
  /** What the product says became of everything that moves money. */
  states: string[];
  /** What the payment service did, which no crash may make it do twice. */
  moved: string[];
  letters: string[];
};

type Moved = { amount: number; status?: string; metadata: Record<string, string> };

/** Reads an organization's result: what comes last in a course first, so that no effect is seen without its cause. */
export async function resultOf(world: World, organizationId: string, email: string): Promise<Result> {
  const mail = await world.inbox(email);
  const moved = ['charges', 'refunds', 'transfers'].flatMap((kind) =>
    world.sandbox.sandbox.store
      .collection<{ object: Moved }>(`stripe.${kind}`)
      .list()
      .filter(({ object }) => object.metadata.organization_id === organizationId)
      .map(({ object: { amount, status, metadata } }) =>
        [kind, status, metadata.step, amount].filter((word) => word !== undefined).join(' '),
      ),
  );
  const { rows } = await world.owner.query<{ of: string; line: string }>(BOOKS, [organizationId]);
  const linesOf = (kind: string) => rows.filter(({ of }) => of === kind).map(({ line }) => line);
  const [entries, states] = [linesOf('entry'), linesOf('state')];
  return { entries, states, moved: moved.sort(), letters: mail.map(({ subject = '' }) => subject).sort() };
}

/**
 * A bank debit may be heard of only once it is through, which skips a step between, its entry and its letter: what it
 * comes to is the same.
 */
export function withoutSteps({ entries, letters, ...result }: Result): object {
  const balances: Record<string, number> = {};
  for (const posting of entries.flatMap((entry) => entry.replace(/^.*: /, '').split(', '))) {
    const [account = '', amount = '0'] = posting.split(' ');
    balances[account] = (balances[account] ?? 0) + Number(amount);
  }
  const left = Object.entries(balances).filter(([, sum]) => sum !== 0);
  return {
    ...result,
    balances: left.map(([account, sum]) => `${account} ${sum}`).sort(),
    isEachOnce: new Set(entries).size === entries.length,
    letters: letters.filter((subject) => !subject.includes('on its way')),
  };
}

const BOOKS = `
  select 'entry' as of, e.kind || ': ' || (
    select string_agg(p.account || ' ' || p.amount_cents, ', ' order by p.account, p.amount_cents)
    from postings p where p.entry_id = e.id) as line
  from journal_entries e where e.organization_id = $1
  union all select 'state', 'payment ' || kind || ' ' || status || ' ' || amount_cents
    from payments where organization_id = $1
  union all select 'state', 'refund ' || status || ' ' || amount_cents from refunds where organization_id = $1
  union all select 'state', 'dispute ' || status || ' ' || amount_cents from disputes where organization_id = $1
  union all select 'state', 'deposit ' || kind || ' ' || status || ' ' || amount_cents
    from deposit_movements where organization_id = $1
  union all select 'state', 'plan ' || status from payment_plans where organization_id = $1
  union all select 'state', 'payout ' || status || ' ' || amount_cents from owner_payouts where organization_id = $1
  union all select 'state', 'presentment ' || status || ' ' || amount_cents
    from presentments where organization_id = $1
  order by 1, 2`;
