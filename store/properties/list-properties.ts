import { type Database, sqlInOrganization } from '../database';
import { PROPERTY_COLUMNS, type PropertyRow } from './property-row';

export type PropertySort = 'created' | 'name' | 'rent' | 'distance';

export type PropertyFilter = {
  organizationId: string;
  status?: string | undefined;
  type?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  /** At least one unit whose rent lies between these, in cents. */
  minRentCents?: number | undefined;
  maxRentCents?: number | undefined;
  /** Words in the name or the address. */
  q?: string | undefined;
  near?: { latitude: number; longitude: number } | undefined;
  /** Meters around `near`. */
  radiusM?: number | undefined;
  /** West, south, east, north in degrees; west of the date line may be larger than east. */
  bbox?: readonly [number, number, number, number] | undefined;
  sort: PropertySort;
  /** The sort's value and the id of the last row seen. */
  after?: readonly (string | number)[] | undefined;
  /** One more than this is answered where there are more. */
  limit: number;
};

/** `distance_m` only where the filter says `near`; on the sphere, as the index orders it. */
export type ListedProperty = PropertyRow & { distance_m: number | null };

/** Collects a statement's conditions and values. */
class Conditions {
  readonly values: unknown[] = [];
  readonly parts: string[] = [];

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(part: string): void {
    this.parts.push(part);
  }

  get where(): string {
    return this.parts.join(' and ');
  }
}

/** How each sort orders, and what lies after a row. Newest first, then A to Z, then the lowest rent, then the nearest. */
const SORTS = {
  created: {
    order: 'p.created_at desc, p.id desc',
    after: (at: string, id: string) => `(p.created_at, p.id) < (${at}::timestamptz, ${id})`,
  },
  name: { order: 'p.name, p.id', after: (name: string, id: string) => `(p.name, p.id) > (${name}, ${id})` },
  rent: {
    order: 'p.min_rent_cents, p.id',
    after: (rent: string, id: string) => `(p.min_rent_cents, p.id) > (${rent}::bigint, ${id})`,
  },
} as const;

/** One page of an organization's properties. */
export async function listProperties(database: Database, filter: PropertyFilter): Promise<ListedProperty[]> {
  const { text, values } = statementOf(filter);
  return sqlInOrganization(database, filter.organizationId, async (client) => {
    const { rows } = await client.query<ListedProperty>(text, values);
    return rows;
  });
}

/** The statement behind a filter; apart so that a test can look at its plan. */
export function statementOf(filter: PropertyFilter): { text: string; values: unknown[] } {
  const conditions = new Conditions();
  addPlain(conditions, filter);
  addPlace(conditions, filter);
  return filter.sort === 'distance' && filter.near !== undefined
    ? nearest(conditions, filter, filter.near)
    : ordered(conditions, filter, filter.sort === 'distance' ? 'created' : filter.sort);
}

