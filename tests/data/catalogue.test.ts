import { type STATES, statesOf } from '../../domain/states';
import { columns, foreignKeys, indexes, type Observed, observeDatabase, organizationTables } from './support/catalogue';

let database: Observed;

beforeAll(async () => {
  database = await observeDatabase();
});
afterAll(() => database.close());

/** What belongs to nobody, to several organizations at once, or to whoever set the database up. */
const SHARED = ['_prisma_migrations', 'event_cursors', 'platform_reads', 'spatial_ref_sys', 'users', 'webhook_inbox'];
const APPEND_ONLY = ['audit_entries', 'events', 'journal_entries', 'postings'];

describe('whose rows are whose', () => {
  test('every table says to which organization its rows belong, but for the few that are shared', async () => {
    const all = await database.rows<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm') order by 1",
    );
    const owned = (await organizationTables(database)).map(({ name }) => name);
    expect(all.map(({ name }) => name).filter((name) => !owned.includes(name))).toEqual(SHARED);
  });

  test('row-level security is on, forced, and lets the application see its own organization alone', async () => {
    const tables = await database.rows<{ name: string; on: boolean; forced: boolean; policies: string[] }>(
      `select c.relname as name, c.relrowsecurity as on, c.relforcerowsecurity as forced,
         array(select p.policyname || ': ' || p.cmd || ' ' || (p.qual = p.with_check)::text || ' ' || p.qual from pg_policies p
           where p.schemaname = 'public' and p.tablename = c.relname and 'tenure_app' = any(p.roles)) as policies
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    );
    for (const { name, key } of await organizationTables(database)) {
      const policy = `own_organization: ALL true (${key} = ( SELECT current_organization() AS current_organization))`;
      expect(tables.find((table) => table.name === name)).toEqual({ name, on: true, forced: true, policies: [policy] });
    }
  });

  test('no policy speaks to everybody', async () => {
    const open = "select tablename from pg_policies where schemaname = 'public' and roles && array['public']::name[]";
    expect(await database.rows(open)).toEqual([]);
  });
});

describe('the role of the application', () => {
  test('is no superuser, bypasses nothing, makes no roles or databases, and is a member of nothing', async () => {
    const roles = await database.rows(
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         exists (select from pg_auth_members m where m.member = r.oid) as member
       from pg_roles r where rolname in ('tenure_app', 'tenure_system') order by 1`,
    );
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      member: false,
    };
    expect(roles).toEqual([
      { rolname: 'tenure_app', ...nothing },
      { rolname: 'tenure_system', ...nothing },
    ]);
  });

  test('owns nothing and makes nothing', async () => {
    expect(await database.rows("select oid::regclass from pg_class where relowner = 'tenure_app'::regrole")).toEqual(
      [],
    );
    expect(await database.rows("select oid::regproc from pg_proc where proowner = 'tenure_app'::regrole")).toEqual([]);
    expect(await database.rows("select has_schema_privilege('tenure_app', 'public', 'create') as may")).toEqual([
      { may: false },
    ]);
  });

  test('the role that functions run as only owns functions, and nobody signs in as it', async () => {
    expect(await database.rows("select oid::regclass from pg_class where relowner = 'tenure_system'::regrole")).toEqual(
      [],
    );
    expect(await database.rows("select rolcanlogin from pg_roles where rolname = 'tenure_system'")).toEqual([
      { rolcanlogin: false },
    ]);
  });

  test.each(['tenure_app', 'tenure_system'])(
    '%s truncates nothing, and changes nothing that is append-only or not ours',
    async (role) => {
      const may = async (right: string) => {
        const found = await database.rows<{ name: string }>(
          `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
           and has_table_privilege($1, oid, $2) order by 1`,
          [role, right],
        );
        return found.map(({ name }) => name);
      };
      expect(await may('truncate')).toEqual([]);
      expect(await may('trigger')).toEqual([]);
      expect(await may('references')).toEqual([]);
      const changed = [...(await may('update')), ...(await may('delete'))];
      for (const table of [...APPEND_ONLY, '_prisma_migrations', 'spatial_ref_sys'])
        expect(changed).not.toContain(table);
    },
  );
});

