import { z } from 'zod';
import { localeOf } from '../../domain/locales';
import { fromSqlCentsOrNull } from '../../store/cents';
import type { Vendor } from '../../store/generated/client';
import { fromSqlDateOrNull } from '../../store/plain-dates';
import { createVendor, listVendors, readVendor, updateVendor } from '../../store/vendors/vendors';
import { type Cursor, decodeCursor, pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newVendorBody, vendorAnswer, vendorChanges, vendorQuery } from './schemas';

const tag = 'Vendors';
const one = z.strictObject({ id: id('vendor') });
const { trades, hours } = vendorAnswer.shape;

function serializeVendor(vendor: Vendor): z.output<typeof vendorAnswer> {
  const { latitude, longitude } = vendor;
  return {
    id: vendor.id,
    name: vendor.name,
    contact_name: vendor.contactName,
    email: vendor.email,
    phone: vendor.phone,
    locale: localeOf(vendor.locale),
    trades: trades.parse(vendor.trades),
    postal_code: vendor.postalCode,
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    service_radius_km: vendor.serviceRadiusM / 1000,
    hours: hours.parse(vendor.hours),
    insurance_expires_on: fromSqlDateOrNull(vendor.insuranceExpiresOn),
    license_expires_on: fromSqlDateOrNull(vendor.licenseExpiresOn),
    hourly_rate_cents: fromSqlCentsOrNull(vendor.hourlyRateCents),
    rating: vendor.rating,
    preferred: vendor.preferred,
    in_house: vendor.inHouse,
    status: vendor.status,
    version: vendor.version,
    created_at: vendor.createdAt.toISOString(),
  };
}

function cursorOf(vendor: Vendor): Cursor {
  return { sort: 'name', after: [vendor.name, vendor.id] };
}

export const vendorRoutes: Route[] = [
  route({
    method: 'get',
    path: '/vendors',
    tag,
    summary: 'Vendors by name',
    permission: 'vendors.read',
    query: vendorQuery,
    answer: listOf(vendorAnswer),
    inTransaction: async ({ query: { limit = DEFAULT_LIMIT, cursor, ...filter } }, tx) => {
      const [name, last] = cursor === undefined ? [] : decodeCursor(cursor, 'name', 2).map(String);
      const after = name === undefined || last === undefined ? undefined : { name, id: last };
      return pageOf(await listVendors(tx, { ...filter, after, limit }), limit, serializeVendor, cursorOf);
    },
  }),
  route({
    method: 'post',
    path: '/vendors',
    tag,
    summary: 'Add a vendor',
    description: 'With a postal code their place is found within moments, unless `location` gives it.',
    permission: 'vendors.write',
    body: newVendorBody,
    answer: vendorAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, reply }, tx) => {
      const vendor = await createVendor(tx, {
        organizationId,
        actor: actor.id,
        name: body.name,
        contactName: body.contact_name,
        email: body.email,
        phone: body.phone,
        locale: body.locale,
        trades: body.trades,
        postalCode: body.postal_code,
        location: body.location,
        serviceRadiusM: Math.round(body.service_radius_km * 1000),
        hours: body.hours,
        insuranceExpiresOn: body.insurance_expires_on,
        licenseExpiresOn: body.license_expires_on,
        hourlyRateCents: body.hourly_rate_cents,
        preferred: body.preferred,
        inHouse: body.in_house,
      });
      reply.header('Location', `/v1/vendors/${vendor.id}`);
      return serializeVendor(vendor);
    },
  }),
  route({
    method: 'get',
    path: '/vendors/{id}',
    tag,
    summary: 'One vendor',
    permission: 'vendors.read',
    params: one,
    answer: vendorAnswer,
    inTransaction: async ({ params, reply }, tx) => {
      const vendor = await readVendor(tx, params.id);
      reply.header('ETag', `"${vendor.version}"`);
      return serializeVendor(vendor);
    },
  }),
  route({
    method: 'patch',
    path: '/vendors/{id}',
    tag,
    summary: 'Change a vendor, or pause them',
    description: '`If-Match` with the version you saw keeps you from overwriting a colleague.',
    permission: 'vendors.write',
    params: one,
    body: vendorChanges,
    answer: vendorAnswer,
    inTransaction: async ({ params, body, organizationId, actor, ifMatch, reply }, tx) => {
      const radiusKm = body.service_radius_km;
      const vendor = await updateVendor(tx, {
        organizationId,
        actor: actor.id,
        id: params.id,
        version: ifMatch,
        name: body.name,
        contactName: body.contact_name,
        email: body.email,
        phone: body.phone,
        locale: body.locale,
        trades: body.trades,
        postalCode: body.postal_code,
        location: body.location,
        serviceRadiusM: radiusKm === undefined ? undefined : Math.round(radiusKm * 1000),
        hours: body.hours,
        insuranceExpiresOn: body.insurance_expires_on,
        licenseExpiresOn: body.license_expires_on,
        hourlyRateCents: body.hourly_rate_cents,
        preferred: body.preferred,
        inHouse: body.in_house,
        status: body.status,
      });
      reply.header('ETag', `"${vendor.version}"`);
      return serializeVendor(vendor);
    },
  }),
];