function addPlain(conditions: Conditions, filter: PropertyFilter): void {
  conditions.add(`p.organization_id = ${conditions.value(filter.organizationId)}`);
  if (filter.status !== undefined) conditions.add(`p.status = ${conditions.value(filter.status)}`);
  if (filter.type !== undefined) conditions.add(`p.type = ${conditions.value(filter.type)}`);
  if (filter.city !== undefined) conditions.add(`lower(p.city) = lower(${conditions.value(filter.city)})`);
  if (filter.state !== undefined) conditions.add(`p.state = ${conditions.value(filter.state)}`);
  const { minRentCents, maxRentCents } = filter;
  if (minRentCents !== undefined || maxRentCents !== undefined) {
    const low = conditions.value(minRentCents ?? 0);
    const high = conditions.value(maxRentCents ?? Number.MAX_SAFE_INTEGER);
    conditions.add(
      `exists (select from units u where u.property_id = p.id and u.rent_cents between ${low}::bigint and ${high}::bigint)`,
    );
  }
  for (const word of (filter.q ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = conditions.value(`%${word.replace(/[\\%_]/g, '\\$&')}%`);
    conditions.add(`concat_ws(' ', p.name, p.address_line1, p.city, p.state, p.postal_code) ilike ${pattern}`);
  }
}

const METERS_PER_DEGREE = 111_195;

/**
 * Bounds by plain numbers: their comparison is leakproof, so row-level security lets an index serve them, which it
 * does not for PostGIS' own operators.
 */
function addPlace(conditions: Conditions, { bbox, near, radiusM, sort }: PropertyFilter): void {
  if (bbox !== undefined) {
    const [west, south, east, north] = bbox.map((degrees) => conditions.value(degrees));
    conditions.add(`p.latitude between ${south} and ${north}`);
    const crosses = (bbox[0] ?? 0) > (bbox[2] ?? 0);
    conditions.add(
      crosses ? `(p.longitude >= ${west} or p.longitude <= ${east})` : `p.longitude between ${west} and ${east}`,
    );
  }
  if (near !== undefined && radiusM !== undefined && sort !== 'distance') {
    const reach = radiusM / METERS_PER_DEGREE;
    const south = conditions.value(near.latitude - reach);
    const north = conditions.value(near.latitude + reach);
    conditions.add(`p.latitude between ${south} and ${north}`);
    conditions.add(`p.location <-> ${pointOf(conditions, near)} <= ${conditions.value(radiusM)}`);
  }
}

function pointOf(conditions: Conditions, { latitude, longitude }: { latitude: number; longitude: number }): string {
  const lng = conditions.value(longitude);
  const lat = conditions.value(latitude);
  return `st_setsrid(st_makepoint(${lng}, ${lat}), 4326)::geography`;
}

function ordered(conditions: Conditions, filter: PropertyFilter, sort: keyof typeof SORTS) {
  const { order, after } = SORTS[sort];
  // A property without a unit has no rent: it comes after all that have one.
  const emptyLast = sort === 'rent';
  if (filter.after !== undefined) addAfter(conditions, filter.after, emptyLast, after);
  const distance = filter.near === undefined ? 'null' : `p.location <-> ${pointOf(conditions, filter.near)}`;
  const text = `select ${PROPERTY_COLUMNS}, ${distance} as distance_m from properties p
    where ${conditions.where} order by ${order} limit ${conditions.value(filter.limit + 1)}`;
  return { text, values: conditions.values };
}

function addAfter(
  conditions: Conditions,
  [value, id]: readonly (string | number)[],
  emptyLast: boolean,
  after: (value: string, id: string) => string,
): void {
  if (emptyLast && value === '') {
    conditions.add(`p.min_rent_cents is null and p.id > ${conditions.value(id)}`);
    return;
  }
  const rest = after(conditions.value(value), conditions.value(id));
  conditions.add(emptyLast ? `(${rest} or p.min_rent_cents is null)` : rest);
}

/**
 * The nearest first. The subselect orders by distance and stops at a page, which GiST(organization_id, location)
 * serves under row-level security; the radius is cut outside, where nothing must be searched any more. The index orders
 * by distance alone, so the subselect takes everything at the last distance along, and ids are ordered outside.
 */
function nearest(
  conditions: Conditions,
  filter: PropertyFilter,
  near: { latitude: number; longitude: number },
): { text: string; values: unknown[] } {
  const point = pointOf(conditions, near);
  conditions.add('p.location is not null');
  if (filter.after !== undefined) {
    const [distance, id] = filter.after.map((value) => conditions.value(value));
    conditions.add(`(p.location <-> ${point}, p.id) > (${distance}::float8, ${id})`);
  }
  const limit = conditions.value(filter.limit + 1);
  const radius = filter.radiusM === undefined ? '' : `where p.distance_m <= ${conditions.value(filter.radiusM)}`;
  const text = `select ${PROPERTY_COLUMNS}, p.distance_m from (
      select p.*, p.location <-> ${point} as distance_m from properties p
      where ${conditions.where} order by p.location <-> ${point} fetch first ${limit} rows with ties) p
    ${radius} order by p.distance_m, p.id limit ${limit}`;
  return { text, values: conditions.values };
}
