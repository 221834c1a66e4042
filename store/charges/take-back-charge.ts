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
  const { organizationId, on } = wanted;
  const charge = await lockCharge(tx, wanted.chargeId);
  if (charge.voidedAt !== null) return;
  const isVoid = wanted.how === 'void';
  if (!isVoid && charge.openCents <= 0) {
    if ((await timesWaived(tx, charge.id)) > 0) return;
    throw new TenureError('not_possible', 'This is paid already.');
  }
  const entries = isVoid ? voided(charge, wanted) : [givenUp(charge, wanted, await timesWaived(tx, charge.id))];
  if (isVoid) await releasePayments(tx, charge, wanted.now);
  await postEntries(overPrisma(tx), organizationId, entries);
  if (entries.some(({ entry }) => touchesDeposits(entry))) {
    await secureDeposit(tx, { organizationId, leaseId: charge.leaseId, on: parsePlainDate(on) });
  }
  await tx.charge.update({ where: { id: charge.id }, data: afterwards(charge, wanted), select: { id: true } });
  await appendEvent(tx, {
    organizationId,
    type: wanted.how === 'waive' && charge.kind === 'late_fee' ? 'late_fee.waived' : 'charge.voided',
    subjectId: charge.id,
    alsoAbout: [charge.leaseId, charge.lease.unitId],
    payload: {
      kind: charge.kind,
      label: charge.label,
      amount_cents: isVoid ? charge.amountCents : charge.openCents,
      reason: wanted.reason,
      how: wanted.how,
    },
    actor: wanted.actor,
  });
}

/** The charge never was, and whatever was paid for it is the tenant's credit. */
function voided(charge: LockedCharge, { on }: TakenBack): NewEntry[] {
  const { id: chargeId, leaseId, kind, amountCents, label } = charge;
  const common = { effectiveOn: on, leaseId, subjectId: chargeId };
  const released = charge.paid.map((part) => ({
    ...common,
    idempotencyKey: `allocation/${part.id}/released`,
    entry: reversalOf(creditApplied(leaseId, part.paymentId, [{ chargeId, kind, amountCents: part.amountCents }])),
    description: `What was paid for ${label} is credit`,
  }));
  const entry = chargeVoided({ leaseId, chargeId, kind, amountCents });
  return [
    { ...common, idempotencyKey: `charge/${chargeId}/voided`, entry, description: `${label} voided` },
    ...released,
  ];
}

/** What is left of the charge is forgiven or lost. */
function givenUp(charge: LockedCharge, { how, on }: TakenBack, before: number): NewEntry {
  const { id: chargeId, leaseId, kind, amountCents, openCents, label } = charge;
  const left = { leaseId, chargeId, kind, amountCents: openCents };
  const isLost = how === 'write_off';
  return {
    effectiveOn: on,
    leaseId,
    subjectId: chargeId,
    // Whatever is paid of it and comes back may be waived as well, and what is paid of a loss be lost again.
    idempotencyKey: [
      `charge/${chargeId}/${isLost ? 'written-off' : 'waived'}/${amountCents}`,
      ...(before > 0 ? [before] : []),
    ].join('/'),
    entry: isLost ? debtWrittenOff(left) : feeWaived(left),
    description: `${label} ${isLost ? 'written off' : 'waived'}`,
  };
}

async function releasePayments(tx: Transaction, charge: LockedCharge, now: Date): Promise<void> {
  await tx.allocation.updateMany({ where: { chargeId: charge.id, voidedAt: null }, data: { voidedAt: now } });
}

/** What stands in the charge's row from now on: only what was paid of it, or that it is gone. */
function afterwards({ amountCents, openCents, waivedCents }: LockedCharge, { how, reason, actor, now }: TakenBack) {
  const gone = { voidedAt: now, voidReason: reason, voidedBy: actor };
  if (how === 'void') return gone;
  const isPaidInPart = openCents < amountCents;
  return {
    waivedCents: waivedCents + BigInt(openCents),
    ...(isPaidInPart ? { amountCents: BigInt(amountCents - openCents) } : gone),
  };
}

/** How often something of it was forgiven or lost. */
function timesWaived(tx: Transaction, chargeId: string): Promise<number> {
  return tx.journalEntry.count({ where: { subjectId: chargeId, kind: { in: ['fee_waived', 'debt_written_off'] } } });
}

type LockedCharge = Awaited<ReturnType<typeof lockCharge>>;

/** Takes a charge with its lease's row for this transaction: what was paid of it, and what is open. @throws TenureError not_found */
async function lockCharge(tx: Transaction, chargeId: string) {
  await tx.$queryRaw`select l.id from leases l join charges c on c.lease_id = l.id where c.id = ${chargeId} for update of l`;
  const row = await tx.charge.findUnique({
    where: { id: chargeId },
    include: { lease: true, allocations: { where: { voidedAt: null } } },
  });
  if (row === null || !isChargeKind(row.kind)) throw notFound('charge');
  const amountCents = fromSqlCents(row.amountCents);
  const paid = row.allocations.map((part) => ({ ...part, amountCents: fromSqlCents(part.amountCents) }));
  const openCents = cents(amountCents - sumCents(paid.map((part) => part.amountCents)));
  return { ...row, kind: row.kind, amountCents, openCents, paid };
}
