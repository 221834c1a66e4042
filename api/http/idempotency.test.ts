import { randomBytes } from 'node:crypto';
import { ownApi, ownLandlord } from '../testing/own-api';
import { withClient } from '../testing/sql';

const api = ownApi();
const landlord = ownLandlord(api);

const body = (name: string) => ({
  name,
  type: 'house',
  address: { line1: '77 Mill Rd', city: 'Portland', state: 'OR', postal_code: '97202' },
  units: [{ number: '1', rent_cents: 150_000 }],
});
const newKey = () => randomBytes(8).toString('hex');
const add = (key: string, name: string, ask = landlord.ask) => ask('POST', '/v1/properties', { key, body: body(name) });

async function countOf(name: string): Promise<number> {
  const { body: list } = await landlord.ask('GET', `/v1/properties?limit=100&q=${name}`);
  return list.data.length;
}

test('a repeat gets the first answer, word for word, and nothing is done twice', async () => {
  const key = newKey();
  const first = await add(key, 'Repeated');
  const again = await add(key, 'Repeated');
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  // The same fields in another order, by the address without a version, are the same request.
  const { type, ...rest } = body('Repeated');
  const reordered = await landlord.ask('POST', '/properties', { key, body: { ...rest, type } });
  expect(reordered.body.id).toBe(first.body.id);
  expect(await countOf('Repeated')).toBe(1);
});

test('other content under the same key is refused, and so is the same content by somebody else', async () => {
  const key = newKey();
  await add(key, 'Original');
  const other = await add(key, 'Forged');
  expect(other).toMatchObject({
    status: 422,
    body: { code: 'idempotency_mismatch', invalid_params: [{ name: 'Idempotency-Key' }] },
  });
  expect((await add(key, 'Original', await landlord.as('manager'))).status).toBe(422);
  const stranger = await api.landlord('Stranger');
  expect((await add(key, 'Original', stranger.ask)).status).toBe(201);
});

test('twenty at once under one key make one, and each gets that one or is told to wait', async () => {
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 20 }, () => add(key, 'Raced')));
  expect(await countOf('Raced')).toBe(1);
  const done = answers.filter(({ status }) => status === 201);
  expect(new Set(done.map((answer) => answer.body.id)).size).toBe(1);
  for (const answer of answers) expect([201, 409]).toContain(answer.status);
  const told = answers.find(({ status }) => status === 409);
  if (told) expect(told.body.code).toBe('idempotency_in_flight');
});

test('a try that died is done by the repeat once its hold is over, and not before', async () => {
  const key = newKey();
  const first = await add(key, 'Crashed');
  const hold = (until: string) =>
    withClient(api.ownerUrl, (client) =>
      client.query(`update idempotency_keys set status = null, body = null, locked_until = ${until} where key = $1`, [
        key,
      ]),
    );
  await hold("now() + interval '30 s'");
  expect(await add(key, 'Crashed')).toMatchObject({ status: 409, body: { code: 'idempotency_in_flight' } });
  await hold("now() - interval '1 s'");
  const later = await add(key, 'Crashed');
  expect(later.status).toBe(201);
  expect(later.body.id).not.toBe(first.body.id);
});

test('a refusal is kept as well; a wrong body is not, so that it can be put right under the same key', async () => {
  const owner = await landlord.ask('GET', '/v1/members');
  const email = owner.body.data[0].email;
  const key = newKey();
  const invite = (to: string) => landlord.ask('POST', '/v1/members', { key, body: { email: to, role: 'agent' } });
  expect((await invite('not an email')).status).toBe(400);
  const refused = await invite(email);
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await invite(email)).body).toEqual(refused.body);
});

test('what is kept for a repeat is encrypted: an API key is nowhere in the database', async () => {
  const key = newKey();
  const ask = () => landlord.ask('POST', '/v1/api-keys', { key, body: { name: 'Robot', role: 'read_only' } });
  const made = await ask();
  expect((await ask()).body.key).toBe(made.body.key);
  await withClient(api.ownerUrl, async (client) => {
    const { rows } = await client.query('select body::text as kept from idempotency_keys where key = $1', [key]);
    expect(rows[0].kept).not.toContain(made.body.key);
  });
});

test.each(['', 'x'.repeat(201), 'with space'])('the key %p is refused by name', async (key) => {
  const answer = await landlord.ask('POST', '/v1/properties', {
    body: body('Never'),
    headers: { 'Idempotency-Key': key },
  });
  expect(answer).toMatchObject({ status: 400, body: { invalid_params: [{ name: 'Idempotency-Key' }] } });
});
