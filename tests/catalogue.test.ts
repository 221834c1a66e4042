import { withClient } from '../api/testing/sql';
import { statesOf } from '../domain/states';
import { createTestDatabase, type TestDatabase } from './support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function rows<T>(sql: string): Promise<T[]> {
  return withClient(database.ownerUrl, async (client) => (await client.query(sql)).rows);
}

const ours = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')`;

test("every table of an organization's is under a forced policy for reading and for writing", async () => {
  const open = await rows<{ relname: string }>(
    `select t.relname from (${ours}) t
     where (t.relname = 'organizations' or exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'organization_id' and not a.attisdropped))
       and not (t.relrowsecurity and t.relforcerowsecurity and exists (
         select from pg_policy p where p.polrelid = t.oid and p.polqual is not null and p.polwithcheck is not null
           and (select oid from pg_roles where rolname = 'tenure_app') = any(p.polroles)))`,
  );
  expect(open).toEqual([]);
});

test('a table without a policy is one of the few that belong to no organization', async () => {
  const free = await rows<{ relname: string }>(`select relname from (${ours}) t where not relrowsecurity order by 1`);
  expect(free.map(({ relname }) => relname)).toEqual([
    '_prisma_migrations',
    'event_cursors',
    'spatial_ref_sys',
    'users',
    'webhook_inbox',
  ]);
});

test('every foreign key has an index that begins with it', async () => {
  const bare = await rows<{ table: string; columns: string }>(
    `select k.conrelid::regclass::text as table, (select string_agg(a.attname, ',') from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey)) as columns
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where n.nspname = 'public' and k.contype = 'f' and not exists (
       select from pg_index i where i.indrelid = k.conrelid and i.indpred is null and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`,
  );
  expect(bare).toEqual([]);
});

test('the application owns nothing and cannot go round the policies', async () => {
  const [role] = await rows<{ rolsuper: boolean; rolbypassrls: boolean }>(
    "select * from pg_roles where rolname = 'tenure_app'",
  );
  expect(role).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
  expect(await rows("select relname from pg_class where relowner = 'tenure_app'::regrole")).toEqual([]);
  // Functions that look across organizations are owned by a role nobody signs in as, and fix their search path.
  const definers = await rows<{ proname: string; owner: string; fixed: boolean }>(
    `select p.proname, pg_get_userbyid(p.proowner) as owner, coalesce('search_path=public, pg_temp' = any(p.proconfig), false) as fixed
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  expect(definers.filter(({ owner, fixed }) => owner !== 'tenure_system' || !fixed)).toEqual([]);
  expect(definers.length).toBeGreaterThan(5);
});

test.each([
  ['applications', 'application'],
  ['applicants', 'applicant'],
  ['screenings', 'screening'],
  ['envelopes', 'envelope'],
  ['leases', 'lease'],
  ['payments', 'payment'],
  ['presentments', 'presentment'],
  ['rent_runs', 'rent_run'],
  ['maintenance_requests', 'maintenance'],
  ['work_orders', 'work_order'],
  ['dispatch_offers', 'offer'],
] as const)('the states that %s accepts are those of the domain', async (table, machine) => {
  const [check] = await rows<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = '${table}_status'`,
  );
  const listed = [...(check?.definition.matchAll(/'(\w+)'/g) ?? [])].map((match) => match[1]);
  expect(listed.sort()).toEqual([...statesOf(machine)].sort());
});

test('the seven entities have their indexes: places, addresses, and what is looked for by', async () => {
  const indexes = await rows<{ indexdef: string }>("select indexdef from pg_indexes where schemaname = 'public'");
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