describe('the tables', () => {
  test('every foreign key column leads an index', async () => {
    const found = await indexes(database);
    const bare = (await foreignKeys(database)).filter(
      ({ child, column }) =>
        !found.some((index) => index.table === child && !index.partial && index.columns[0] === column),
    );
    expect(bare.map(({ child, column }) => `${child}.${column}`)).toEqual([]);
  });

  test('statuses are those of the state machines, no more and no less', async () => {
    const checks = await database.rows<{ table: string; text: string }>(
      `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as text from pg_constraint
       where contype = 'c' and conname = conrelid::regclass::text || '_status'`,
    );
    const tableOf: Record<keyof typeof STATES, string> = {
      application: 'applications',
      applicant: 'applicants',
      screening: 'screenings',
      envelope: 'envelopes',
      lease: 'leases',
      payment: 'payments',
      presentment: 'presentments',
      dispute: 'disputes',
      dispute_submission: 'dispute_submissions',
      payment_plan: 'payment_plans',
      refund: 'refunds',
      deposit: 'deposits',
      deposit_movement: 'deposit_movements',
      rent_run: 'rent_runs',
      maintenance: 'maintenance_requests',
      work_order: 'work_orders',
      offer: 'dispatch_offers',
      bill: 'bills',
      owner_statement_run: 'owner_statement_runs',
      owner_statement: 'owner_statements',
      owner_payout: 'owner_payouts',
      reconciliation: 'reconciliations',
      vendor_payout: 'vendor_payouts',
      difference: 'differences',
      bank_deposit: 'bank_deposits',
    };
    const machines = Object.entries(tableOf) as [keyof typeof STATES, string][];
    const stored = Object.fromEntries(
      checks.map(({ table, text }) => [table, [...text.matchAll(/'(\w+)'/g)].map((m) => m[1]).sort()]),
    );
    expect(stored).toEqual(
      Object.fromEntries(machines.map(([machine, table]) => [table, [...statesOf(machine)].sort()])),
    );
  });

  const ENTITIES: Record<string, string[]> = {
    users: ['email', 'password_hash', 'roles', 'profile_data'],
    properties: [
      'address_line1',
      'city',
      'state',
      'postal_code',
      'location',
      'type',
      'status',
      'owner_name',
      'time_zone',
    ],
    units: ['property_id', 'number', 'rent_cents', 'status', 'amenities'],
    tenants: ['name', 'email', 'phone', 'background_check_status'],
    leases: ['unit_id', 'starts_on', 'ends_on', 'rent_cents', 'payment_schedule', 'terms', 'document_id'],
    lease_tenants: ['lease_id', 'tenant_id'],
    payments: ['lease_id', 'effective_on', 'amount_cents', 'currency', 'status'],
    maintenance_requests: ['unit_id', 'tenant_id', 'description', 'status', 'priority', 'created_at', 'resolved_at'],
    media: ['property_id', 'unit_id', 'maintenance_request_id'],
  };

  test.each(Object.entries(ENTITIES))('%s has the fields it is known by', async (table, fields) => {
    const names = (await columns(database)).filter((column) => column.table === table).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(fields));
  });

  test('places are points on the globe, money whole cents in bigint, days dates and instants with their zone', async () => {
    const all = await columns(database);
    const typesOf = (wanted: RegExp) => new Set(all.filter(({ name }) => wanted.test(name)).map(({ type }) => type));
    expect(typesOf(/^location$/)).toEqual(new Set(['geography(Point,4326)']));
    expect(typesOf(/_cents$/)).toEqual(new Set(['bigint']));
    expect(typesOf(/_on$/)).toEqual(new Set(['text', 'date'])); // a card expires on MM/YYYY
    expect(typesOf(/_at$/)).toEqual(new Set(['timestamp(3) with time zone', 'timestamp with time zone']));
    expect(
      all.filter(({ type }) => /numeric|money|timestamp.* without/.test(type)).map((c) => `${c.table}.${c.name}`),
    ).toEqual([]);
  });

  const INDEXES: [table: string, method: string, leading: string[]][] = [
    ['properties', 'gist', ['location']],
    ['properties', 'gist', ['organization_id', 'location']],
    ['vendors', 'gist', ['organization_id', 'location']],
    ['units', 'btree', ['property_id']],
    ['leases', 'btree', ['unit_id']],
    ['lease_tenants', 'btree', ['lease_id']],
    ['lease_tenants', 'btree', ['tenant_id']],
    ['payments', 'btree', ['lease_id']],
    ['payments', 'btree', ['organization_id', 'effective_on']],
    ['maintenance_requests', 'btree', ['unit_id']],
    ['maintenance_requests', 'btree', ['status']],
    ['users', 'btree', ['email']],
  ];

  test.each(INDEXES)('%s is found by %s over %j', async (table, method, leading) => {
    const found = await indexes(database);
    const fits = found.filter(
      (index) =>
        index.table === table && index.method === method && leading.every((column, at) => index.columns[at] === column),
    );
    expect(fits.length).toBeGreaterThan(0);
  });
});

test('the seven entities have their indexes: places, addresses, and what is looked for by', async () => {
  const indexes = await database.rows<{ indexdef: string }>(
    "select indexdef from pg_indexes where schemaname = 'public'",
  );
  const all = indexes.map(({ indexdef }) => indexdef).join('\n');
  for (const wanted of [
    'properties USING gist (location)',
    'properties USING gist (organization_id, location)',
    'units USING btree (property_id)',
    'leases USING btree (unit_id)',
    'lease_tenants USING btree (tenant_id)',
    'payments USING btree (lease_id, effective_on)',
    'payments USING btree (organization_id, effective_on, id)',
    'maintenance_requests USING btree (unit_id)',
    'maintenance_requests USING btree (status)',
    'users USING btree (lower(email))',
  ]) {
    expect(all).toContain(wanted);
  }
});
