import { PRESENTMENT_CAPS } from '../../domain/presentments';
import type { Transaction } from '../database';

/** What shows for which debts a presentment is a try. */
type Try = { obligation: string; obligations: readonly string[]; methodKind: string; status: string };

/** Every presentment that is a try for one of these obligations, the oldest first: their own, and of others that shared the debt. */
export async function triesFor(tx: Transaction, of: { leaseId: string | null; obligations: readonly string[] }) {
  const obligations = [...of.obligations];
  return tx.presentment.findMany({
    where:
      of.leaseId === null
        ? { obligation: { in: obligations } }
        : { leaseId: of.leaseId, obligations: { hasSome: obligations } },
    orderBy: [{ presentedAt: 'asc' }, { id: 'asc' }],
  });
}

/**
 * Those that count for one obligation: its own, and of those that share its debt (newer months' debits that asked for it,
 * too; a payment plan's installments) the ones that did not succeed. The database numbers them by the same rule.
 */
export function triesOf<T extends Try>(tries: readonly T[], obligation: string): T[] {
  return tries.filter(
    (row) => row.obligation === obligation || (row.obligations.includes(obligation) && row.status !== 'succeeded'),
  );
}

/** Whether an obligation has had as many tries by a kind of method as its network allows. */
export function isUsedUp(tries: readonly Try[], obligation: string, kind: keyof typeof PRESENTMENT_CAPS): boolean {
  const counted = triesOf(tries, obligation).filter((row) => row.methodKind === kind && row.status !== 'abandoned');
  return counted.length >= PRESENTMENT_CAPS[kind].most;
}

const OPEN = ['created', 'submitted', 'unknown', 'processing'];

/** Whether its outcome is not known yet: nothing that it asks for may be asked for again. */
export function isOpenTry({ status }: Pick<Try, 'status'>): boolean {
  return OPEN.includes(status);
}
