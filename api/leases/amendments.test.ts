import { addDays, addPeriods, firstDayOf, localDateAt, periodOf } from '../../domain/calendar';
import { newId } from '../../store/new-id';
import { givenLease } from '../../tests/money/support/given-lease';
import { ownApi, ownLandlord } from '../testing/own-api';

const api = ownApi();
const landlord = ownLandlord(api);

const ZONE = 'America/Denver';
/** The first of the month after next: never charged yet. */
const later = () => firstDayOf(addPeriods(periodOf(localDateAt(Date.now(), ZONE)), 2));

test('a signed lease is amended from a month to come, its schedule follows, and the answer warns', async () => {
  const { organizationId } = landlord;
  const wishes = { organizationId, zone: ZONE, startsOn: '2020-01-01', state: 'ID', rentCents: 100_000 };
  const { leaseId } = await givenLease(api.database, wishes);
  const on = later();
  const path = `/v1/leases/${leaseId}/amendments`;
  const step = { rent_steps: [{ effective_on: on, rent_cents: 110_000 }], reason: 'Agreed in writing' };
  const made = await landlord.ask('POST', path, { body: step });
  expect(made).toMatchObject({
    status: 201,
    body: { effective_on: on, additions: { recurring: [] }, warnings: [{ rule: { name: 'rent_raise_notice' } }] },
  });
  expect((await landlord.ask('GET', path)).body.data).toMatchObject([
    { id: made.body.id, reason: 'Agreed in writing' },
  ]);
  expect(made.body).toMatchObject({ is_cancelable: true, canceled_at: null });
  const { body } = await landlord.ask('GET', `/v1/leases/${leaseId}/schedule?months=120`);
  const rents: { kind: string; due_on: string; amount_cents: number }[] = body.charges;
  const raised = rents.filter(({ kind, due_on }) => kind === 'rent' && due_on >= on);
  expect(raised.length).toBeGreaterThan(0);
  expect(raised.every(({ amount_cents }) => amount_cents === 110_000)).toBe(true);
  const early = { recurring: [{ kind: 'parking', label: 'Parking', amount_cents: 5_000, starts_on: '2020-02-01' }] };
  expect(await landlord.ask('POST', path, { body: early })).toMatchObject({
    status: 400,
    body: { invalid_params: [{ name: 'recurring.0.starts_on' }] },
  });
  expect((await landlord.ask('POST', path, { body: {} })).status).toBe(400);
  expect(
    (await landlord.ask('POST', path, { body: { rent_steps: [{ effective_on: on, rent_cents: -1 }] } })).status,
  ).toBe(400);
  const ask = await landlord.as('agent');
  expect((await ask('POST', path, { body: step })).status).toBe(403);
  const cancel = `/v1/lease-amendments/${made.body.id}/cancel`;
  const why = { body: { reason: 'They did not agree' } };
  expect((await ask('POST', cancel, why)).status).toBe(403);
  expect((await (await api.landlord()).ask('POST', cancel, why)).status).toBe(404);
  for (let twice = 0; twice < 2; twice += 1) {
    expect(await landlord.ask('POST', cancel, why)).toMatchObject({
      status: 200,
      body: { is_cancelable: false, cancel_reason: 'They did not agree' },
    });
  }
  const nowhere = `/v1/leases/${newId('lease')}/amendments`;
  expect((await landlord.ask('POST', nowhere, { body: step })).status).toBe(404);
  expect((await landlord.ask('GET', nowhere)).status).toBe(404);
});

test('a lease that has begun ends today or on a day to come: a day that is over is refused by name', async () => {
  const { organizationId } = landlord;
  const { leaseId } = await givenLease(api.database, { organizationId, zone: ZONE, startsOn: '2020-01-01' });
  const body = { on: addDays(localDateAt(Date.now(), ZONE), -1), reason: 'They left last night' };
  expect(await landlord.ask('POST', `/v1/leases/${leaseId}/end`, { body })).toMatchObject({
    status: 400,
    body: { invalid_params: [{ name: 'on', reason: 'must not be before today' }] },
  });
});
