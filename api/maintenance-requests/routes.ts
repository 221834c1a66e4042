import { z } from 'zod';
import { inOrganization } from '../../store/database';
import { listRequests, readRequest } from '../../store/maintenance/list-requests';
import { reportLink } from '../../store/maintenance/report-link';
import { reportRepair } from '../../store/maintenance/report-repair';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import type { Services } from '../services';
import { newestFirst, placeIn } from '../work-orders/newest-first';
import { commandRepair, reopen } from './command-repair';
import {
  assignBody,
  cancelBody,
  confirmBody,
  newRequestBody,
  reopenBody,
  reportLinkAnswer,
  reportLinkBody,
  requestAnswer,
  requestQuery,
} from './schemas';
import { serializeRequest } from './serialize';

const tag = 'Maintenance';
const one = z.strictObject({ id: id('maintenanceRequest') });
const command = { method: 'post', tag, permission: 'maintenance.write', params: one, answer: requestAnswer } as const;

/** The request as it stands after a command. */
function shown({ database }: Services, organizationId: string, requestId: string) {
  return inOrganization(database, organizationId, async (tx) => serializeRequest(await readRequest(tx, requestId)));
}

export const maintenanceRequestRoutes: Route[] = [
  route({
    method: 'get',
    path: '/maintenance-requests',
    tag,
    summary: 'Repairs, the newest first',
    permission: 'maintenance.read',
    query: requestQuery,
    answer: listOf(requestAnswer),
    inTransaction: async ({ query }, tx) => {
      const { limit = DEFAULT_LIMIT, cursor, unit_id, lease_id, property_id, needs_attention, ...rest } = query;
      const place = { unitId: unit_id, leaseId: lease_id, propertyId: property_id };
      const filter = { ...rest, ...place, needsAttention: needs_attention, after: placeIn(cursor), limit };
      return pageOf(await listRequests(tx, filter), limit, serializeRequest, newestFirst);
    },
  }),
  route({
    method: 'post',
    path: '/maintenance-requests',
    tag,
    summary: 'Report a repair',
    description:
      'What it is about, how urgent it is, whose trade it is and by when the law wants it follow from the words. The tenant is told, vendors are asked in turn; in an emergency several at once.',
    permission: 'maintenance.write',
    idempotency: 'required',
    body: newRequestBody,
    answer: requestAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx, { linkKey, urls }) => {
      const report = {
        organizationId,
        unitId: body.unit_id,
        tenantId: body.tenant_id,
        description: body.description,
        category: body.category,
        mediaIds: body.media_ids,
        entryPermission: body.entry_permission,
        accessNotes: body.access_notes,
        source: 'landlord' as const,
        actor: actor.id,
      };
      const { requestId } = await reportRepair(tx, { linkKey, webUrl: urls.web }, report, now);
      reply.header('Location', `/v1/maintenance-requests/${requestId}`);
      return serializeRequest(await readRequest(tx, requestId));
    },
  }),
  route({
    method: 'post',
    path: '/maintenance-requests/report-links',
    tag,
    summary: 'A link with which a tenant reports repairs of their home',
    permission: 'maintenance.write',
    body: reportLinkBody,
    answer: reportLinkAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, now }, tx, { linkKey, urls }) => {
      const given = { organizationId, leaseId: body.lease_id, tenantId: body.tenant_id, at: now };
      const { token, tenantId, expiresAt } = await reportLink(tx, linkKey, given);
      const url = `${urls.api}/l/${token}`;
      return { lease_id: body.lease_id, tenant_id: tenantId, url, expires_at: expiresAt.toISOString() };
    },
  }),
  route({
    method: 'get',
    path: '/maintenance-requests/{id}',
    tag,
    summary: 'One repair with its jobs, offers, photos and clock',
    permission: 'maintenance.read',
    params: one,
    answer: requestAnswer,
    inTransaction: async ({ params, reply }, tx) => {
      const request = await readRequest(tx, params.id);
      reply.header('ETag', `"${request.version}"`);
      return serializeRequest(request);
    },
  }),
  route({
    ...command,
    path: '/maintenance-requests/{id}/cancel',
    summary: 'Cancel a repair; everybody who was asked or sent is told',
    body: cancelBody,
    handler: async ({ params, body, organizationId, actor }, services) => {
      const ref = { organizationId, requestId: params.id };
      await commandRepair(services, ref, 'cancel', { by: actor.id, reason: body.reason });
      return shown(services, organizationId, params.id);
    },
  }),
  route({
    ...command,
    path: '/maintenance-requests/{id}/assign-vendor',
    summary: 'Give the job to a vendor; whoever had it or was asked is told',
    body: assignBody,
    handler: async ({ params, body, organizationId, actor }, services) => {
      const ref = { organizationId, requestId: params.id };
      await commandRepair(services, ref, 'assignVendor', { by: actor.id, vendorId: body.vendor_id });
      return shown(services, organizationId, params.id);
    },
  }),
  route({
    ...command,
    path: '/maintenance-requests/{id}/dispatch-again',
    summary: 'Search for a vendor once more',
    body: z.strictObject({}),
    handler: async ({ params, organizationId, actor }, services) => {
      await commandRepair(services, { organizationId, requestId: params.id }, 'dispatchAgain', { by: actor.id });
      return shown(services, organizationId, params.id);
    },
  }),
  route({
    ...command,
    path: '/maintenance-requests/{id}/confirm',
    summary: 'Close a repair: it is fixed',
    body: confirmBody,
    handler: async ({ params, body, organizationId, actor }, services) => {
      const { rating } = body;
      const said = { by: actor.id, ...(rating === undefined ? {} : { rating }) };
      await commandRepair(services, { organizationId, requestId: params.id }, 'confirm', said);
      return shown(services, organizationId, params.id);
    },
  }),
  route({
    ...command,
    path: '/maintenance-requests/{id}/reopen',
    summary: 'Open a repair again: it is not fixed',
    description: 'Within 30 days of its close. Whoever did the work is asked first.',
    body: reopenBody,
    handler: async ({ params, body, organizationId, actor }, services) => {
      const ref = { organizationId, requestId: params.id };
      await reopen(services, ref, { by: actor.id, reason: body.reason });
      return shown(services, organizationId, params.id);
    },
  }),
];
