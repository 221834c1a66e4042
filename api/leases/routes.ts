import { z } from 'zod';
import { addPeriods, periodOf } from '../../domain/calendar';
import { scheduleOf } from '../../domain/rent-schedule';
import { changeDraft } from '../../store/leases/change-draft';
import { listLeases, readLease } from '../../store/leases/list-leases';
import { termsOfLease } from '../../store/leases/lock-lease';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newestFirst, placeIn } from '../work-orders/newest-first';
import { leaseCommands } from './commands';
import { changesOf, drawUpLease } from './draw-up-lease';
import { leaseAnswer, leaseChanges, leaseQuery, newLeaseBody, scheduleAnswer, scheduleQuery } from './schemas';
import { serializeLease, serializeSchedule } from './serialize';

const tag = 'Leases';
const one = z.strictObject({ id: id('lease') });

/** A month-to-month lease has no last month: this many are shown unless said. */
const MONTHS_SHOWN = 12;

export const leaseRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases',
    tag,
    summary: 'Leases, the newest first',
    permission: 'leases.read',
    query: leaseQuery,
    answer: listOf(leaseAnswer),
    inTransaction: async ({ query }, tx) => {
      const { limit = DEFAULT_LIMIT, cursor, status, q } = query;
      const { unit_id: unitId, property_id: propertyId, application_id: applicationId } = query;
      const filter = { status, q, unitId, propertyId, applicationId, after: placeIn(cursor), limit };
      return pageOf(await listLeases(tx, filter), limit, serializeLease, newestFirst);
    },
  }),
  route({
    method: 'post',
    path: '/leases',
    tag,
    summary: 'Draw up a lease',
    description:
      'From an approved application, or from unit, tenants and terms. It is a draft: nobody is told and nothing is promised until it is sent for signature.',
    permission: 'leases.write',
    idempotency: 'required',
    body: newLeaseBody,
    answer: leaseAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx) => {
      const leaseId = await drawUpLease(tx, body, { organizationId, actorId: actor.id, now });
      reply.header('Location', `/v1/leases/${leaseId}`);
      return serializeLease(await readLease(tx, leaseId));
    },
  }),
  route({
    method: 'get',
    path: '/leases/{id}',
    tag,
    summary: 'One lease with its people, money and signatures',
    permission: 'leases.read',
    params: one,
    answer: leaseAnswer,
    inTransaction: async ({ params, reply }, tx) => {
      const lease = await readLease(tx, params.id);
      reply.header('ETag', `"${lease.version}"`);
      return serializeLease(lease);
    },
  }),
  route({
    method: 'patch',
    path: '/leases/{id}',
    tag,
    summary: 'Change a draft',
    description: 'Send the version you saw as `If-Match`. What was sent for signature must be voided first.',
    permission: 'leases.write',
    params: one,
    body: leaseChanges,
    answer: leaseAnswer,
    inTransaction: async ({ params, body, organizationId, actor, ifMatch, reply }, tx) => {
      const change = { organizationId, leaseId: params.id, version: ifMatch, changes: changesOf(body) };
      await changeDraft(tx, { ...change, actor: actor.id });
      const lease = await readLease(tx, params.id);
      reply.header('ETag', `"${lease.version}"`);
      return serializeLease(lease);
    },
  }),
  route({
    method: 'get',
    path: '/leases/{id}/schedule',
    tag,
    summary: 'Everything a lease will charge, before and after it is signed',
    permission: 'leases.read',
    params: one,
    query: scheduleQuery,
    answer: scheduleAnswer,
    inTransaction: async ({ params, query }, tx) => {
      const lease = await readLease(tx, params.id);
      const terms = termsOfLease(lease);
      const isBounded = terms.endsOn === null || query.months !== undefined;
      const last = addPeriods(periodOf(terms.startsOn), (query.months ?? MONTHS_SHOWN) - 1);
      return serializeSchedule(lease, isBounded ? scheduleOf(terms, last) : scheduleOf(terms));
    },
  }),
  ...leaseCommands,
];
