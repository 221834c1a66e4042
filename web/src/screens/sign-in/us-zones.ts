import { zoneWords } from '../../format/words';

/** The zones of the fifty states, from east to west, as a landlord would pick them. */
export const US_ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];

/** Zones to choose from, each once, as they are called. */
export function zonesIn(zones: readonly string[]): Record<string, string> {
  return Object.fromEntries(zones.map((zone) => [zone, zoneWords(zone)]));
}
