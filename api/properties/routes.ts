import { z } from 'zod';
import { inOrganization } from '../../store/database';
import { createProperty, type GivenMedia } from '../../store/properties/create-property';
import {
  type ListedProperty,
  listProperties,
  type PropertyFilter,
  type PropertySort,
} from '../../store/properties/list-properties';
import { readProperty } from '../../store/properties/read-property';
import { updateProperty } from '../../store/properties/update-property';
import { unitsOfProperties } from '../../store/units/units';
import { type Cursor, decodeCursor, pageOf } from '../http/cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import type { givenMedia } from '../media/schemas';
import { serializeUpload } from '../media/serialize';
import { serializeUnit, unitFrom } from '../units/serialize';
import { expand, newPropertyAnswer, newPropertyBody, propertyAnswer, propertyChanges, propertyQuery } from './schemas';
import { serializeProperty } from './serialize';

const tag = 'Properties';
const one = z.strictObject({ id: id('property') });

export const propertyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/properties',
    tag,
    summary: 'Properties: filtered, around a place or within a box, sorted, by page',
    description:
      '`lat` and `lng` order by distance, with `radius_m` only what lies within. `bbox` is west,south,east,north. Sorted otherwise: newest first, by name, or the lowest rent first.',
    permission: 'properties.read',
    query: propertyQuery,
    answer: listOf(propertyAnswer),
    handler: async ({ query, organizationId }, { database }) => {
      const filter = filterOf(query, organizationId);
      const rows = await listProperties(database, filter);
      const shown = rows.slice(0, filter.limit).map((row) => row.id);
      const units = query.expand?.includes('units')
        ? await inOrganization(database, organizationId, (tx) => unitsOfProperties(tx, shown))
        : undefined;
      const serialize = (row: ListedProperty) => serializeProperty(row, units && (units.get(row.id) ?? []));
      return pageOf(rows, filter.limit, serialize, (row) => cursorOf(row, filter.sort));
    },
  }),
  route({
    method: 'post',
    path: '/properties',
    tag,
    summary: 'Add a property with its units and photos',
    description:
      'All or nothing. The address is geocoded within moments. For each photo in `media` that is still to come, `uploads` says where to PUT it.',
    permission: 'properties.write',
    body: newPropertyBody,
    answer: newPropertyAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx, { files }) => {
      refuseSameNumbers(body.units);
      const { address } = body;
      const made = await createProperty(tx, {
        organizationId,
        name: body.name ?? address.line1,
        type: body.type,
        address: { ...address, postalCode: address.postal_code },
        location: body.location,
        timeZone: body.time_zone,
        yearBuilt: body.year_built,
        ownerName: body.owner_name,
        units: body.units.map((unit) => ({ ...unitFrom(unit), media: unit.media.map(mediaFrom) })),
        media: body.media.map(mediaFrom),
        actor: actor.id,
      });
      reply.header('Location', `/v1/properties/${made.id}`);
      const units = await unitsOfProperties(tx, [made.id]);
      return {
        ...serializeProperty(await readProperty(tx, made.id)),
        units: (units.get(made.id) ?? []).map(serializeUnit),
        uploads: await Promise.all(made.uploads.map((upload) => serializeUpload(files, upload, now))),
      };
    },
  }),
  route({
    method: 'get',
    path: '/properties/{id}',
    tag,
    summary: 'One property',
    permission: 'properties.read',
    params: one,
    query: z.strictObject({ expand }),
    answer: propertyAnswer,
    inTransaction: async ({ params, query, reply }, tx) => {
      const row = await readProperty(tx, params.id);
      const units = query.expand?.includes('units') ? await unitsOfProperties(tx, [row.id]) : undefined;
      reply.header('ETag', `"${row.version}"`);
      return serializeProperty(row, units?.get(row.id));
    },
  }),
  route({
    method: 'patch',
    path: '/properties/{id}',
    tag,
    summary: 'Change a property',
    description:
      'Another address is geocoded again, unless you place the pin with `location`. `If-Match` with the version you saw keeps you from overwriting a colleague.',
    permission: 'properties.write',
    params: one,
    body: propertyChanges,
    answer: propertyAnswer,
    inTransaction: async ({ params, body, organizationId, actor, ifMatch, ip, reply }, tx) => {
      const { time_zone, year_built, owner_name, address, ...rest } = body;
      await updateProperty(tx, {
        ...rest,
        organizationId,
        id: params.id,
        version: ifMatch,
        timeZone: time_zone,
        yearBuilt: year_built,
        ownerName: owner_name,
        address: address && { ...address, postalCode: address.postal_code },
        actor: actor.id,
        origin: ip,
      });
      const row = await readProperty(tx, params.id);
      reply.header('ETag', `"${row.version}"`);
      return serializeProperty(row);
    },
  }),
];

function filterOf(query: z.output<typeof propertyQuery>, organizationId: string): PropertyFilter {
  const { lat, lng } = query;
  const near = lat === undefined || lng === undefined ? undefined : { latitude: lat, longitude: lng };
  const sort = query.sort ?? (near === undefined ? 'created' : 'distance');
  const [west = 0, south = 0, east = 0, north = 0] = (query.bbox ?? '').split(',').map(Number);
  return {
    organizationId,
    status: query.status,
    type: query.type,
    city: query.city,
    state: query.state,
    minRentCents: query.min_rent,
    maxRentCents: query.max_rent,
    q: query.q,
    near,
    radiusM: query.radius_m,
    bbox: query.bbox === undefined ? undefined : [west, south, east, north],
    sort,
    after: query.cursor === undefined ? undefined : positionOf(query.cursor, sort),
    limit: query.limit ?? DEFAULT_LIMIT,
  };
}

function cursorOf(row: ListedProperty, sort: PropertySort): Cursor {
  const value = {
    created: row.created_at.toISOString(),
    name: row.name,
    rent: row.min_rent_cents ?? '',
    distance: row.distance_m ?? 0,
  }[sort];
  return { sort, after: [value, row.id] };
}

/** What each sort's cursor holds, beside the id. */
const CURSOR_VALUES = {
  created: z.iso.datetime(),
  name: z.string(),
  rent: z.union([z.int(), z.literal('')]),
  distance: z.number(),
};

function positionOf(cursor: string, sort: PropertySort): readonly (string | number)[] {
  const after = decodeCursor(cursor, sort, 2);
  if (CURSOR_VALUES[sort].safeParse(after[0]).success && typeof after[1] === 'string') return after;
  throw invalid([{ name: 'cursor', reason: 'is not a cursor of this list' }]);
}

function mediaFrom(media: z.output<typeof givenMedia>): GivenMedia {
  if ('id' in media) return media;
  return { contentType: media.content_type, byteSize: media.byte_size, alt: media.alt };
}

function refuseSameNumbers(units: readonly { number: string }[]): void {
  const seen = new Set<string>();
  const again = units.flatMap(({ number }, index) => {
    const twice = seen.has(number);
    seen.add(number);
    return twice ? [{ name: `units.${index}.number`, reason: 'is there twice' }] : [];
  });
  if (again.length > 0) throw invalid(again);
}
