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

/** An address that names a real object of an organization; undefined where it has none of that kind. */
export async function addressOfReal(
  ownerUrl: string,
  organizationId: string,
  path: string,
): Promise<string | undefined> {
  const table = TABLES[wordOf(path)];
  if (table === undefined || !path.includes('{')) return undefined;
  const sql =
    table === 'users'
      ? 'select user_id as id from memberships where organization_id = $1 and user_id is not null limit 1'
      : `select id from ${table} where organization_id = $1 limit 1`;
  const rows = await withClient(
    ownerUrl,
    async (client) => (await client.query<{ id: string }>(sql, [organizationId])).rows,
  );
  const id = rows[0]?.id;
  return id === undefined ? undefined : path.replace(/\{\w+\}/, id).replace(/\{\w+\}/g, `x_${NOBODY}`);
}

/** One id of each kind that an organization has, by its prefix. */
export async function idsOf(ownerUrl: string, organizationId: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [word, table] of Object.entries(TABLES)) {
    if (table === 'users') continue;
    const sql = `select id from ${table} where organization_id = $1 limit 1`;
    const rows = await withClient(
      ownerUrl,
      async (client) => (await client.query<{ id: string }>(sql, [organizationId])).rows,
    );
    const id = rows[0]?.id;
    if (id !== undefined) found.set(PREFIXES[word] ?? '', id);
  }
  return found;
}
