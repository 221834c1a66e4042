import { type Database, inOrganization } from '../database';

type VendorRef = { organizationId: string; vendorId: string };

/** A vendor's postal code where their place is not known yet; null where it is, or there is none. */
export async function postalCodeToGeocode(
  database: Database,
  { organizationId, vendorId }: VendorRef,
): Promise<string | null> {
  const vendor = await inOrganization(database, organizationId, (tx) =>
    tx.vendor.findFirst({ where: { id: vendorId, latitude: null }, select: { postalCode: true } }),
  );
  return vendor?.postalCode ?? null;
}

/** Puts a vendor on the map, unless somebody did meanwhile or the postal code was changed. */
export async function placeVendor(
  database: Database,
  found: VendorRef & { postalCode: string; place: { lat: number; lng: number } },
): Promise<void> {
  const { organizationId, vendorId, postalCode, place } = found;
  await inOrganization(database, organizationId, (tx) =>
    tx.vendor.updateMany({
      where: { id: vendorId, postalCode, latitude: null },
      data: { latitude: place.lat, longitude: place.lng },
    }),
  );
}
