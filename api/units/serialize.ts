import type { z } from 'zod';
import { fromSqlCents } from '../../store/cents';
import type { ListedUnit } from '../../store/units/units';
import { serializeImage } from '../media/serialize';
import { type newUnit, UNIT_STATUSES, type unitAnswer } from './schemas';

/** A unit as it is answered. */
export function serializeUnit(unit: ListedUnit): z.output<typeof unitAnswer> {
  return {
    id: unit.id,
    property_id: unit.propertyId,
    property_name: unit.property.name,
    label: `${unit.property.addressLine1}, ${unit.number}`,
    number: unit.number,
    rent_cents: fromSqlCents(unit.rentCents),
    deposit_cents: fromSqlCents(unit.depositCents),
    currency: unit.currency,
    status: UNIT_STATUSES.find((status) => status === unit.status) ?? 'off_market',
    amenities: unit.amenities,
    bedrooms: unit.bedrooms,
    bathrooms: unit.bathrooms,
    square_feet: unit.squareFeet,
    floor: unit.floor,
    images: unit.images.map(serializeImage),
    version: unit.version,
    created_at: unit.createdAt.toISOString(),
    updated_at: unit.updatedAt.toISOString(),
  };
}

/** A new unit from a body, in the store's names. */
export function unitFrom(body: z.output<typeof newUnit>) {
  return {
    number: body.number,
    rentCents: body.rent_cents,
    depositCents: body.deposit_cents,
    status: body.status,
    amenities: body.amenities,
    bedrooms: body.bedrooms,
    bathrooms: body.bathrooms,
    squareFeet: body.square_feet,
    floor: body.floor,
  };
}
