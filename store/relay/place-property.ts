import { type Database, inOrganization } from '../database';

/** A property's address where its place is not known yet; null where it is, or a person has put the pin. */
export async function addressToGeocode(
  database: Database,
  organizationId: string,
  propertyId: string,
): Promise<{ line1: string; city: string; state: string; postalCode: string; country: string } | null> {
  const property = await inOrganization(database, organizationId, (tx) =>
    tx.property.findFirst({
      where: { id: propertyId, latitude: null, pinPlaced: false, geocodedAt: null },
      select: { addressLine1: true, city: true, state: true, postalCode: true, country: true },
    }),
  );
  if (property === null) return null;
  const { addressLine1: line1, ...rest } = property;
  return { line1, ...rest };
}

/** Writes down where a property is; null where the vendor knows no such address, so that it is not asked again. */
export async function placeProperty(
  database: Database,
  organizationId: string,
  propertyId: string,
  place: { lat: number; lng: number; placeId: string } | null,
): Promise<void> {
  await inOrganization(database, organizationId, (tx) =>
    tx.property.updateMany({
      where: { id: propertyId, pinPlaced: false, latitude: null },
      data: {
        geocodedAt: new Date(),
        ...(place !== null && { latitude: place.lat, longitude: place.lng, placeId: place.placeId }),
      },
    }),
  );
}
