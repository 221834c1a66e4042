import { billDeposit, endIt, givenDeposit } from '../../tests/money/support/given-deposit';
import { type GivenLease, givenLease } from '../../tests/money/support/given-lease';
import { ownApi, ownLandlord } from '../testing/own-api';
import type { Ask } from '../testing/start-api';

const api = ownApi();
const landlord = ownLandlord(api);
const stranger = ownLandlord(api, 'Stranger');
const ask: Ask = (...asked) => landlord.ask(...asked);

const given = (amountCents: number, wishes: Parameters<typeof givenDeposit>[2] = {}) =>
  givenDeposit(api.database, amountCents, { organizationId: landlord.organizationId, ...wishes });
const at = ({ leaseId }: GivenLease, rest = '') => `/v1/leases/${leaseId}/deposit${rest}`;
const post = (lease: GivenLease, rest: string, body: object, by = ask) => by('POST', at(lease, rest), { body });

test('deposits are listed with those that must be back soonest first, page by page', async () => {
  const standing = await given(10_000);
  const [later, sooner] = [
    await given(20_000, { state: 'MD', startsOn: '2026-01-01', endsOn: '2026-06-30' }),
    await given(30_000, { state: 'FL', startsOn: '2026-01-01', endsOn: '2026-06-30' }),
  ];
  for (const lease of [later, sooner]) await endIt(api.database, lease);
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await ask('GET', `/v1/deposits?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    const [row] = page.body.data;
    seen.push([row.lease_id, row.status, row.held_cents, row.due_on]);
    cursor = page.body.next_cursor;
  }
  expect(seen).toEqual([
    [sooner.leaseId, 'due', 30_000, '2026-07-15'],
    [later.leaseId, 'due', 20_000, '2026-08-14'],
    [standing.leaseId, 'held', 10_000, null],
  ]);
  expect((await ask('GET', '/v1/deposits?status=held')).body.data).toHaveLength(1);
  expect((await stranger.ask('GET', '/v1/deposits')).body.data).toEqual([]);
});

test('a part is kept, the rest goes back to each roommate by their share, and all of it is explained', async () => {
  const lease = await given(100_001, { state: 'CA' });
  await endIt(api.database, lease);
  const kept = await post(lease, '/deductions', { amount_cents: 30_000, reason: 'Burnt counter' });
  expect([kept.status, kept.body.deducted_cents, kept.body.held_cents]).toEqual([201, 30_000, 70_001]);
  // California asks for photos; the rule rests on a chart and so only warns.
  expect(kept.body.warnings[0]).toMatchObject({ confidence: 'secondary' });
  const movement = kept.body.movements[0].id;
  const taken = await post(lease, '/void-deduction', { deduction_id: movement, reason: 'It was old' });
  expect([taken.status, taken.body.held_cents, taken.body.movements[0].status]).toEqual([200, 100_001, 'voided']);
  const back = await post(lease, '/return', { method: 'check', to: 'shares', reference: '1042' });
  expect([back.status, back.body.status, back.body.returned_cents]).toEqual([201, 'settled', 100_001]);
  expect((await ask('GET', at(lease))).body).toMatchObject({ received_cents: 100_001, held_cents: 0 });
});

test('what cannot be is refused in plain words, and nothing is posted', async () => {
  const lease = await given(50_000);
  const sum = async () => (await ask('GET', at(lease))).body.held_cents;
  const early = await post(lease, '/return', { method: 'check' });
  expect([early.status, early.body.code]).toEqual([409, 'illegal_transition']);
  await endIt(api.database, lease);
  const reason = 'Damage';
  for (const amount_cents of [0, -1, 1.5, 100_000_001, '5', null]) {
    expect((await post(lease, '/deductions', { amount_cents, reason })).body.code).toBe('invalid_request');
    expect((await post(lease, '/return', { amount_cents, method: 'check' })).status).toBe(400);
  }
  for (const body of [
    { amount_cents: 100, reason, currency: 'EUR' },
    { amount_cents: 100, reason, on: '2026-02-30' },
    { amount_cents: 100, reason, on: '2999-01-01' },
    { amount_cents: 100, reason: '' },
  ]) {
    expect((await post(lease, '/deductions', body)).status).toBe(400);
  }
  expect((await post(lease, '/return', { method: 'check', to: 'tenant' })).status).toBe(400);
  const more = await post(lease, '/deductions', { amount_cents: 50_001, reason });
  expect([more.status, more.body.code, more.body.detail]).toEqual([
    422,
    'not_possible',
    expect.stringContaining('At most $500.00'),
  ]);
  const card = await post(lease, '/return', { method: 'original' });
  expect(card.body.code).toBe('not_possible');
  const others = await givenLease(api.database, { organizationId: stranger.organizationId, status: 'signed' });
  await billDeposit(api.database, others, 100);
  expect((await post(lease, '/transfer', { to_lease_id: others.leaseId })).status).toBe(404);
  expect((await post(lease, '/transfer', { to_lease_id: lease.leaseId })).body.code).toBe('not_possible');
  expect((await post(lease, '/return', { method: 'check' }, stranger.ask)).status).toBe(404);
  const readOnly = await landlord.as('read_only');
  expect((await post(lease, '/return', { method: 'check' }, readOnly)).status).toBe(403);
  expect(await sum()).toBe(50_000);
});

test('interest is shown before it is added, and added once', async () => {
  const lease = await given(100_000, { state: 'MN', paidOn: '2025-11-01', startsOn: '2025-11-01' });
  const preview = await ask('GET', at(lease, '/interest?through=2026-10-31'));
  expect(preview.body).toMatchObject({ amount_cents: 1_000, basis: 'state', rule: { confidence: 'unchecked' } });
  const added = await post(lease, '/interest', { through: '2026-10-31' });
  expect([added.status, added.body.amount_cents]).toEqual([201, 1_000]);
  expect((await post(lease, '/interest', { through: '2026-10-31' })).body.amount_cents).toBe(0);
  expect((await post(lease, '/interest', { through: '2999-10-31' })).status).toBe(400);
  expect((await ask('GET', at(lease))).body).toMatchObject({ interest_cents: 1_000, held_cents: 101_000 });
});

test('the clock follows the day of moving out, which must be one of the lease', async () => {
  const lease = await given(10_000, { state: 'FL', startsOn: '2026-01-01', endsOn: '2026-06-30' });
  const change = (body: object) => ask('PATCH', at(lease), { body });
  expect((await change({ moved_out_on: '2026-06-20' })).body.code).toBe('illegal_transition');
  await endIt(api.database, lease);
  const moved = await change({ moved_out_on: '2026-06-20', forwarding_address: '1 New St, Boise, ID' });
  expect(moved.body).toMatchObject({ due_on: '2026-07-05', forwarding_address: '1 New St, Boise, ID' });
  expect((await change({ moved_out_on: '2025-06-20' })).status).toBe(400);
  expect((await change({})).status).toBe(400);
  const none = await givenLease(api.database, { organizationId: landlord.organizationId });
  expect((await ask('GET', at(none))).status).toBe(404);
});
