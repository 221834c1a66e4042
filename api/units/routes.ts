import { z } from 'zod';
import { readProperty } from '../../store/properties/read-property';
import { addUnit, type ListedUnit, listUnits, readUnit, updateUnit } from '../../store/units/units';
import { type Cursor, decodeCursor, pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf, pageQuery } from '../http/schema';
import { newUnit, UNIT_STATUSES, unitAnswer, unitChanges } from './schemas';
import { serializeUnit, unitFrom } from './serialize';

const tag = 'Units';
const one = z.strictObject({ id: id('unit') });
const ofProperty = z.strictObject({ id: id('property') });

/** Leaves out what was not given, since a column set to undefined and one left alone are not the same to read. */
function given<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export const unitRoutes: Route[] = [
  route({
    method: 'get',
    path: '/properties/{id}/units',
    tag,
    summary: "A property's units, by number",
    permission: 'properties.read',
    params: ofProperty,
    query: z.strictObject({ ...pageQuery, status: z.enum(UNIT_STATUSES).optional() }),
    answer: listOf(unitAnswer),
    inTransaction: async ({ params, query }, tx) => {
      await readProperty(tx, params.id);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const [number, last] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'number', 2).map(String);
      const after = number === undefined || last === undefined ? undefined : { number, id: last };
      const units = await listUnits(tx, { propertyId: params.id, status: query.status, after, limit });
      const cursorOf = (unit: ListedUnit): Cursor => ({ sort: 'number', after: [unit.number, unit.id] });
      return pageOf(units, limit, serializeUnit, cursorOf);
    },
  }),
  route({
    method: 'post',
    path: '/properties/{id}/units',
    tag,
    summary: 'Add a unit',
    permission: 'properties.write',
    params: ofProperty,
    body: newUnit,
    answer: unitAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor }, tx) => {
      const unit = { ...unitFrom(body), organizationId, propertyId: params.id, actor: actor.id };
      return serializeUnit(await readUnit(tx, await addUnit(tx, unit)));
    },
  }),
  route({
    method: 'get',
    path: '/units',
    tag,
    summary: 'Units of all properties',
    permission: 'properties.read',
    query: z.strictObject({
      ...pageQuery,
      status: z.enum(UNIT_STATUSES).optional(),
      property_id: id('property').optional(),
    }),
    answer: listOf(unitAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const { status, property_id: propertyId } = query;
      const sort = propertyId === undefined ? 'id' : 'number';
      const values =
        query.cursor === undefined ? [] : decodeCursor(query.cursor, sort, sort === 'id' ? 1 : 2).map(String);
      const [first = '', second = ''] = values;
      const after = values.length === 0 ? undefined : sort === 'id' ? { id: first } : { number: first, id: second };
      const units = await listUnits(tx, { propertyId, status, after, limit });
      const cursorOf = (unit: ListedUnit): Cursor => ({
        sort,
        after: sort === 'id' ? [unit.id] : [unit.number, unit.id],
      });
      return pageOf(units, limit, serializeUnit, cursorOf);
    },
  }),
  route({
    method: 'get',
    path: '/units/{id}',
    tag,
    summary: 'One unit',
    permission: 'properties.read',
    params: one,
    answer: unitAnswer,
    inTransaction: async ({ params, reply }, tx) => {
      const unit = await readUnit(tx, params.id);
      reply.header('ETag', `"${unit.version}"`);
      return serializeUnit(unit);
    },
  }),
  route({
    method: 'patch',
    path: '/units/{id}',
    tag,
    summary: 'Change a unit',
    description: '`If-Match` with the version you saw keeps you from overwriting a colleague.',
    permission: 'properties.write',
    params: one,
    body: unitChanges,
    answer: unitAnswer,
    inTransaction: async ({ params, body, organizationId, actor, ifMatch, ip, reply }, tx) => {
      const { rent_cents, deposit_cents, square_feet, ...rest } = body;
      const changes = given({
        ...rest,
        rentCents: rent_cents,
        depositCents: deposit_cents,
        squareFeet: square_feet,
      });
      const change = { organizationId, id: params.id, version: ifMatch, changes, actor: actor.id, origin: ip };
      await updateUnit(tx, change);
      const unit = await readUnit(tx, params.id);
      reply.header('ETag', `"${unit.version}"`);
      return serializeUnit(unit);
    },
  }),
];
