import { notFound, TenureError } from '../../domain/errors';
import type { VendorHours } from '../../domain/vendor-ranking';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { Vendor } from '../generated/client';
import { newId } from '../new-id';
import { toSqlDateOrNull } from '../plain-dates';

/** What is said of a vendor. Dates `YYYY-MM-DD`, the radius in meters, the rate in cents. */
export type VendorFields = {
  name: string;
  contactName: string | null;
  email: string;
  phone: string;
  locale: string;
  trades: string[];
  postalCode: string | null;
  /** Where they start from; null: the middle of the postal code, found by the worker. */
  location: { latitude: number; longitude: number } | null;
  serviceRadiusM: number;
  hours: VendorHours;
  insuranceExpiresOn: string | null;
  licenseExpiresOn: string | null;
  hourlyRateCents: number | null;
  preferred: boolean;
  inHouse: boolean;
  status: string;
};

type Change = { organizationId: string; actor: string };

/** Adds a vendor. */
export async function createVendor(
  tx: Transaction,
  { organizationId, actor, ...fields }: Omit<VendorFields, 'status'> & Change,
): Promise<Vendor> {
  const id = newId('vendor');
  const { name, email, phone, trades, ...rest } = fields;
  const vendor = await tx.vendor.create({
    data: { id, organizationId, name, email, phone, trades, ...columnsOf(rest) },
  });
  await appendEvent(tx, { organizationId, type: 'vendor.created', subjectId: id, payload: { name }, actor });
  return vendor;
}

/**
 * Changes what is given of a vendor. Another postal code is looked up again, unless a place is given.
 * @param change.version the version the person saw; null where they did not say
 * @throws TenureError not_found, version_conflict
 */
export async function updateVendor(
  tx: Transaction,
  change: { [K in keyof VendorFields]?: VendorFields[K] | undefined } & Change & { id: string; version: number | null },
): Promise<Vendor> {
  const { organizationId, actor, id, version, ...fields } = change;
  await tx.$queryRaw`select 1 from vendors where id = ${id} for update`;
  const before = await readVendor(tx, id);
  if (version !== null && version !== before.version) {
    throw new TenureError('version_conflict', 'Somebody changed this vendor meanwhile. Look at it again first.');
  }
  const moved = fields.postalCode !== undefined && fields.postalCode !== before.postalCode;
  const placed = moved && fields.location === undefined ? { ...fields, location: null } : fields;
  const data = { ...columnsOf(placed), version: { increment: 1 } };
  const vendor = await tx.vendor.update({ where: { id }, data });
  const payload = { name: vendor.name, status: vendor.status };
  await appendEvent(tx, { organizationId, type: 'vendor.updated', subjectId: id, payload, actor });
  return vendor;
}

/** One vendor. @throws TenureError not_found */
export async function readVendor(tx: Transaction, id: string): Promise<Vendor> {
  const vendor = await tx.vendor.findUnique({ where: { id } });
  if (vendor === null) throw notFound('vendor');
  return vendor;
}

export type VendorFilter = {
  trade?: string | undefined;
  status?: string | undefined;
  /** Words in the name. */
  q?: string | undefined;
  after?: { name: string; id: string } | undefined;
  limit: number;
};

/** Vendors by name, one more than `limit` where there are more. */
export async function listVendors(
  tx: Transaction,
  { trade, status, q, after, limit }: VendorFilter,
): Promise<Vendor[]> {
  return tx.vendor.findMany({
    where: {
      ...(trade === undefined ? {} : { trades: { has: trade } }),
      ...(status === undefined ? {} : { status }),
      AND: [
        q === undefined ? {} : { name: { contains: q, mode: 'insensitive' } },
        after === undefined ? {} : { OR: [{ name: { gt: after.name } }, { name: after.name, id: { gt: after.id } }] },
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
}

/** The columns of what is given; what is left out stays as it is. */
function columnsOf(fields: { [K in keyof VendorFields]?: VendorFields[K] | undefined }) {
  const { location, insuranceExpiresOn, licenseExpiresOn, hourlyRateCents, hours, ...plain } = fields;
  return {
    ...given(plain),
    ...(hours === undefined ? {} : { hours: hours as object }),
    ...(location === undefined ? {} : { latitude: location?.latitude ?? null, longitude: location?.longitude ?? null }),
    ...(insuranceExpiresOn === undefined ? {} : { insuranceExpiresOn: toSqlDateOrNull(insuranceExpiresOn) }),
    ...(licenseExpiresOn === undefined ? {} : { licenseExpiresOn: toSqlDateOrNull(licenseExpiresOn) }),
    ...(hourlyRateCents === undefined
      ? {}
      : { hourlyRateCents: hourlyRateCents === null ? null : BigInt(hourlyRateCents) }),
  };
}

/** The fields that hold something. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // The same keys without those that hold nothing.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
