import { inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import { toSqlDate } from '../../store/plain-dates';
import { ownApi, ownLandlord } from '../testing/own-api';

const ZONE = 'America/Los_Angeles';
/** Noon in Seattle: the run of that morning is over. */
const now = new Date('2026-11-20T20:00:00Z');

const api = ownApi({ now: () => now });
let landlord = ownLandlord(api);

type Charged = { kind: string; amountCents: bigint; period: string; dueOn: string };

/** An active lease of $1,850.00 due on the first, with what it was charged. */
async function givenLease(charges: Charged[], more: { paymentSchedule?: object; endsOn?: string } = {}) {
  const { organizationId } = landlord;
  const [propertyId, unitId, leaseId] = [newId('property'), newId('unit'), newId('lease')];
  const place = { addressLine1: '418 Alder St', city: 'Seattle', state: 'WA', postalCode: '98104', timeZone: ZONE };
  await inOrganization(api.database, organizationId, async (tx) => {
    await tx.property.create({ data: { id: propertyId, organizationId, name: 'Alder', type: 'apartment', ...place } });
    await tx.unit.create({ data: { id: unitId, organizationId, propertyId, number: '2B', rentCents: 185_000n } });
    await tx.lease.create({
      data: {
        ...{ id: leaseId, organizationId, unitId, status: 'active', rentCents: 185_000n, dueDay: 1 },
        ...{ startsOn: toSqlDate('2026-11-01'), endsOn: more.endsOn ? toSqlDate(more.endsOn) : null },
        ...{ timeZone: ZONE, state: 'WA', terms: {}, paymentSchedule: more.paymentSchedule ?? {} },
      },
    });
    await tx.charge.createMany({
      data: charges.map(({ dueOn, ...charge }) => ({
        ...{ id: newId('charge'), organizationId, leaseId, label: charge.kind, ...charge },
        dueOn: toSqlDate(dueOn),
      })),
    });
  });
}

const rentOf = (period: string): Charged => ({ kind: 'rent', amountCents: 185_000n, period, dueOn: `${period}-01` });
const november = rentOf('2026-11');
const today = async () => (await landlord.ask('GET', '/v1/today')).body;

test('the month’s rent is rent and what comes with it every month, neither deposits nor fees', async () => {
  const month = { period: '2026-11', dueOn: '2026-11-30' };
  await givenLease([
    november,
    { kind: 'deposit', amountCents: 185_000n, ...month, dueOn: '2026-11-01' },
    { kind: 'pet_rent', amountCents: 3_500n, ...month },
    { kind: 'nsf_fee', amountCents: 2_500n, ...month },
  ]);
  const { rent } = await today();
  expect(rent).toMatchObject({
    period: '2026-11',
    expected: { amount_cents: 188_500, leases: 1 },
    received: { amount_cents: 0 },
    late: { amount_cents: 185_000, leases: 1 },
  });
});

test('the next rent run counts what is not posted yet, on the day it will be', async () => {
  await givenLease([november], {
    paymentSchedule: { recurring: [{ kind: 'parking', label: 'P', amount_cents: 5_000 }] },
  });
  await givenLease([november], { endsOn: '2026-11-30' });
  const before = (await today()).next_rent_run;
  expect(before).toMatchObject({ run_on: '2026-11-26', leases: 2 });
  expect(before.amount_cents).toBe(185_000 + 190_000);
  expect(before.at).toBe('2026-11-26T14:00:00.000Z');

  await givenLease([november, rentOf('2026-12')]);
  expect((await today()).next_rent_run).toEqual(before);
});

test('what is already posted for every lease is not the next run: the month after is', async () => {
  const own = await api.landlord();
  const [asked, was] = [own, landlord];
  landlord = asked;
  expect((await today()).next_rent_run).toBeNull();
  await givenLease([november, rentOf('2026-12')]);
  const next = (await today()).next_rent_run;
  expect(next).toMatchObject({ run_on: '2026-12-27', leases: 1, amount_cents: 185_000 });
  await givenLease([]);
  expect((await today()).next_rent_run).toMatchObject({ run_on: '2026-11-21', leases: 1 });
  landlord = was;
});
