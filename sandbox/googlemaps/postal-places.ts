import zipcodes from 'zipcodes';

/** A US ZIP code with its city and the middle of its area in degrees. */
export interface PostalPlace {
  readonly zip: string;
  readonly city: string;
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
}

const usPlaces: PostalPlace[] = Object.values(zipcodes.codes).filter(
  ({ country, latitude, longitude }) => country === 'US' && (latitude !== 0 || longitude !== 0),
);

const byCity = new Map<string, PostalPlace[]>();
for (const place of usPlaces) {
  const key = cityKey(place.city, place.state);
  byCity.set(key, [...(byCity.get(key) ?? []), place]);
}

/** The place of a five-digit ZIP code. */
export function findByZip(zip: string): PostalPlace | undefined {
  const place = zipcodes.codes[zip];
  return place?.country === 'US' && (place.latitude !== 0 || place.longitude !== 0) ? place : undefined;
}

/** The ZIP codes of a city, lowest first; the state may be written out. */
export function findByCity(city: string, state: string): PostalPlace[] {
  const abbreviation = stateAbbreviation(state);
  return abbreviation === undefined ? [] : (byCity.get(cityKey(city, abbreviation)) ?? []);
}

/** The postal place whose middle is nearest to a point, within `withinKm`. */
export function findNearest(latitude: number, longitude: number, withinKm: number): PostalPlace | undefined {
  let nearest: PostalPlace | undefined;
  let nearestKm = withinKm;
  for (const place of usPlaces) {
    if (Math.abs(place.latitude - latitude) * 111 > nearestKm) continue;
    const km = distanceKm(latitude, longitude, place.latitude, place.longitude);
    if (km < nearestKm) [nearest, nearestKm] = [place, km];
  }
  return nearest;
}

/** Great-circle distance in kilometers. */
export function distanceKm(latA: number, lngA: number, latB: number, lngB: number): number {
  const rad = Math.PI / 180;
  const half =
    Math.sin(((latB - latA) * rad) / 2) ** 2 +
    Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(((lngB - lngA) * rad) / 2) ** 2;
  return 12742 * Math.asin(Math.sqrt(half));
}

/** `Washington` or `wa` → `WA`; undefined for anything that is no state or territory. */
export function stateAbbreviation(text: string): string | undefined {
  const abbreviation = zipcodes.states.normalize(text.trim().toUpperCase());
  return stateName(abbreviation) === undefined ? undefined : abbreviation;
}

/** `WA` → `Washington`. */
export function stateName(abbreviation: string): string | undefined {
  const name = zipcodes.states.abbr[abbreviation];
  return name?.toLowerCase().replace(/\b(?!of\b)\w/g, (letter) => letter.toUpperCase());
}

function cityKey(city: string, state: string): string {
  return `${city.toUpperCase().replace(/[^A-Z]/g, '')} ${state}`;
}
