import type { PlainDateString } from '../../domain/calendar';
import { depositSecured } from '../../domain/ledger';
import { cents } from '../../domain/money';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { overPrisma } from '../sql-runner';
import { beginReturn } from './begin-return';
import { depositStanding } from './deposit-standing';

/**
 * Moves between the operating and the trust account what it takes for the trust account to hold every cent of a lease's
 * deposit that is safe: money still in transit may yet go back and is not moved. The lease must be locked; where
 * nothing differs, nothing happens.
 */
export async function secureDeposit(
  tx: Transaction,
  of: { organizationId: string; leaseId: string; on: PlainDateString },
): Promise<void> {
  const { organizationId, leaseId, on } = of;
  const { heldCents, inTransitCents, trustCents } = await depositStanding(tx, of);
  if (heldCents !== 0) await ensureDeposit(tx, of);
  const amountCents = cents(Math.max(0, heldCents - inTransitCents) - trustCents);
  if (amountCents === 0) return;
  const kinds = ['deposit_secured', 'deposit_released'];
  const before = await tx.journalEntry.count({ where: { leaseId, kind: { in: kinds } } });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `trust/${leaseId}/${before + 1}`,
      entry: depositSecured(leaseId, amountCents),
      description: amountCents > 0 ? 'Moved into the deposit account' : 'Moved out of the deposit account',
      effectiveOn: on,
      leaseId,
      subjectId: leaseId,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.secured',
    subjectId: leaseId,
    payload: {
      amount_cents: Math.abs(amountCents),
      held_cents: heldCents,
      direction: amountCents > 0 ? 'in' : 'out',
    },
  });
  if (amountCents > 0) await beginReturn(tx, of);
}

async function ensureDeposit(
  tx: Transaction,
  { organizationId, leaseId }: { organizationId: string; leaseId: string },
) {
  const id = newId('deposit');
  await tx.deposit.createMany({ data: [{ id, organizationId, leaseId }], skipDuplicates: true });
}
