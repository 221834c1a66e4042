import { may, type Permission, type Role } from '../../domain/permissions';

/** What one must be allowed to read to be told of an event: by the first word of its type. */
const NEEDED: Readonly<Record<string, Permission>> = {
  user: 'members.read',
  member: 'members.read',
  property: 'properties.read',
  unit: 'properties.read',
  vendor: 'vendors.read',
  application: 'applications.read',
  screening: 'screenings.read',
  adverse_action: 'applications.read',
  lease: 'leases.read',
  envelope: 'documents.read',
  document: 'documents.read',
  charge: 'ledger.read',
  payment: 'payments.read',
  presentment: 'payments.read',
  payment_method: 'payments.read',
  autopay: 'payments.read',
  late_fee: 'ledger.read',
  rent_run: 'rent_runs.read',
  collection: 'payments.read',
  maintenance: 'maintenance.read',
  message: 'tenants.read',
};

/** Whether a person of this role may be told of an event of this type. */
export function maySee(role: Role, eventType: string): boolean {
  return may(role, NEEDED[eventType.split('.')[0] ?? ''] ?? 'audit.read');
}
