import { seed } from '../../prisma/seed';
import { createPayloadCodec } from '../../temporal/payload-codec';
import { API_KEY_PREFIX } from '../http/authenticate';
import type { TemporalPort } from '../temporal/client';
import { type Ask, asker, startApi, type TestApi } from '../testing/start-api';

let api: TestApi;
let ask: Ask;
let leaseId: string;
const payloadKeys = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];

beforeAll(async () => {
  api = await startApi({ payloadKeys });
  const databaseUrl = api.ownerUrl.replace(/\/\/[^@]+@/, '//tenure_app:tenure_app@');
  const demo = await seed({ databaseUrl });
  expect(demo.api_key.startsWith(API_KEY_PREFIX)).toBe(true);
  ask = asker(api.url, { Authorization: `Bearer ${demo.api_key}` });
  leaseId = (await ask('GET', '/v1/tenants')).body.data.length > 0 ? await anyLease() : '';
}, 60_000);
afterAll(() => api.close());

async function anyLease(): Promise<string> {
  const tenants = await ask('GET', '/v1/tenants');
  const leases = await ask('GET', `/v1/tenants/${tenants.body.data[0].id}/leases`);
  return leases.body.data[0].id;
}

test("a tenant's leases are told with their phase", async () => {
  const tenants = await ask('GET', '/v1/tenants?limit=1');
  const path = `/v1/tenants/${tenants.body.data[0].id}/leases`;
  const leases = await ask('GET', path);
  expect(leases.body.data[0]).toMatchObject({ phase: 'active', status: 'active' });
  expect((await ask('GET', `${path}?phase=past`)).body.data).toEqual([]);
});

test('with Temporal away a timeline is told by the event log', async () => {
  const answer = await ask('GET', `/v1/workflows?subject=${leaseId}`);
  expect(answer).toMatchObject({ status: 200, body: { temporal: 'away', workflows: [{ status: 'recorded' }] } });
  expect(answer.body.workflows[0].items.length).toBeGreaterThan(0);
});

test('with Temporal there it says what is waited for, until when, and what then', async () => {
  const account = {
    stage: 'active',
    needsAttention: false,
    waiting: { waitsFor: 'the end of the month', until: '2026-12-01T14:00:00.000Z', then: 'December’s rent is posted' },
    items: [],
  };
  const temporal: Pick<TemporalPort, 'describe' | 'query'> = {
    describe: async (workflowId) =>
      workflowId.startsWith('lease/')
        ? { workflowId, runId: 'run', type: 'lease', status: 'running', startedAt: new Date(), closedAt: null }
        : null,
    query: <R>() => Promise.resolve(account as R),
  };
  Object.assign(api.services.temporal, temporal);
  const { body } = await ask('GET', `/v1/workflows?subject=${leaseId}`);
  expect(body.workflows[0]).toMatchObject({
    workflow_id: `lease/${leaseId}`,
    stage: 'active',
    waiting: { waits_for: 'the end of the month', until: '2026-12-01T14:00:00.000Z' },
    temporal_url: expect.stringContaining(encodeURIComponent(`lease/${leaseId}`)),
  });
  expect(body.workflows[0].items.at(-1)).toMatchObject({ tone: 'now', title: 'Waiting for the end of the month' });
});

test('what went on before is told as done once the workflow waits for something else', async () => {
  const account = {
    stage: 'accepted',
    needsAttention: false,
    waiting: { waitsFor: 'the vendor to say when they come', until: null, then: 'they start' },
    items: [
      { at: '2026-11-20T14:00:00.000Z', tone: 'now', title: 'A vendor was asked', detail: '' },
      { at: '2026-11-20T14:10:00.000Z', tone: 'ok', title: 'The vendor accepted', detail: '' },
    ],
  };
  Object.assign(api.services.temporal, { query: () => Promise.resolve(account) });
  const { body } = await ask('GET', `/v1/workflows?subject=${leaseId}`);
  const items: { tone: string; title: string; at: string | null }[] = body.workflows[0].items;
  expect(items.filter(({ at, tone }) => tone === 'now' && at === null)).toMatchObject([
    { title: 'Waiting for the vendor to say when they come' },
  ]);
  expect(items.map(({ title }) => title)).not.toContain('A vendor was asked');
});

test('today says the money, what needs a person and what just happened', async () => {
  const { status, body } = await ask('GET', '/v1/today');
  expect(status).toBe(200);
  expect(body.units.total).toBeGreaterThan(10);
  expect(body.rent.expected.amount_cents).toBeGreaterThan(0);
  expect(body.rent.received.amount_cents).toBeLessThanOrEqual(body.rent.expected.amount_cents);
  expect(body.recent.length).toBeGreaterThan(0);
  expect(body.next_rent_run.leases).toBeGreaterThan(0);
});

test('the codec gives clear text to the Temporal UI alone', async () => {
  const codec = createPayloadCodec(payloadKeys);
  const clear = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"leaseId":"lease_1"}') };
  const [secret] = await codec.encode([clear]);
  const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
  const metadata = Object.fromEntries(
    Object.entries(secret?.metadata ?? {}).map(([name, value]) => [name, base64(value)]),
  );
  const body = { payloads: [{ metadata, data: base64(secret?.data) }] };
  const origin = (Origin: string) => ({ body, headers: { Origin } });
  const decoded = await api.ask('POST', '/codec/decode', origin('http://localhost:8233'));
  expect(decoded.headers.get('access-control-allow-origin')).toBe('http://localhost:8233');
  expect(Buffer.from(decoded.body.payloads[0].data, 'base64').toString()).toBe('{"leaseId":"lease_1"}');
  expect((await api.ask('POST', '/codec/decode', origin('http://evil.test'))).status).toBe(403);
  const back = await api.ask('POST', '/codec/encode', { body: { payloads: decoded.body.payloads } });
  expect(back.body.payloads[0].data).not.toBe(decoded.body.payloads[0].data);
  expect((await api.ask('POST', '/codec/decode', { body: { payloads: 'x' } })).status).toBe(400);
});
