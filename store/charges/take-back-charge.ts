import { parsePlainDate } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import { notFound, TenureError } from '../../domain/errors';
import {
  chargeVoided,
  creditApplied,
  debtWrittenOff,
  feeWaived,
  reversalOf,
  touchesDeposits,
} from '../../domain/ledger';
import { cents, sumCents } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { secureDeposit } from '../deposits/secure-deposit';
import { appendEvent } from '../events/append-event';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';

export type TakenBack = {
  organizationId: string;
  chargeId: string;
  /**
   * `void`: it should never have been; what was paid for it becomes credit. `waive`: what is left of it is forgiven;
   * what was paid of it stays the charge, to be owed again should that payment come back. `write_off`: the same, but what is
   * left is a loss and not forgiven.
   */
  how: 'void' | 'waive' | 'write_off';
  reason: string;
  actor: string;
  /** Business date at the property. */
  on: string;
  now: Date;
};

/**
 * Takes a charge back. Repeating changes nothing.
 * @throws TenureError not_found, not_possible where nothing is left to waive
 */
export async function takeBackCharge(tx: Transaction, wanted: TakenBack): Promise<void> {
  const { charge, paid } = await lockCharge(tx, wanted.chargeId);
  if (charge.voidedAt !== null) return;
  const { leaseId, amountCents, kind } = charge;
  const openCents = cents(amountCents - sumCents(paid.map((part) => part.amountCents)));
  const waives = wanted.how !== 'void';
  if (waives && openCents <= 0) {
    if (await wasWaived(tx, charge.id)) return;
    throw new TenureError('not_possible', 'This is paid already.');
  }
  const entries: NewEntry[] = [];
  const common = { effectiveOn: wanted.on, leaseId, subjectId: charge.id };
  if (waives) {
    const left = { leaseId, chargeId: charge.id, kind, amountCents: openCents };
    const isLost = wanted.how === 'write_off';
    const words = isLost ? 'written off' : 'waived';
    entries.push({
      ...common,
      // Whatever is paid of it and comes back may be waived as well: each time the charge is smaller.
      idempotencyKey: `charge/${charge.id}/${isLost ? 'written-off' : 'waived'}/${amountCents}`,
      entry: isLost ? debtWrittenOff(left) : feeWaived(left),
      description: `${charge.label} ${words}`,
    });
  } else {
    const entry = chargeVoided({ leaseId, chargeId: charge.id, kind, amountCents });
    entries.push({
      ...common,
      idempotencyKey: `charge/${charge.id}/voided`,
      entry,
      description: `${charge.label} voided`,
    });
    for (const part of paid) {
      const allocated = [{ chargeId: charge.id, kind, amountCents: part.amountCents }];
      entries.push({
        ...common,
        idempotencyKey: `allocation/${part.id}/released`,
        entry: reversalOf(creditApplied(leaseId, part.paymentId, allocated)),
        description: `What was paid for ${charge.label} is credit`,
      });
    }
    await tx.allocation.updateMany({ where: { chargeId: charge.id, voidedAt: null }, data: { voidedAt: wanted.now } });
  }
  await postEntries(overPrisma(tx), wanted.organizationId, entries);
  if (entries.some(({ entry }) => touchesDeposits(entry))) {
    const { organizationId, on } = wanted;
    await secureDeposit(tx, { organizationId, leaseId, on: parsePlainDate(on) });
  }
  await tx.charge.update({
    where: { id: charge.id },
    data: {
      ...(waives && { waivedCents: charge.waivedCents + BigInt(openCents) }),
      ...(waives && openCents < amountCents
        ? { amountCents: BigInt(amountCents - openCents) }
        : { voidedAt: wanted.now, voidReason: wanted.reason, voidedBy: wanted.actor }),
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId: wanted.organizationId,
    type: wanted.how === 'waive' && kind === 'late_fee' ? 'late_fee.waived' : 'charge.voided',
    subjectId: charge.id,
    alsoAbout: [leaseId, charge.lease.unitId],
    payload: {
      kind,
      label: charge.label,
      amount_cents: waives ? openCents : amountCents,
      reason: wanted.reason,
      how: wanted.how,
    },
    actor: wanted.actor,
  });
}

async function wasWaived(tx: Transaction, chargeId: string): Promise<boolean> {
  return (
    (await tx.journalEntry.count({
      where: { subjectId: chargeId, kind: { in: ['fee_waived', 'debt_written_off'] } },
    })) > 0
  );
}

async function lockCharge(tx: Transaction, chargeId: string) {
  await tx.$queryRaw`select l.id from leases l join charges c on c.lease_id = l.id where c.id = ${chargeId} for update of l`;
  const row = await tx.charge.findUnique({
    where: { id: chargeId },
    include: { lease: true, allocations: { where: { voidedAt: null } } },
  });
  if (row === null || !isChargeKind(row.kind)) throw notFound('charge');
  const charge = { ...row, kind: row.kind, amountCents: fromSqlCents(row.amountCents) };
  const paid = row.allocations.map((part) => ({ ...part, amountCents: fromSqlCents(part.amountCents) }));
  return { charge, paid };
}
