import type { Transaction } from '../database';

export type UnplacedVendor = { id: string; postalCode: string };

/** A page of active vendors with a postal code and no place on the map yet, at most 25. */
export async function unplacedVendors(tx: Transaction): Promise<UnplacedVendor[]> {
  const rows = await tx.vendor.findMany({
    where: { status: 'active', latitude: null, postalCode: { not: null } },
    select: { id: true, postalCode: true },
    orderBy: { id: 'asc' },
    take: 25,
  });
  return rows.flatMap(({ id, postalCode }) => (postalCode === null ? [] : [{ id, postalCode }]));
}

/** Puts a vendor on the map, unless somebody did meanwhile or the postal code was changed. */
export async function placeVendor(
  tx: Transaction,
  { id, postalCode }: UnplacedVendor,
  place: { lat: number; lng: number },
): Promise<void> {
  await tx.vendor.updateMany({
    where: { id, postalCode, latitude: null },
    data: { latitude: place.lat, longitude: place.lng },
  });
}
