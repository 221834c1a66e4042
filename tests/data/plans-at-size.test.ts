import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { z } from 'zod';
import { resources } from '../../api/resources';
import { addressOfReal, idsOf } from '../../api/testing/landlord-with-everything';
import { type Ask, asker, startApi, type TestApi } from '../../api/testing/start-api';
import { likelyBody } from '../../api/testing/wrong-bodies';
import { seed } from '../../prisma/seed';
import { createApiKey } from '../../store/api-keys/api-keys';
import { inOrganization } from '../../store/database';

jest.setTimeout(240_000);

/** So many landlords beside ours, each with as much as it has. */
const NEIGHBORS = 300;
/** A table with fewer rows is read as a whole by the planner's own good choice. */
const BIG_ROWS = 2_000;

const lists = resources.filter(({ method }) => method === 'get');

let api: TestApi;
let ask: Ask;
let owner: pg.Pool;
let organizationId: string;
/** One id of each kind. */
let ids: Map<string, string>;

beforeAll(async () => {
  listen(); // before there is any connection
  api = await startApi();
  owner = new pg.Pool({ connectionString: api.ownerUrl, max: 1 });
  const databaseUrl = api.ownerUrl.replace(/\/\/[^@]+@/, '//tenure_app:tenure_app@');
  organizationId = (await seed({ databaseUrl })).organization_id;
  const key = `tnr_${randomBytes(32).toString('base64url')}`;
  const wanted = { organizationId, name: 'Reader', role: 'owner', key, expiresAt: null, actor: 'usr_x' } as const;
  await inOrganization(api.database, organizationId, (tx) => createApiKey(tx, { ...wanted, origin: 'test' }));
  ask = asker(api.url, { Authorization: `Bearer ${key}` });
  ids = await idsOf(api.ownerUrl, organizationId);
  await multiply();
});
afterAll(async () => {
  await owner.end();
  await api.close();
  jest.restoreAllMocks();
});

/**
 * Gives each neighbor a copy of everything, past triggers and references: names and ids, which are unique or refer to
 * something, with the neighbor's number behind them.
 */
async function multiply(): Promise<void> {
  const { rows: columns } = await owner.query<{ table: string; name: string; isText: boolean; isKey: boolean }>(
    COLUMNS,
  );
  const tables = new Set(columns.map(({ table }) => table));
  const client = await owner.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    for (const table of tables) {
      const own = columns.filter((column) => column.table === table);
      const names = own.map(({ name }) => `"${name}"`).join(', ');
      const values = own.map(({ name, isText, isKey }) =>
        isText && isKey ? `t."${name}" || '_' || n` : `t."${name}"`,
      );
      await client.query(
        `insert into "${table}" (${names}) select ${values.join(', ')} from "${table}" t, generate_series(1, $2::int) n
         where t.organization_id = $1 on conflict do nothing`,
        [organizationId, NEIGHBORS],
      );
    }
    await client.query("set session_replication_role = 'origin'");
    await client.query('analyze');
  } finally {
    client.release();
  }
}

const COLUMNS = `
  select c.relname as table, a.attname as name, a.atttypid = 'text'::regtype as "isText",
    (a.attname in ('id', 'organization_id') or a.attname like '%\\_id'
      or exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1 and i.indkey[0] = a.attnum)
      or exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)))
    and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey)
      and a.attname not like '%id') as "isKey"
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = '' and a.attidentity <> 'a'
    and exists (select 1 from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id' and not o.attisdropped)
    and not exists (select 1 from pg_inherits h where h.inhrelid = c.oid)
  order by 1, a.attnum`;

type Statement = { text: string; values: unknown[] };

/** What all connections were asked since it was last emptied. */
const asked: Statement[] = [];

function listen(): void {
  const query: (...given: unknown[]) => unknown = pg.Client.prototype.query;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: object, ...given: unknown[]) {
    const [config, values] = given as [string | { text?: string; values?: unknown[] }, unknown];
    const text = typeof config === 'string' ? config : (config.text ?? '');
    const own = typeof config === 'string' ? undefined : config.values;
    asked.push({ text, values: own ?? (Array.isArray(values) ? values : []) });
    return query.apply(this, given);
  });
}

/** The questions that are asked while something is done. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  asked.length = 0;
  await work();
  // Prisma asks for the members of an empty list, too: nothing is read for it.
  const isQuestion = (text: string) =>
    /^\s*(select|with)\b/i.test(text) && !/set_config|pg_advisory|\(1=0 |IN \(NULL\)/.test(text);
  return asked.filter(({ text }) => isQuestion(text));
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Filter?: string; Plans?: Plan[] };

const scansIn = (plan: Plan): Plan[] => [
  ...(plan['Node Type'] === 'Seq Scan' ? [plan] : []),
  ...(plan.Plans ?? []).flatMap(scansIn),
];

/**
 * The tables that a statement reads from one end to the other, as the application asks it: the big ones as they are,
 * the others as if they were.
 */
async function scansOf({ text, values }: Statement, big: ReadonlySet<string>): Promise<string[]> {
  const found = [];
  for (const isBig of [true, false]) {
    const scans = await explained(text, values, isBig ? 'on' : 'off');
    const own = scans.filter(({ 'Relation Name': table = '' }) => big.has(table) === isBig);
    found.push(
      ...own.map((scan) => `${scan['Relation Name']}: ${scan.Filter} in ${text.replace(/\s+/g, ' ').slice(-400)}`),
    );
  }
  return found;
}

/** The scans of whole tables in its plan. @param seqScan off: only where there is no other way */
async function explained(text: string, values: unknown[], seqScan: 'on' | 'off'): Promise<Plan[]> {
  const client = await api.database.pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
    await client.query(`set local enable_seqscan = ${seqScan}`);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${text}`, values);
    return rows.flatMap((row) => scansIn(row['QUERY PLAN'][0].Plan));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** An address with everything that it asks for. */
function addressOf(path: string, query: z.ZodType): string {
  const address = addressOfReal(ids, path) ?? path;
  const wanted = likelyBody(query, ids);
  const given = Object.entries(wanted as Record<string, unknown>).filter(
    ([name]) => name !== 'after' && name !== 'cursor',
  );
  const search = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  return search.size === 0 ? address : `${address}?${search}`;
}

test('no list and no report reads a big table from one end to the other', async () => {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples >= $1",
    [BIG_ROWS],
  );
  const big = new Set(rows.map(({ name }) => name));
  for (const table of ['charges', 'payments', 'journal_entries', 'postings', 'allocations', 'leases', 'units']) {
    expect([...big]).toContain(table);
  }
  const found: string[] = [];
  const answered: string[] = [];
  const known = new Set<string>();
  for (const route of lists) {
    const address = addressOf(route.path, route.query);
    const statements = await statementsOf(async () => {
      const { status } = await ask('GET', address);
      if (status < 300) answered.push(route.path);
    });
    for (const statement of statements) {
      if (known.has(statement.text)) continue;
      known.add(statement.text);
      for (const scan of await scansOf(statement, big)) found.push(`GET ${route.path} reads all ${scan}`);
    }
  }
  const wanted = [
    '/delinquencies',
    '/reconciliations',
    '/owner-statements',
    '/reports/rent-roll',
    '/reports/trial-balance',
  ];
  expect(answered).toEqual(expect.arrayContaining(wanted));
  expect([...new Set(found)]).toEqual([]);
});
