import { notFound, TenureError } from '../../domain/errors';
import { STATE_CODES, timeZoneOf } from '../../domain/time-zones';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Prisma, Property } from '../generated/client';
import type { Address, Point } from './create-property';

export type PropertyChange = {
  organizationId: string;
  id: string;
  /** The version the person saw; null where they did not say. */
  version: number | null;
  name?: string | undefined;
  type?: string | undefined;
  status?: string | undefined;
  address?: { [K in keyof Address]?: Address[K] | undefined } | undefined;
  /** Null takes the pin away: the address is geocoded again. */
  location?: Point | null | undefined;
  timeZone?: string | undefined;
  yearBuilt?: number | null | undefined;
  ownerName?: string | null | undefined;
  actor: string;
  origin: string;
};

/**
 * Changes what is given of a property. Another address is geocoded again, unless the landlord places the pin.
 * @throws TenureError not_found, version_conflict, not_possible where leases stand in the way of archiving
 */
export async function updateProperty(tx: Transaction, change: PropertyChange): Promise<void> {
  const { organizationId, id } = change;
  await tx.$queryRaw`select 1 from properties where id = ${id} for update`;
  const before = await tx.property.findFirst({ where: { id } });
  if (before === null) throw notFound('property');
  if (change.version !== null && change.version !== before.version) {
    throw new TenureError('version_conflict', 'Somebody changed this property meanwhile. Look at it again first.');
  }
  if (change.status === 'archived') await refuseWithLeases(tx, id);
  const data = changedColumns(before, change);
  await tx.property.update({ where: { id }, data: { ...data, version: { increment: 1 } }, select: { id: true } });
  const name = change.name ?? before.name;
  await appendEvent(tx, {
    organizationId,
    type: 'property.updated',
    subjectId: id,
    payload: { name, address: change.address?.line1 ?? before.addressLine1, geocode: data.latitude === null },
    actor: change.actor,
  });
  const was = Object.fromEntries(Object.keys(data).map((key) => [key, before[key as keyof Property] ?? null]));
  const { actor, origin } = change;
  await appendAudit(tx, {
    organizationId,
    actor,
    action: 'property.updated',
    subjectId: id,
    before: was,
    after: data,
    origin,
  });
}

function changedColumns(before: Property, change: PropertyChange) {
  const address = change.address ?? {};
  const data: Prisma.PropertyUncheckedUpdateInput = {};
  if (change.name !== undefined) data.name = change.name;
  if (change.type !== undefined) data.type = change.type;
  if (change.status !== undefined) data.status = change.status;
  if (change.yearBuilt !== undefined) data.yearBuilt = change.yearBuilt;
  if (change.ownerName !== undefined) data.ownerName = change.ownerName;
  if (address.line1 !== undefined) data.addressLine1 = address.line1;
  if (address.line2 !== undefined) data.addressLine2 = address.line2;
  if (address.city !== undefined) data.city = address.city;
  if (address.state !== undefined) data.state = address.state;
  if (address.postalCode !== undefined) data.postalCode = address.postalCode;
  const moved = change.address !== undefined && !before.pinPlaced;
  if (change.location != null) {
    Object.assign(data, { ...change.location, pinPlaced: true, placeId: null, geocodedAt: null });
  } else if (change.location === null || moved) {
    Object.assign(data, { latitude: null, longitude: null, pinPlaced: false, placeId: null, geocodedAt: null });
  }
  const zone = change.timeZone ?? zoneAfter(before, change);
  if (zone !== undefined) data.timeZone = zone;
  return data;
}

/** A property that moves to another state, or whose pin moves, may lie in another zone. */
function zoneAfter(before: Property, { address, location }: PropertyChange): string | undefined {
  if (location == null && address?.state === undefined) return undefined;
  const state = STATE_CODES.find((code) => code === (address?.state ?? before.state));
  return state === undefined ? undefined : timeZoneOf(state, location ?? null);
}

async function refuseWithLeases(tx: Transaction, propertyId: string): Promise<void> {
  const standing = await tx.lease.count({
    where: { unit: { propertyId }, status: { in: ['out_for_signature', 'signed', 'scheduled', 'active'] } },
  });
  if (standing > 0) {
    throw new TenureError('not_possible', `${standing} leases of this property stand. End them before archiving it.`);
  }
}
