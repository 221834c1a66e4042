/**
 * Who may do what: one table. A route names a permission; a person's role in the organization, or the purpose of
 * the link they hold, must list it. People with a link (applicant, tenant, vendor) reach only their own subject:
 * their routes live under /l and are checked by the link's purpose.
 */
export const ROLES = ['owner', 'manager', 'agent', 'accountant', 'maintenance', 'read_only'] as const;
export type Role = (typeof ROLES)[number];

const everyone: readonly Role[] = ROLES;
const admins: readonly Role[] = ['owner', 'manager'];
const leasing: readonly Role[] = ['owner', 'manager', 'agent'];
const books: readonly Role[] = ['owner', 'manager', 'accountant'];
const repairs: readonly Role[] = ['owner', 'manager', 'maintenance'];
const money: readonly Role[] = ['owner', 'manager', 'accountant', 'read_only'];

export const PERMISSIONS = {
  'organization.read': everyone,
  'today.read': everyone,
  'profile.write': everyone,
  'members.read': admins,
  'members.write': ['owner'],
  'api_keys.write': ['owner'],
  'properties.read': everyone,
  'properties.write': leasing,
  /** To send photos for a repair; photos of homes need the right to change those. */
  'photos.write': ['owner', 'manager', 'agent', 'maintenance'],
  'applications.read': ['owner', 'manager', 'agent', 'read_only'],
  'applications.write': leasing,
  'applications.decide': admins,
  'screenings.read': leasing,
  'leases.read': everyone,
  'leases.write': leasing,
  'leases.sign': admins,
  'fee_policies.write': admins,
  'tenants.read': everyone,
  'tenants.write': leasing,
  'documents.read': ['owner', 'manager', 'agent', 'accountant', 'read_only'],
  'ledger.read': money,
  'payments.read': money,
  'payments.write': books,
  'card_fees.write': admins,
  'charges.write': books,
  'payment_plans.read': money,
  'payment_plans.write': books,
  'refunds.read': money,
  // Money that leaves: not everybody who may book what comes in.
  'refunds.write': admins,
  'deposits.read': money,
  // Other people's money: who may return it may also keep some of it.
  'deposits.write': admins,
  'reports.read': books,
  'rent_runs.read': money,
  'rent_runs.write': books,
  'maintenance.read': everyone,
  'maintenance.write': ['owner', 'manager', 'agent', 'maintenance'],
  'vendors.read': everyone,
  'vendors.write': repairs,
  'owners.read': money,
  'owners.write': books,
  'bills.read': money,
  'bills.write': books,
  'owner_statements.write': books,
  // Money that leaves the house.
  'payouts.read': money,
  'payouts.write': ['owner', 'accountant'],
  'connect.read': money,
  'connect.write': ['owner'],
  'reconciliations.read': money,
  'reconciliations.write': books,
  'notifications.read': everyone,
  'workflows.read': everyone,
  'audit.read': admins,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a person of this role may do this. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** What a link may be for. A link gives one step on one subject, never the account. */
export const LINK_PURPOSES = [
  'application',
  'screening',
  'sign_lease',
  'pay',
  'portal',
  'autopay',
  'payment_plan',
  'report_repair',
  'repair_status',
  'vendor_offer',
  'vendor_job',
  'join_team',
  'owner_statement',
  'owner_onboarding',
  'deposit_statement',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];
