import type { PlainDateString } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import { debtRecovered } from '../../domain/ledger';
import { type Cents, cents, minCents, subtractCents, ZERO_CENTS } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';

/** What was given up of each charge and is still lost, the oldest charge first. A deposit was never earned, nor lost. */
const LOST = `
  select c.id, (-sum(p.amount_cents))::text as lost
  from journal_entries e join postings p on p.entry_id = e.id and p.account = 'receivable' join charges c on c.id = e.subject_id
  where e.organization_id = $1 and c.lease_id = $2 and c.kind <> 'deposit' and e.kind in ('debt_written_off', 'debt_recovered')
  group by c.id having sum(p.amount_cents) < 0 order by c.due_on, c.id`;

export type Recovery = {
  organizationId: string;
  leaseId: string;
  /** The payment by which it comes back, and how much it is. */
  paymentId: string;
  amountCents: Cents;
  on: PlainDateString;
};

/**
 * Money came on a closed lease after all: what was written off is owed again, the oldest first, as far as the money
 * goes, so that it pays the debt and is no credit of somebody who owed. The lease must be locked.
 */
export async function reviveWrittenOff(tx: Transaction, recovery: Recovery): Promise<void> {
  const { organizationId, leaseId, paymentId, on } = recovery;
  const rows = await overPrisma(tx)<{ id: string; lost: string }>(LOST, [organizationId, leaseId]);
  const entries: NewEntry[] = [];
  let left = recovery.amountCents;
  for (const { id: chargeId, lost } of rows) {
    const amountCents = minCents(left, cents(Number(lost)));
    if (amountCents <= 0) break;
    left = subtractCents(left, amountCents);
    const { kind, label } = await revive(tx, chargeId, amountCents);
    entries.push({
      idempotencyKey: `charge/${chargeId}/recovered/${paymentId}`,
      entry: debtRecovered({ leaseId, chargeId, kind, amountCents }),
      description: `${label}: paid after it was written off`,
      effectiveOn: on,
      leaseId,
      subjectId: chargeId,
    });
  }
  await postEntries(overPrisma(tx), organizationId, entries);
}

/** A charge that was given up wholly kept its amount. */
async function revive(tx: Transaction, chargeId: string, amountCents: Cents) {
  const charge = await tx.charge.findUniqueOrThrow({ where: { id: chargeId } });
  const standing = charge.voidedAt === null ? fromSqlCents(charge.amountCents) : ZERO_CENTS;
  const data = {
    amountCents: BigInt(standing + amountCents),
    waivedCents: charge.waivedCents - BigInt(amountCents),
    ...{ voidedAt: null, voidReason: null, voidedBy: null },
  };
  await tx.charge.update({ where: { id: chargeId }, data, select: { id: true } });
  const { kind, label } = charge;
  if (!isChargeKind(kind)) throw new Error(`charge ${chargeId} has the unknown kind ${kind}`);
  return { kind, label };
}
