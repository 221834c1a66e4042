import { createHash } from 'node:crypto';
import { type AddressParts, parseAddress } from './parse-address';
import { findByCity, findByZip, findNearest, type PostalPlace, stateName } from './postal-places';

interface Point {
  readonly lat: number;
  readonly lng: number;
}

interface Bounds {
  readonly northeast: Point;
  readonly southwest: Point;
}

export interface Component {
  readonly long_name: string;
  readonly short_name: string;
  readonly types: string[];
}

/** One result as the Geocoding API answers it. */
export interface Result {
  readonly address_components: Component[];
  readonly formatted_address: string;
  readonly geometry: { location: Point; location_type: string; viewport: Bounds; bounds?: Bounds };
  readonly place_id: string;
  readonly types: string[];
  readonly partial_match?: true;
}

const jitterAtMostKm = 0.6;
const reverseWithinKm = 50;

/** Results of an address in one line; none when neither its ZIP code nor its city is known. */
export function geocodeAddress(line: string): Result[] {
  return geocodeParts(parseAddress(line));
}

/** Results of an address already taken apart, as with Google's `components`. */
export function geocodeParts(parts: AddressParts): Result[] {
  const byZip = parts.zip === undefined ? undefined : findByZip(parts.zip);
  const inCity = parts.city === undefined || parts.state === undefined ? [] : findByCity(parts.city, parts.state);
  const place = byZip ?? pickPlace(inCity, parts);
  if (place === undefined) return [];
  const agrees = inCity.length === 0 ? parts.city === undefined : inCity.some(({ zip }) => zip === place.zip);
  const sameState = parts.state === undefined || parts.state === place.state;
  return [describe(parts, place, agrees && sameState && (parts.zip === undefined || byZip !== undefined))];
}

/** The postal place nearest to a point, as an area and as its city; none at sea. */
export function geocodePoint(latitude: number, longitude: number): Result[] {
  const place = findNearest(latitude, longitude, reverseWithinKm);
  if (place === undefined) return [];
  return [describe({ zip: place.zip, city: place.city }, place, true), describe({ city: place.city }, place, true)];
}

/** The result a place id was given out for. The id holds the address itself, so it is stable and needs no memory. */
export function geocodePlaceId(placeId: string): Result[] {
  const line = Buffer.from(placeId.slice(idPrefix.length), 'base64url').toString('utf8');
  const results = placeId.startsWith(idPrefix) ? geocodeAddress(line) : [];
  return results.filter((result) => result.place_id === placeId);
}

const idPrefix = 'Ei';

/** A street without a ZIP code lies in one and the same of its city's ZIP codes, every time. */
function pickPlace(inCity: readonly PostalPlace[], parts: AddressParts): PostalPlace | undefined {
  if (parts.route === undefined) return inCity[0];
  return inCity[Math.floor(hashOf(streetKey(parts), 0) * inCity.length)];
}

function describe(parts: AddressParts, place: PostalPlace, exact: boolean): Result {
  const location = locate(parts, place);
  const isCity = parts.route === undefined && parts.zip === undefined;
  const formatted = formatAddress(parts, place, isCity);
  const reach = parts.route === undefined ? 0.03 : 0.00135;
  const viewport = {
    northeast: { lat: round(location.lat + reach), lng: round(location.lng + reach) },
    southwest: { lat: round(location.lat - reach), lng: round(location.lng - reach) },
  };
  return {
    address_components: listComponents(parts, place, isCity),
    formatted_address: formatted,
    geometry: {
      location,
      location_type: locationType(parts),
      viewport,
      ...(parts.route === undefined ? { bounds: viewport } : {}),
    },
    place_id: idPrefix + Buffer.from(formatted, 'utf8').toString('base64url'),
    types: typesOf(parts, isCity),
    ...(exact ? {} : { partial_match: true as const }),
  };
}

/** The middle of the ZIP code, moved for a street by up to 600 m in a direction that only the street decides. */
function locate(parts: AddressParts, place: PostalPlace): Point {
  if (parts.route === undefined) return { lat: place.latitude, lng: place.longitude };
  const key = `${streetKey(parts)} ${place.zip}`;
  const angle = hashOf(key, 1) * 2 * Math.PI;
  const km = Math.sqrt(hashOf(key, 2)) * jitterAtMostKm;
  const lat = place.latitude + (km * Math.sin(angle)) / 111.32;
  const lng = place.longitude + (km * Math.cos(angle)) / (111.32 * Math.cos((place.latitude * Math.PI) / 180));
  return { lat: round(lat), lng: round(lng) };
}

function listComponents(parts: AddressParts, place: PostalPlace, isCity: boolean): Component[] {
  const component = (types: string[], long_name: string, short_name = long_name) => ({
    long_name,
    short_name,
    types,
  });
  return [
    ...(parts.subpremise === undefined ? [] : [component(['subpremise'], parts.subpremise)]),
    ...(parts.streetNumber === undefined ? [] : [component(['street_number'], parts.streetNumber)]),
    ...(parts.route === undefined ? [] : [component(['route'], parts.route)]),
    component(['locality', 'political'], place.city),
    component(['administrative_area_level_1', 'political'], stateName(place.state) ?? place.state, place.state),
    component(['country', 'political'], 'United States', 'US'),
    ...(isCity ? [] : [component(['postal_code'], place.zip)]),
  ];
}

function formatAddress(parts: AddressParts, place: PostalPlace, isCity: boolean): string {
  const unit = parts.subpremise === undefined ? '' : ` #${parts.subpremise}`;
  const street =
    parts.route === undefined ? '' : `${[parts.streetNumber, parts.route].filter(Boolean).join(' ')}${unit}, `;
  return `${street}${place.city}, ${place.state}${isCity ? '' : ` ${place.zip}`}, USA`;
}

function locationType(parts: AddressParts): string {
  if (parts.route === undefined) return 'APPROXIMATE';
  return parts.streetNumber === undefined ? 'GEOMETRIC_CENTER' : 'ROOFTOP';
}

function typesOf(parts: AddressParts, isCity: boolean): string[] {
  if (isCity) return ['locality', 'political'];
  if (parts.route === undefined) return ['postal_code'];
  if (parts.streetNumber === undefined) return ['route'];
  return parts.subpremise === undefined ? ['street_address'] : ['subpremise'];
}

/** Units of one building share its place on the map. */
function streetKey(parts: AddressParts): string {
  return `${parts.streetNumber ?? ''} ${parts.route ?? ''}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** A number in [0, 1) from a text; `salt` gives independent ones. */
function hashOf(text: string, salt: number): number {
  return createHash('sha256').update(`${salt} ${text}`).digest().readUInt32BE(0) / 2 ** 32;
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
