import { TenureError } from '../../domain/errors';
import { differenceKey, type FoundDifference } from '../../domain/reconciliation/differences';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';

/** Who closes what a later run does not find any more. */
export const TENURE = 'tenure';

type Found = {
  organizationId: string;
  reconciliationId: string;
  /** The run that found them: `{reconciliation}/{run}`. */
  seenIn: string;
  found: readonly FoundDifference[];
  /** Subjects that were not judged: what is open about them stays as it is. */
  unripe?: readonly string[];
  now: Date;
};

/**
 * Writes down what a run found: what is open already is brought up to date, what a person closed as it is stays
 * closed, and only the rest is new. @returns how many are new
 */
export async function keepDifferences(tx: Transaction, given: Found): Promise<number> {
  const { reconciliationId, seenIn, found, unripe = [] } = given;
  if (unripe.length > 0) {
    await tx.difference.updateMany({ where: { status: 'open', subjectId: { in: [...unripe] } }, data: { seenIn } });
  }
  let opened = 0;
  for (const difference of found) opened += (await keepOne(tx, given, difference)) ? 1 : 0;
  if (opened > 0) {
    const data = { openedCount: { increment: opened } };
    await tx.reconciliation.update({ where: { id: reconciliationId }, data, select: { id: true } });
  }
  return opened;
}

async function keepOne(tx: Transaction, given: Found, difference: FoundDifference): Promise<boolean> {
  const { organizationId, reconciliationId, seenIn, now } = given;
  const key = differenceKey(difference);
  const { kind, subjectId, leaseId, cause, action } = difference;
  const amounts = { expectedCents: BigInt(difference.expectedCents), foundCents: BigInt(difference.foundCents) };
  const open = await tx.difference.updateMany({
    where: { key, status: 'open' },
    data: { ...amounts, cause, action, seenIn },
  });
  if (open.count > 0) return false;
  const judged = await tx.difference.findFirst({ where: { key, ...amounts, closedBy: { not: TENURE } } });
  if (judged !== null) return false;
  const id = newId('difference');
  const row = {
    id,
    organizationId,
    reconciliationId,
    key,
    kind,
    subjectId,
    leaseId,
    cause,
    action,
    seenIn,
    ...amounts,
  };
  await tx.difference.create({ data: { ...row, openedAt: now }, select: { id: true } });
  await appendEvent(tx, {
    organizationId,
    type: 'difference.opened',
    subjectId: id,
    alsoAbout: [leaseId, subjectId, reconciliationId],
    payload: { kind, off_cents: offCents(difference), cause },
  });
  return true;
}

function offCents({
  expectedCents,
  foundCents,
}: {
  expectedCents: number | bigint;
  foundCents: number | bigint;
}): number {
  return Math.abs(Number(foundCents) - Number(expectedCents));
}

/** Somebody closes a difference, and says why. Closed already, it stays as it was. @throws TenureError */
export async function closeDifference(
  tx: Transaction,
  { differenceId, reason, actor, now }: { differenceId: string; reason: string; actor: string; now: Date },
): Promise<void> {
  await tx.$queryRaw`select id from differences where id = ${differenceId} for update`;
  const difference = await tx.difference.findUnique({ where: { id: differenceId } });
  if (difference === null) throw new TenureError('not_found', 'There is no such difference.');
  if (difference.status === 'closed') throw new TenureError('illegal_transition', 'The difference is closed already.');
  await close(tx, difference, { reason, actor, now });
}

/** Closes what this run did not find any more. @returns how many */
export async function closeVanished(
  tx: Transaction,
  { seenIn, now, words }: { seenIn: string; now: Date; words: string },
): Promise<number> {
  const gone = await tx.difference.findMany({
    where: { status: 'open', seenIn: { not: seenIn } },
    orderBy: { id: 'asc' },
  });
  for (const difference of gone) await close(tx, difference, { reason: words, actor: TENURE, now });
  return gone.length;
}

type Row = NonNullable<Awaited<ReturnType<Transaction['difference']['findUnique']>>>;

async function close(
  tx: Transaction,
  difference: Row,
  { reason, actor, now }: { reason: string; actor: string; now: Date },
): Promise<void> {
  const data = { status: 'closed', closedAt: now, closedBy: actor, closeReason: reason };
  await tx.difference.update({ where: { id: difference.id }, data, select: { id: true } });
  const { organizationId, leaseId, subjectId } = difference;
  await appendEvent(tx, {
    organizationId,
    type: 'difference.closed',
    subjectId: difference.id,
    alsoAbout: [leaseId, subjectId],
    payload: { kind: difference.kind, off_cents: offCents(difference), reason },
    ...(actor === TENURE ? {} : { actor }),
  });
}
