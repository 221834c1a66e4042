import { notFound, TenureError } from '../../domain/errors';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Media, Prisma, Unit } from '../generated/client';
import { newId } from '../new-id';

export type NewUnit = {
  number: string;
  rentCents: number;
  depositCents: number;
  status: string;
  amenities: string[];
  bedrooms?: number | undefined;
  bathrooms?: number | undefined;
  squareFeet?: number | undefined;
  floor?: number | undefined;
};

export type UnitPlace = { organizationId: string; propertyId: string; actor: string };

/** Adds a unit to a property. @throws TenureError conflict where its number is taken */
export async function insertUnit(tx: Transaction, unit: NewUnit & UnitPlace): Promise<string> {
  const id = newId('unit');
  const { organizationId, propertyId, number, actor } = unit;
  const made = await tx.unit.createMany({
    data: [
      {
        id,
        organizationId,
        propertyId,
        number,
        rentCents: BigInt(unit.rentCents),
        depositCents: BigInt(unit.depositCents),
        status: unit.status,
        amenities: unit.amenities,
        bedrooms: unit.bedrooms ?? null,
        bathrooms: unit.bathrooms ?? null,
        squareFeet: unit.squareFeet ?? null,
        floor: unit.floor ?? null,
      },
    ],
    skipDuplicates: true,
  });
  if (made.count === 0) throw numberTaken();
  await appendEvent(tx, {
    organizationId,
    type: 'unit.created',
    subjectId: id,
    alsoAbout: [propertyId],
    payload: { number, rentCents: unit.rentCents },
    actor,
  });
  return id;
}

function numberTaken(): TenureError {
  return new TenureError('conflict', 'This property has a unit of that number already.', {
    params: [{ name: 'number', reason: 'is taken' }],
  });
}

/** Adds a unit to a property that must be there. @throws TenureError not_found, conflict */
export async function addUnit(tx: Transaction, unit: NewUnit & UnitPlace): Promise<string> {
  const property = await tx.property.findFirst({ where: { id: unit.propertyId }, select: { id: true } });
  if (property === null) throw notFound('property');
  return insertUnit(tx, unit);
}

export type ListedUnit = Unit & { property: { name: string; addressLine1: string }; images: Media[] };

const shown = {
  property: { select: { name: true, addressLine1: true } },
  images: { where: { status: 'ready' }, orderBy: [{ position: 'asc' }, { id: 'asc' }], take: 50 },
} satisfies Prisma.UnitInclude;

/** One unit. @throws TenureError not_found */
export async function readUnit(tx: Transaction, id: string): Promise<ListedUnit> {
  const unit = await tx.unit.findFirst({ where: { id }, include: shown });
  if (unit === null) throw notFound('unit');
  return unit;
}

export type UnitFilter = {
  propertyId?: string | undefined;
  status?: string | undefined;
  /** The last one seen. */
  after?: { number: string; id: string } | { id: string } | undefined;
  limit: number;
};

/** Units, of one property by their number, of all by when they were added; one more than `limit` where there are more. */
export async function listUnits(tx: Transaction, filter: UnitFilter): Promise<ListedUnit[]> {
  const { propertyId, status, after, limit } = filter;
  const plain = { ...(propertyId === undefined ? {} : { propertyId }), ...(status === undefined ? {} : { status }) };
  const later =
    after === undefined
      ? {}
      : 'number' in after
        ? { OR: [{ number: { gt: after.number } }, { number: after.number, id: { gt: after.id } }] }
        : { id: { gt: after.id } };
  return tx.unit.findMany({
    where: { ...plain, ...later },
    include: shown,
    orderBy: propertyId === undefined ? { id: 'asc' } : [{ number: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
}

/** All units of several properties, for `expand[]=units`; at most 100 of each. */
export async function unitsOfProperties(
  tx: Transaction,
  propertyIds: readonly string[],
): Promise<Map<string, ListedUnit[]>> {
  const units = await tx.unit.findMany({
    where: { propertyId: { in: [...propertyIds] } },
    include: shown,
    orderBy: [{ propertyId: 'asc' }, { number: 'asc' }],
    take: propertyIds.length * 100,
  });
  const byProperty = new Map<string, ListedUnit[]>(propertyIds.map((id) => [id, []]));
  for (const unit of units) byProperty.get(unit.propertyId)?.push(unit);
  return byProperty;
}

export type UnitChange = {
  organizationId: string;
  id: string;
  version: number | null;
  changes: Partial<{
    number: string;
    rentCents: number;
    depositCents: number;
    status: string;
    amenities: string[];
    bedrooms: number | null;
    bathrooms: number | null;
    squareFeet: number | null;
    floor: number | null;
  }>;
  actor: string;
  origin: string;
};

/** Changes what is given of a unit. @throws TenureError not_found, version_conflict, conflict */
export async function updateUnit(tx: Transaction, change: UnitChange): Promise<void> {
  const { organizationId, id, changes, actor, origin } = change;
  await tx.$queryRaw`select 1 from units where id = ${id} for update`;
  const before = await readUnit(tx, id);
  if (change.version !== null && change.version !== before.version) {
    throw new TenureError('version_conflict', 'Somebody changed this unit meanwhile. Look at it again first.');
  }
  if (changes.number !== undefined && changes.number !== before.number) {
    const { propertyId } = before;
    const taken = await tx.unit.count({ where: { propertyId, number: changes.number } });
    if (taken > 0) throw numberTaken();
  }
  const { rentCents, depositCents, ...rest } = changes;
  const data = {
    ...rest,
    ...(rentCents === undefined ? {} : { rentCents: BigInt(rentCents) }),
    ...(depositCents === undefined ? {} : { depositCents: BigInt(depositCents) }),
  };
  await tx.unit.update({ where: { id }, data: { ...data, version: { increment: 1 } }, select: { id: true } });
  await appendEvent(tx, {
    organizationId,
    type: 'unit.updated',
    subjectId: id,
    alsoAbout: [before.propertyId],
    payload: { number: changes.number ?? before.number },
    actor,
  });
  const was = { number: before.number, rentCents: Number(before.rentCents), status: before.status };
  await appendAudit(tx, {
    organizationId,
    actor,
    action: 'unit.updated',
    subjectId: id,
    before: was,
    after: changes,
    origin,
  });
}
