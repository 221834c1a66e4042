import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Lease, Property, Unit } from '../generated/client';
import { columns } from '../rows';
import { overPrisma } from '../sql-runner';

/** A lease with where it is, as far as its money has to know. */
export type LeaseAtPlace = Lease & {
  unit: Pick<Unit, 'number' | 'propertyId'> & { property: Pick<Property, 'addressLine1' | 'unitCount'> };
};

const NAMES = [
  ...(['id', 'organizationId', 'unitId', 'applicationId', 'status', 'startsOn', 'endsOn', 'rentCents'] as const),
  ...(['depositCents', 'currency', 'dueDay', 'paymentSchedule', 'terms', 'timeZone', 'state', 'documentId'] as const),
  ...(['acceptingPayments', 'feePolicyId', 'sentAt', 'signedAt', 'activatedAt', 'endedAt', 'version'] as const),
  ...(['createdAt', 'updatedAt'] as const),
];
const READ = `
  select ${columns('l', ...NAMES)}, u.number, u.property_id as "propertyId", p.address_line1 as "addressLine1", p.unit_count as "unitCount"
  from leases l join units u on u.id = l.unit_id join properties p on p.id = u.property_id where l.id = $1`;

type Row = Pick<Lease, (typeof NAMES)[number]> &
  Pick<Unit, 'number' | 'propertyId'> &
  Pick<Property, 'addressLine1' | 'unitCount'>;

/** Reads it in one statement: every collection does, more than once. @throws TenureError not_found */
export async function readLeaseAtPlace(tx: Transaction, leaseId: string): Promise<LeaseAtPlace> {
  const [row] = await overPrisma(tx)<Row>(READ, [leaseId]);
  if (row === undefined) throw notFound('lease');
  const { number, propertyId, addressLine1, unitCount, ...lease } = row;
  return { ...lease, unit: { number, propertyId, property: { addressLine1, unitCount } } };
}
