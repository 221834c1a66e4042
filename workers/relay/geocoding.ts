import type { Logger } from 'pino';
import type { Database } from '../../store/database';
import { type LoggedEvent, moveCursor, peekEvents } from '../../store/relay/event-cursor';
import { addressToGeocode, placeProperty } from '../../store/relay/place-property';
import { placeVendor, postalCodeToGeocode } from '../../store/vendors/place-vendor';
import { isVendorFailure } from '../../vendors/failure';
import type { Geocoder } from '../../vendors/geocoding';

export type GeocodingContext = {
  database: Database;
  geocoder: Geocoder;
  log: Logger;
  count(consumer: string, events: number): void;
};

const CONSUMER = 'geocoding';
const PAGE = 200;

/**
 * Finds the place of every new property and vendor. A vendor that is away stops the cursor, not the others; an address it refuses
 * is passed by. Two relays may ask about the same one, which is harmless. @returns true where more may be waiting
 */
export async function relayGeocoding(context: GeocodingContext): Promise<boolean> {
  const { database, count } = context;
  const events = await peekEvents(database, { consumer: CONSUMER, page: PAGE });
  for (const event of events) {
    const [subject, happened] = event.type.split('.');
    if (happened !== 'created' && happened !== 'updated') continue;
    if (subject === 'property') await place(context, event);
    else if (subject === 'vendor') await placeOfVendor(context, event);
    else continue;
    await moveCursor(database.pool, CONSUMER, event.place);
  }
  const last = events.at(-1);
  if (last !== undefined) await moveCursor(database.pool, CONSUMER, last.place);
  if (events.length > 0) count(CONSUMER, events.length);
  return events.length === PAGE;
}

async function place({ database, geocoder, log }: GeocodingContext, event: LoggedEvent): Promise<void> {
  const { organizationId, subjectId } = event;
  const address = await addressToGeocode(database, organizationId, subjectId);
  if (address === null) return;
  try {
    await placeProperty(database, organizationId, subjectId, await geocoder.geocode(address));
  } catch (error) {
    if (!isVendorFailure(error) || (error.kind !== 'rejected' && error.kind !== 'not_found')) throw error;
    log.warn({ property: subjectId, code: error.code }, 'an address was refused by the geocoder');
    await placeProperty(database, organizationId, subjectId, null);
  }
}

/** A vendor's place is the middle of the postal code they start from. */
async function placeOfVendor({ database, geocoder, log }: GeocodingContext, event: LoggedEvent): Promise<void> {
  const { organizationId, subjectId: vendorId } = event;
  const postalCode = await postalCodeToGeocode(database, { organizationId, vendorId });
  if (postalCode === null) return;
  try {
    const place = await geocoder.geocode({ line1: '', city: '', state: '', postalCode });
    if (place !== null) await placeVendor(database, { organizationId, vendorId, postalCode, place });
  } catch (error) {
    if (!isVendorFailure(error) || (error.kind !== 'rejected' && error.kind !== 'not_found')) throw error;
    log.warn({ vendor: vendorId, code: error.code }, 'a postal code was refused by the geocoder');
  }
}
