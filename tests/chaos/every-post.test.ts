import { randomBytes } from 'node:crypto';
import type { Route } from '../../api/http/route';
import { resources } from '../../api/resources';
import { addressOfReal, idsOf } from '../../api/testing/landlord-with-everything';
import { withClient } from '../../api/testing/sql';
import { type Answer, type Ask, asker, startApi, type TestApi } from '../../api/testing/start-api';
import { likelyBody } from '../../api/testing/wrong-bodies';
import { seed } from '../../prisma/seed';
import { createApiKey } from '../../store/api-keys/api-keys';
import { inOrganization } from '../../store/database';

jest.setTimeout(120_000);

const posts = resources
  .filter(({ method }) => method === 'post')
  .map((route) => [`POST ${route.path}`, route] as const);
const repeatable = posts.filter(([, { idempotency }]) => idempotency !== 'none');

let api: TestApi;
let ask: Ask;
/** The demo's organization: it has one of nearly everything. */
let organizationId: string;
/** The routes that did what they were asked. */
const done: string[] = [];
const apiKey = `tnr_${randomBytes(32).toString('base64url')}`;

beforeAll(async () => {
  api = await startApi();
  const databaseUrl = api.ownerUrl.replace(/\/\/[^@]+@/, '//tenure_app:tenure_app@');
  organizationId = (await seed({ databaseUrl })).organization_id;
  await inOrganization(api.database, organizationId, (tx) =>
    createApiKey(tx, {
      organizationId,
      name: 'Repeater',
      role: 'owner',
      key: apiKey,
      expiresAt: null,
      actor: 'usr_x',
      origin: 'test',
    }),
  );
  ask = asker(api.url, { Authorization: `Bearer ${apiKey}` });
}, 120_000);
afterAll(() => api.close());

async function addressOf(path: string): Promise<string> {
  return addressOfReal(await idsOf(api.ownerUrl, organizationId), path) ?? path;
}

/** What a schema alone does not tell: fields that make sense together. */
const SENSIBLE: Readonly<Record<string, object>> = {
  '/members': { email: 'new@example.test', role: 'agent' },
  '/payments': { method: 'cash', amount_cents: 12_300 },
};

async function bodyOf({ path, body }: Route): Promise<unknown> {
  if (body === null) return undefined;
  const ids = await idsOf(api.ownerUrl, organizationId);
  const lease = await withClient(api.ownerUrl, (client) =>
    client.query<{ id: string }>("select id from leases where organization_id = $1 and status = 'active' limit 1", [
      organizationId,
    ]),
  );
  const sensible = SENSIBLE[path];
  if (sensible === undefined) return likelyBody(body, ids);
  return path === '/payments' ? { ...sensible, lease_id: lease.rows[0]?.id } : sensible;
}

/** Asks without any key. */
async function bare(path: string, body: unknown) {
  const response = await fetch(api.url + path, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** What the database holds, table by table, but for keys and when somebody was last seen. */
async function contents(): Promise<Record<string, string>> {
  return withClient(api.ownerUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'
       and tablename not in ('idempotency_keys', 'api_keys', 'sessions', 'sign_in_attempts', 'spatial_ref_sys')`,
    );
    const each = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*) || '/' || coalesce(sum(hashtext(t::text)::bigint), 0) as held from "${name}" t`,
    );
    const { rows } = await client.query<{ name: string; held: string }>(each.join(' union all '));
    return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
  });
}

/** The same body with one field changed; one for each that can be. */
function variations(body: unknown): object[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    othersThan(value).map((other) => ({ ...body, [name]: other })),
  );
}

function othersThan(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  return typeof value === 'string' ? [`${value}x`, '2026-12-02'] : [];
}

/** What an answer says, without what names the one request. */
function said({ status, body }: Answer): unknown {
  const { request_id: _id, instance: _instance, ...rest } = body ?? {};
  return { status, rest };
}

test('only previews, signing in, signing up under an email address and opening a page to sign take no key', () => {
  expect(posts.length).toBeGreaterThan(20);
  const keyless = posts.filter(([, { idempotency }]) => idempotency === 'none').map(([name]) => name);
  expect(keyless.sort()).toEqual([
    'POST /card-fee-policy/check',
    'POST /leases/schedule-preview',
    'POST /leases/{id}/landlord-signing-url',
    'POST /leases/{id}/schedule-preview',
    'POST /payment-plans/preview',
    'POST /sessions',
    'POST /sign-ups',
  ]);
});

test('without a key, what must not happen twice is refused by name', async () => {
  for (const [name, route] of repeatable.filter(([, { idempotency }]) => idempotency === 'required')) {
    const answer = await bare(await addressOf(route.path), await bodyOf(route));
    expect([name, answer.status, answer.body.invalid_params[0].name]).toEqual([name, 400, 'Idempotency-Key']);
  }
});

test.each(repeatable)('%s: repeated under its key it says the same and changes nothing', async (name, route) => {
  const path = await addressOf(route.path);
  const body = await bodyOf(route);
  const options = body === undefined ? {} : { body };
  const key = randomBytes(12).toString('hex');
  const first = await ask('POST', path, { ...options, key });
  expect(first.status < 500 || first.status === 503).toBe(true);
  const before = await contents();
  const again = await ask('POST', path, { ...options, key });
  expect(said(again)).toEqual(said(first));
  expect(await contents()).toEqual(before);
  const isKept = again.headers.get('idempotent-replayed') === 'true';
  if (first.status < 300) {
    done.push(name);
    expect(isKept).toBe(true);
  }
  if (!isKept) return; // a body that is wrong by itself, or a server away: the key is free for the right one
  const others = [];
  for (const other of variations(body)) {
    const answer = await ask('POST', path, { body: other, key });
    if (answer.status !== 400) others.push(answer);
  }
  expect(others.map((answer) => answer.body.code)).toEqual(others.map(() => 'idempotency_mismatch'));
  expect(await contents()).toEqual(before);
});

test('what makes money, people and homes was really done, not only refused twice', () => {
  const money = ['POST /payments', 'POST /leases/{id}/charges', 'POST /charges/{id}/void', 'POST /rent-runs'];
  expect(done).toEqual(expect.arrayContaining([...money, 'POST /properties', 'POST /members', 'POST /api-keys']));
});
