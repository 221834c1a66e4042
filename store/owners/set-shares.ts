import { addDays, type PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { assertWhole, type Part } from '../../domain/owners/shares';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';

export type NewShares = {
  organizationId: string;
  propertyId: string;
  /** A unit with owners of its own; without it, the whole property. */
  unitId: string | null;
  /** Who owns it from this day on. */
  startsOn: PlainDateString;
  /** Nobody from that day on where there are none. */
  shares: readonly Part[];
  actor: string;
};

/**
 * Says who owns a property, or one of its units, from a day on: what was said for that day and later no longer holds.
 * @throws TenureError not_found, invalid_request where the parts are not the whole, conflict where days are in
 * statements already
 */
export async function setShares(tx: Transaction, wanted: NewShares): Promise<void> {
  const { organizationId, propertyId, unitId, startsOn, shares, actor } = wanted;
  if (shares.length > 0) assertWhole(shares);
  await assertPlace(tx, wanted);
  const names = await namesOf(tx, shares);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('ownership ' || ${propertyId}::text, 0))`;
  await refuseStatedDays(tx, wanted);
  const place = { propertyId, unitId };
  await tx.ownership.deleteMany({ where: { ...place, startsOn: { gte: toSqlDate(startsOn) } } });
  await tx.ownership.updateMany({
    where: { ...place, OR: [{ endsOn: null }, { endsOn: { gte: toSqlDate(startsOn) } }] },
    data: { endsOn: toSqlDate(addDays(startsOn, -1)) },
  });
  await tx.ownership.createMany({
    data: shares.map(({ ownerId, shareBps }) => ({
      id: newId('ownership'),
      organizationId,
      ...place,
      ownerId,
      shareBps,
      startsOn: toSqlDate(startsOn),
    })),
  });
  await appendEvent(tx, {
    organizationId,
    type: 'ownership.changed',
    subjectId: unitId ?? propertyId,
    alsoAbout: [propertyId, ...shares.map(({ ownerId }) => ownerId)],
    payload: {
      starts_on: startsOn,
      parts: shares.map(({ ownerId, shareBps }) => `${names.get(ownerId) ?? ''} ${shareBps / 100}%`),
    },
    actor,
  });
}

async function assertPlace(tx: Transaction, { propertyId, unitId }: NewShares): Promise<void> {
  const property = await tx.property.findUnique({ where: { id: propertyId }, select: { id: true } });
  if (property === null) throw notFound('property');
  if (unitId === null) return;
  const unit = await tx.unit.findUnique({ where: { id: unitId }, select: { propertyId: true } });
  if (unit?.propertyId !== propertyId) throw notFound('unit of this property');
}

async function namesOf(tx: Transaction, shares: readonly Part[]): Promise<Map<string, string>> {
  const ids = shares.map(({ ownerId }) => ownerId);
  const owners = await tx.owner.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  if (owners.length !== ids.length) throw notFound('owner');
  return new Map(owners.map(({ id, name }) => [id, name]));
}

/** What was told to owners stands: a statement is never split again. */
async function refuseStatedDays(tx: Transaction, { propertyId, unitId, startsOn }: NewShares): Promise<void> {
  const stated = await tx.ownerItem.findFirst({
    where: { propertyId, ...(unitId === null ? {} : { unitId }), happenedOn: { gte: toSqlDate(startsOn) } },
    select: { run: { select: { period: true } } },
    orderBy: { happenedOn: 'desc' },
  });
  if (stated === null) return;
  throw new TenureError(
    'conflict',
    `Owner statements up to ${stated.run.period} count days after that already. Choose a day after them.`,
    { params: [{ name: 'starts_on', reason: 'must lie after what is in statements already' }] },
  );
}
