import { type StateCode, timeZoneOf } from '../../domain/time-zones';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { attachMedia, type NewUpload, type PlannedUpload, planUpload } from '../media/media';
import { newId } from '../new-id';
import { insertUnit, type NewUnit } from '../units/units';

export type Address = {
  line1: string;
  line2?: string | null | undefined;
  city: string;
  state: StateCode;
  postalCode: string;
};
export type Point = { latitude: number; longitude: number };
/** A photo that was uploaded already, or one that is still to come. */
export type GivenMedia = { id: string } | NewUpload;

export type NewProperty = {
  organizationId: string;
  name: string;
  address: Address;
  type: string;
  /** Where the landlord put the pin; without it the address is geocoded after. */
  location?: Point | undefined;
  timeZone?: string | undefined;
  yearBuilt?: number | undefined;
  ownerName?: string | undefined;
  units: readonly (NewUnit & { media: readonly GivenMedia[] })[];
  media: readonly GivenMedia[];
  actor: string;
};

/**
 * Adds a property with its units and photos, all or nothing. Its address is geocoded by the worker, on its event.
 * @returns its id, and the photos that are still to be uploaded
 */
export async function createProperty(
  tx: Transaction,
  input: NewProperty,
): Promise<{ id: string; uploads: PlannedUpload[] }> {
  const id = newId('property');
  const { organizationId, name, address, location, actor } = input;
  await tx.property.create({
    data: {
      id,
      organizationId,
      name,
      addressLine1: address.line1,
      addressLine2: address.line2 ?? null,
      city: address.city,
      state: address.state,
      postalCode: address.postalCode,
      type: input.type,
      latitude: location?.latitude ?? null,
      longitude: location?.longitude ?? null,
      pinPlaced: location !== undefined,
      timeZone: input.timeZone ?? timeZoneOf(address.state, location ?? null),
      yearBuilt: input.yearBuilt ?? null,
      ownerName: input.ownerName ?? null,
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'property.created',
    subjectId: id,
    payload: { name, address: address.line1, units: input.units.length, geocode: location === undefined },
    actor,
  });
  const uploads = await takeMedia(tx, input.media, { organizationId, propertyId: id, unitId: null, field: 'media' });
  for (const [index, unit] of input.units.entries()) {
    const unitId = await insertUnit(tx, { ...unit, organizationId, propertyId: id, actor });
    const place = { organizationId, propertyId: id, unitId, field: `units.${index}.media` };
    uploads.push(...(await takeMedia(tx, unit.media, place)));
  }
  return { id, uploads };
}

type MediaPlace = { organizationId: string; propertyId: string; unitId: string | null; field: string };

async function takeMedia(tx: Transaction, given: readonly GivenMedia[], place: MediaPlace): Promise<PlannedUpload[]> {
  const uploads: PlannedUpload[] = [];
  for (const [position, media] of given.entries()) {
    if ('id' in media)
      await attachMedia(tx, { ...place, id: media.id, position, field: `${place.field}.${position}.id` });
    else uploads.push(await planUpload(tx, { ...place, ...media, position }));
  }
  return uploads;
}
