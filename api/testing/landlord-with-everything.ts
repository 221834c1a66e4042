import { withClient } from './sql';

/** Which table an address' first word is about. */
const TABLES: Readonly<Record<string, string>> = {
  properties: 'properties',
  units: 'units',
  members: 'memberships',
  users: 'users',
  'api-keys': 'api_keys',
  media: 'media',
  tenants: 'tenants',
  leases: 'leases',
  'lease-amendments': 'lease_amendments',
  payments: 'payments',
  'payment-methods': 'payment_methods',
  'payment-plans': 'payment_plans',
  refunds: 'refunds',
  disputes: 'disputes',
  differences: 'differences',
  reconciliations: 'reconciliations',
  applications: 'applications',
  screenings: 'screenings',
  documents: 'documents',
  charges: 'charges',
  'rent-runs': 'rent_runs',
  'maintenance-requests': 'maintenance_requests',
  'work-orders': 'work_orders',
  vendors: 'vendors',
  notifications: 'notifications',
  sessions: 'sessions',
  owners: 'owners',
  'owner-statements': 'owner_statements',
  bills: 'bills',
  payouts: 'owner_payouts',
  'bank-deposits': 'bank_deposits',
};

/** The prefix of the ids that stand in an address, by its first word. */
const PREFIXES: Readonly<Record<string, string>> = {
  properties: 'prop',
  units: 'unit',
  members: 'mem',
  users: 'usr',
  'api-keys': 'key',
  media: 'med',
  tenants: 'ten',
  leases: 'lease',
  'lease-amendments': 'lam',
  payments: 'pay',
  'payment-methods': 'pm',
  'payment-plans': 'plan',
  refunds: 'ref',
  disputes: 'dsp',
  differences: 'dif',
  reconciliations: 'rec',
  applications: 'app',
  screenings: 'scr',
  documents: 'doc',
  charges: 'chg',
  'rent-runs': 'run',
  'maintenance-requests': 'mr',
  'work-orders': 'wo',
  vendors: 'ven',
  notifications: 'ntf',
  sessions: 'ses',
  owners: 'own',
  'owner-statements': 'ost',
  bills: 'bill',
  payouts: 'opo',
  'bank-deposits': 'bdp',
};

const NOBODY = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const wordOf = (path: string): string => path.split('/')[1] ?? '';

/** An address with well-formed ids that name nothing. */
export function addressOfNothing(path: string): string {
  return path.replace(/\{\w+\}/g, `${PREFIXES[wordOf(path)] ?? 'lease'}_${NOBODY}`);
}

/** An address that names a real object; undefined where there is none of that kind. */
export function addressOfReal(ids: ReadonlyMap<string, string>, path: string): string | undefined {
  const id = ids.get(PREFIXES[wordOf(path)] ?? '');
  if (id === undefined || !path.includes('{')) return undefined;
  return path.replace(/\{\w+\}/, id).replace(/\{\w+\}/g, `x_${NOBODY}`);
}

/** One id of each kind that an organization has, by its prefix. */
export async function idsOf(ownerUrl: string, organizationId: string): Promise<Map<string, string>> {
  const oneOfEach = Object.entries(TABLES).map(([word, table]) => {
    const id = table === 'users' ? 'm.user_id' : 'm.id';
    const from = table === 'users' ? 'memberships' : table;
    return `(select '${PREFIXES[word]}' as prefix, ${id} as id from ${from} m
      where m.organization_id = $1 and ${id} is not null limit 1)`;
  });
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query<{ prefix: string; id: string }>(oneOfEach.join(' union all '), [organizationId]),
  );
  return new Map(rows.map(({ prefix, id }) => [prefix, id]));
}
