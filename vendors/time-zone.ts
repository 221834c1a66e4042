import tzLookup from '@photostructure/tz-lookup';

/**
 * The IANA time zone of a point on earth (`America/Chicago`), from a table in the package; nobody is asked.
 * @throws RangeError for coordinates that are none
 */
export function timeZoneAt({ lat, lng }: { lat: number; lng: number }): string {
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) throw new RangeError('Not a point on earth.');
  return tzLookup(lat, lng);
}
