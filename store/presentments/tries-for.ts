import { type MethodKind, PRESENTMENT_CAPS } from '../../domain/presentments';
import type { Transaction } from '../database';
import { columns } from '../rows';
import { overPrisma } from '../sql-runner';

/** What shows for which debts a presentment is a try. */
type Try = { obligation: string; obligations: readonly string[]; methodKind: string; status: string };

/** A presentment as far as the tries for a debt are counted by it. */
export type PastTry = Try & {
  id: string;
  paymentId: string;
  paymentMethodId: string;
  methodKind: MethodKind;
  failureCode: string | null;
  declineCode: string | null;
  presentedAt: Date;
  resolvedAt: Date | null;
};

const TRIES = `
  select ${columns('p', 'id', 'paymentId', 'paymentMethodId', 'obligation', 'obligations', 'methodKind', 'status')},
    ${columns('p', 'failureCode', 'declineCode', 'presentedAt', 'resolvedAt')}
  from presentments p`;
const IN_ORDER = 'order by p.presented_at, p.id';

/**
 * Bank debits that a payer gave on the vendor's page and that came back: the vendor presented them, and they are tries for
 * the months that they asked for all the same. As of noon of their day.
 */
const OF_PAGES = `
  select r.id, y.id as "paymentId", coalesce(y.payment_method_id, '') as "paymentMethodId", y.obligation,
    array(select y.obligation union select y.lease_id || '/' || m from unnest(y.covers) m) as obligations,
    'us_bank_account' as "methodKind", 'returned' as status, r.code as "failureCode", null as "declineCode",
    ((y.effective_on + time '12:00') at time zone l.time_zone) as "presentedAt", r.returned_at as "resolvedAt"
  from bank_returns r join payments y on y.id = r.payment_id join leases l on l.id = y.lease_id
  where y.lease_id = $1 and y.method = 'us_bank_account' and y.obligation is not null
    and not exists (select from presentments x where x.payment_id = y.id)`;

/** Every presentment that is a try for one of these obligations, the oldest first: their own, and of others that shared the debt. */
export async function triesFor(
  tx: Transaction,
  { leaseId, obligations }: { leaseId: string | null; obligations: readonly string[] },
): Promise<PastTry[]> {
  const run = overPrisma(tx);
  if (leaseId === null) return run(`${TRIES} where p.obligation = any($1::text[]) ${IN_ORDER}`, [obligations]);
  const ours = `${TRIES} where p.lease_id = $1 and p.obligations && $2::text[]`;
  const all = `${ours} union all select * from (${OF_PAGES}) page where page.obligations && $2::text[]`;
  return run(`select * from (${all}) t order by "presentedAt", id`, [leaseId, obligations]);
}

/**
 * Those that concern one obligation: its own, and of those that share its debt (newer months' debits that asked for it,
 * too; a payment plan's installments) the ones that did not succeed.
 */
export function triesOf<T extends Try>(tries: readonly T[], obligation: string): T[] {
  return tries.filter(
    (row) => row.obligation === obligation || (row.obligations.includes(obligation) && row.status !== 'succeeded'),
  );
}

/**
 * Whether an obligation has had as many tries by a kind of method as its network allows. What came through is none; the
 * database numbers them by the same rule.
 */
export function isUsedUp(tries: readonly Try[], obligation: string, kind: keyof typeof PRESENTMENT_CAPS): boolean {
  const isTry = ({ methodKind, status }: Try) =>
    methodKind === kind && status !== 'abandoned' && status !== 'succeeded';
  const counted = triesOf(tries, obligation).filter(isTry);
  return counted.length >= PRESENTMENT_CAPS[kind].most;
}

const OPEN = ['created', 'submitted', 'unknown', 'processing'];

/** Whether its outcome is not known yet: nothing that it asks for may be asked for again. */
export function isOpenTry({ status }: Pick<Try, 'status'>): boolean {
  return OPEN.includes(status);
}
