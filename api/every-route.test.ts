import type { z } from 'zod';
import { may, ROLES } from '../domain/permissions';
import { seed } from '../prisma/seed';
import type { Route } from './http/route';
import { resources } from './resources';
import { addressOfNothing, addressOfReal, idsOf } from './testing/landlord-with-everything';
import { type Ask, asker, startApi, type TestApi, type TestLandlord } from './testing/start-api';
import { likelyBody, wrongBodies } from './testing/wrong-bodies';

// A route with many fields is asked hundreds of times in one test.
jest.setTimeout(120_000);

/** An address is asked by its method; a body goes along where one is taken. */
const shown = resources.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);
const guarded = shown.filter(([, route]) => route.permission !== 'public');
const withBody = shown.filter(([, route]) => route.body !== null);

/** The body's schema of a route that takes one. */
function bodyOf(route: Route): z.ZodType {
  if (route.body === null) throw new Error(`${route.path} takes no body`);
  return route.body;
}

let api: TestApi;
let landlord: TestLandlord;
let stranger: TestLandlord;
/** One id of each kind of the demo's organization: it has nearly everything. */
let ids: Map<string, string>;
const asRole = new Map<string, Ask>();

beforeAll(async () => {
  api = await startApi();
  [landlord, stranger] = [await api.landlord(), await api.landlord('Stranger')];
  for (const role of ROLES) asRole.set(role, await landlord.as(role));
  const databaseUrl = api.ownerUrl.replace(/\/\/[^@]+@/, '//tenure_app:tenure_app@');
  ids = await idsOf(api.ownerUrl, (await seed({ databaseUrl })).organization_id);
}, 60_000);
afterAll(() => api.close());

test('there are routes, each described once', () => {
  expect(shown.length).toBeGreaterThan(30);
  expect(new Set(shown.map(([name]) => name)).size).toBe(shown.length);
});

test.each(guarded)('%s: nobody without a sign-in, each role as the table says', async (_name, route) => {
  const path = addressOfNothing(route.path);
  const body = route.body === null ? undefined : {};
  const options = body === undefined ? {} : { body };
  const nobody = await api.ask(route.method.toUpperCase(), path, options);
  expect([path, nobody.status, nobody.body.code]).toEqual([path, 401, 'unauthenticated']);
  for (const role of ROLES) {
    const ask = asRole.get(role) ?? landlord.ask;
    const answer = await ask(route.method.toUpperCase(), path, options);
    expect([role, answer.status === 403]).toEqual([
      role,
      route.permission === 'public' ? false : !may(role, route.permission),
    ]);
    expect([role, answer.status < 500 || answer.status === 503]).toEqual([role, true]);
  }
});

test.each(guarded.filter(([, { path }]) => path.includes('{')))(
  '%s: what is another organization’s is not there',
  async (_name, route) => {
    const path = addressOfReal(ids, route.path);
    if (path === undefined) return;
    const body = route.body === null ? undefined : likelyBody(route.body, ids);
    const answer = await stranger.ask(route.method.toUpperCase(), path, body === undefined ? {} : { body });
    // A body that is wrong by itself is refused before anything is looked for.
    const expected = answer.status === 400 ? 400 : 404;
    expect([path, answer.status]).toEqual([path, expected]);
    if (route.method === 'get') expect(answer.status).toBe(404);
  },
);

test.each(withBody)('%s: another organization’s ids in the body lead nowhere', async (_name, route) => {
  const body = likelyBody(bodyOf(route), ids);
  if (!/"\w+_id":/.test(JSON.stringify(body))) return;
  const answer = await stranger.ask(route.method.toUpperCase(), addressOfNothing(route.path), { body });
  expect([answer.status >= 400 && answer.status < 500, answer.body]).toEqual([true, expect.anything()]);
});

test.each(withBody)('%s: every field wrong, missing or too long is refused by its name', async (_name, route) => {
  const path = addressOfNothing(route.path);
  for (const { why, field, body } of wrongBodies(bodyOf(route))) {
    const answer = await landlord.ask(route.method.toUpperCase(), path, { body });
    const names: string[] = (answer.body?.invalid_params ?? []).map((param: { name: string }) => param.name);
    const named = names.some((name) => name === field || name.startsWith(`${field}.`) || field.startsWith(`${name}.`));
    expect({ why, field, status: answer.status, named: named || names }).toEqual({
      why,
      field,
      status: 400,
      named: true,
    });
  }
});

test.each(guarded.filter(([, { method, path }]) => method === 'get' && !path.includes('{')))(
  '%s: a wrong query is refused by its name',
  async (_name, route) => {
    for (const name of ['surprise', ...Object.keys(route.query.shape)]) {
      const answer = await landlord.ask('GET', `${route.path}?${name}=%00`);
      expect([name, answer.status]).toEqual([name, 400]);
    }
  },
);

test('a key of another kind, an empty one and a forged one are nobody', async () => {
  for (const Authorization of ['Bearer ', 'Bearer tnr_forged', 'Basic dXNlcjpwYXNz', `Bearer tnr_${'x'.repeat(500)}`]) {
    expect((await asker(api.url, { Authorization })('GET', '/v1/properties')).status).toBe(401);
  }
});
