import { z } from 'zod';
import { fromSqlCents } from '../../store/cents';
import type { Tenant } from '../../store/generated/client';
import { fromSqlDate, fromSqlDateOrNull } from '../../store/plain-dates';
import {
  type LeaseOfTenant,
  listLeasesOfTenant,
  listTenants,
  phaseOf,
  readTenant,
  type TenantChange,
  updateTenant,
} from '../../store/tenants/tenants';
import { type Cursor, decodeCursor, pageOf } from '../http/cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf, pageQuery, plainDate, text } from '../http/schema';
import { LEASE_PHASES, tenantAnswer, tenantChanges, tenantLeaseAnswer } from './schemas';

const tag = 'Tenants';
const one = z.strictObject({ id: id('tenant') });

function serializeTenant(tenant: Tenant): z.output<typeof tenantAnswer> {
  return {
    id: tenant.id,
    name: tenant.name,
    email: tenant.email,
    phone: tenant.phone,
    locale: tenant.locale,
    background_check_status: tenant.backgroundCheckStatus,
    sms_opted_out: tenant.smsOptedOutAt !== null,
    version: tenant.version,
    created_at: tenant.createdAt.toISOString(),
    updated_at: tenant.updatedAt.toISOString(),
  };
}

function serializeLease({ lease, role, isPrimary }: LeaseOfTenant): z.output<typeof tenantLeaseAnswer> {
  const { unit } = lease;
  return {
    id: lease.id,
    status: tenantLeaseAnswer.shape.status.parse(lease.status),
    phase: phaseOf(lease.status),
    unit_id: lease.unitId,
    unit_label: `${unit.property.addressLine1}, ${unit.number}`,
    property_id: unit.propertyId,
    property_name: unit.property.name,
    starts_on: fromSqlDate(lease.startsOn),
    ends_on: fromSqlDateOrNull(lease.endsOn),
    rent_cents: fromSqlCents(lease.rentCents),
    deposit_cents: fromSqlCents(lease.depositCents),
    currency: lease.currency,
    role,
    is_primary: isPrimary,
    tenants: lease.tenants.map((other) => ({ id: other.tenantId, name: other.tenant.name, role: other.role })),
  };
}

export const tenantRoutes: Route[] = [
  route({
    method: 'get',
    path: '/tenants',
    tag,
    summary: 'People who rent, by name',
    permission: 'tenants.read',
    query: z.strictObject({ ...pageQuery, q: text(100).optional() }),
    answer: listOf(tenantAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const [name, last] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'name', 2).map(String);
      const after = name === undefined || last === undefined ? undefined : { name, id: last };
      const tenants = await listTenants(tx, { q: query.q, after, limit });
      const cursorOf = (tenant: Tenant): Cursor => ({ sort: 'name', after: [tenant.name, tenant.id] });
      return pageOf(tenants, limit, serializeTenant, cursorOf);
    },
  }),
  route({
    method: 'get',
    path: '/tenants/{id}',
    tag,
    summary: 'One tenant',
    permission: 'tenants.read',
    params: one,
    answer: tenantAnswer,
    inTransaction: async ({ params, reply }, tx) => {
      const tenant = await readTenant(tx, params.id);
      reply.header('ETag', `"${tenant.version}"`);
      return serializeTenant(tenant);
    },
  }),
  route({
    method: 'get',
    path: '/tenants/{id}/leases',
    tag,
    summary: "A tenant's leases, active and past, the latest first",
    permission: 'leases.read',
    params: one,
    query: z.strictObject({ ...pageQuery, phase: z.enum(LEASE_PHASES).optional() }),
    answer: listOf(tenantLeaseAnswer),
    inTransaction: async ({ params, query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const [startsOn, last] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'starts_on', 2).map(String);
      if (startsOn !== undefined && !plainDate().safeParse(startsOn).success) {
        throw invalid([{ name: 'cursor', reason: 'is not a cursor of this list' }]);
      }
      const after = startsOn === undefined || last === undefined ? undefined : { startsOn, id: last };
      const leases = await listLeasesOfTenant(tx, { tenantId: params.id, phase: query.phase, after, limit });
      return pageOf(leases, limit, serializeLease, ({ lease }) => ({
        sort: 'starts_on',
        after: [fromSqlDate(lease.startsOn), lease.id],
      }));
    },
  }),
  route({
    method: 'patch',
    path: '/tenants/{id}',
    tag,
    summary: 'Change how a tenant is called and reached',
    permission: 'tenants.write',
    params: one,
    body: tenantChanges,
    answer: tenantAnswer,
    inTransaction: async ({ params, body, organizationId, actor, ifMatch, ip, reply }, tx) => {
      const changes: TenantChange['changes'] = {};
      if (body.name !== undefined) changes.name = body.name;
      if (body.email !== undefined) changes.email = body.email;
      if (body.phone !== undefined) changes.phone = body.phone;
      if (body.locale !== undefined) changes.locale = body.locale;
      const change = { organizationId, id: params.id, version: ifMatch, changes, actor: actor.id, origin: ip };
      const tenant = await updateTenant(tx, change);
      reply.header('ETag', `"${tenant.version}"`);
      return serializeTenant(tenant);
    },
  }),
];
