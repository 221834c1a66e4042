import { type PlainDateString, parsePeriod, periodOf } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import { chargeReduced, creditApplied, reversalOf } from '../../domain/ledger';
import { minCents, subtractCents, ZERO_CENTS } from '../../domain/money';
import { chargesForPeriod, moveInCharges, type PlannedCharge, type RentTerms } from '../../domain/rent-schedule';
import { workflowIds } from '../../domain/workflow-ids';
import { fromSqlCents } from '../cents';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Allocation, Charge } from '../generated/client';
import { aboutLease, type LoadedLease, termsOfLease } from '../leases/lock-lease';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { releaseAbove } from './release-above';

type Posted = Charge & { allocations: Allocation[] };
type Shortening = { today: PlainDateString; by: string; now: Date };

/**
 * Holds what was posted ahead to a lease's new last day: rent and recurring charges that cover later days become what
 * the schedule asks for by the lease's own convention, and what was paid of the difference is credit. The lease must be
 * locked and know its new end. Repeating changes nothing.
 */
export async function shortenCharges(tx: Transaction, lease: LoadedLease, shortening: Shortening): Promise<void> {
  if (lease.endsOn === null) return;
  const beyond = await tx.charge.findMany({
    where: { leaseId: lease.id, voidedAt: null, coversTo: { gt: lease.endsOn } },
    include: { allocations: { where: { voidedAt: null }, orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const terms = termsOfLease(lease);
  const entries: NewEntry[] = [];
  for (const charge of beyond)
    entries.push(...(await shorten(tx, lease, charge, plannedFor(terms, charge), shortening)));
  await postEntries(overPrisma(tx), lease.organizationId, entries);
  for (const period of new Set(beyond.map((charge) => charge.period))) {
    const workflowId = workflowIds.rentCollection(lease.id, period);
    const signal = { kind: 'signal', signal: 'moneyChanged', ifThere: true } as const;
    const { organizationId } = lease;
    await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
  }
}

/** What the schedule asks for in its place; undefined where that month asks for nothing more. */
function plannedFor(terms: RentTerms, { period, kind, item }: Charge): PlannedCharge | undefined {
  const month = parsePeriod(period);
  const planned = month === periodOf(terms.startsOn) ? moveInCharges(terms) : chargesForPeriod(terms, month);
  return planned.find((charge) => charge.kind === kind && charge.item === item);
}

async function shorten(
  tx: Transaction,
  lease: LoadedLease,
  charge: Posted,
  planned: PlannedCharge | undefined,
  { today, by, now }: Shortening,
): Promise<NewEntry[]> {
  const { organizationId, id: leaseId } = lease;
  const { id: chargeId, kind } = charge;
  const before = fromSqlCents(charge.amountCents);
  const left = minCents(before, planned?.amountCents ?? ZERO_CENTS);
  if (!isChargeKind(kind) || left === before) return [];
  const lessCents = subtractCents(before, left);
  const reason = 'The lease ends before the days that it was for';
  const released = await releaseAbove(tx, charge, left, now);
  await tx.charge.update({
    where: { id: chargeId },
    data:
      planned === undefined || left <= 0
        ? { voidedAt: now, voidReason: reason, voidedBy: by }
        : {
            amountCents: BigInt(left),
            coversTo: planned.coversTo === null ? null : toSqlDate(planned.coversTo),
            rule: planned.rule as object,
          },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'charge.voided',
    subjectId: chargeId,
    alsoAbout: [leaseId, ...aboutLease(lease)],
    payload: { kind, label: charge.label, amount_cents: lessCents, reason, how: 'shortened' },
    actor: by,
  });
  const common = { effectiveOn: today, leaseId, subjectId: chargeId };
  const key = `charge/${chargeId}/shortened/${lease.endsOn === null ? '' : fromSqlDate(lease.endsOn)}`;
  const reduced = chargeReduced({ leaseId, chargeId, kind, amountCents: lessCents });
  return [
    { ...common, idempotencyKey: key, entry: reduced, description: `${charge.label}: the lease ends earlier` },
    ...released.map(({ paymentId, amountCents }, index) => ({
      ...common,
      idempotencyKey: `${key}/released/${index}`,
      entry: reversalOf(creditApplied(leaseId, paymentId, [{ chargeId, kind, amountCents }])),
      description: `What was paid for ${charge.label} is credit`,
    })),
  ];
}
