import { z } from 'zod';
import { changeDraft } from '../../store/leases/change-draft';
import { listLeases, readLease } from '../../store/leases/list-leases';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newestFirst, placeIn } from '../work-orders/newest-first';
import { leaseCommands } from './commands';
import { changesOf, drawUpLease } from './draw-up-lease';
import { leaseScheduleRoutes } from './schedule';
import { leaseAnswer, leaseChanges, leaseQuery, newLeaseBody } from './schemas';
import { serializeLease, serializeOneLease } from './serialize';

const tag = 'Leases';
const one = z.strictObject({ id: id('lease') });

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
      return serializeOneLease(await readLease(tx, leaseId));
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
      return serializeOneLease(lease);
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
      return serializeOneLease(lease);
    },
  }),
  ...leaseScheduleRoutes,
  ...leaseCommands,
];
