import type { z } from 'zod';
import type { PropertyRow } from '../../store/properties/property-row';
import type { ListedUnit } from '../../store/units/units';
import { mediaUrl } from '../media/serialize';
import { serializeUnit } from '../units/serialize';
import type { propertyAnswer } from './schemas';

/** A property as it is answered, with its distance and its units where they were asked for. */
export function serializeProperty(
  row: PropertyRow & { distance_m?: number | null },
  units?: readonly ListedUnit[],
): z.output<typeof propertyAnswer> {
  const { latitude, longitude } = row;
  return {
    id: row.id,
    name: row.name,
    address: {
      line1: row.address_line1,
      line2: row.address_line2,
      city: row.city,
      state: row.state,
      postal_code: row.postal_code,
      country: row.country,
    },
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    pin_placed: row.pin_placed,
    ...(row.distance_m == null ? {} : { distance_m: Math.round(row.distance_m) }),
    type: row.type,
    status: row.status,
    owner_name: row.owner_name,
    time_zone: row.time_zone,
    year_built: row.year_built,
    unit_count: row.unit_count,
    occupied_count: row.occupied_count,
    min_rent_cents: row.min_rent_cents,
    currency: 'USD',
    images: row.images.map(({ id, alt, content_type }) => ({ id, url: mediaUrl(id), alt, content_type })),
    ...(units === undefined ? {} : { units: units.map(serializeUnit) }),
    version: row.version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
