import fc from 'fast-check';
import { addDays, addPeriods, firstDayOf, type PlainDateString, parsePlainDate, periodOf } from '../../domain/calendar';
import { type Additions, amendableFrom } from '../../domain/lease-amendments';
import { paymentScheduleSchema } from '../../domain/lease-terms';
import { scheduleOf } from '../../domain/rent-schedule';
import { inOrganization, sqlInOrganization } from '../../store/database';
import { amendLease } from '../../store/leases/amend-lease';
import { cancelAmendment } from '../../store/leases/cancel-amendment';
import { listAmendments } from '../../store/leases/list-amendments';
import { loadLease, termsOfLease } from '../../store/leases/lock-lease';
import { fromSqlDate } from '../../store/plain-dates';
import { LEAD_DAYS } from '../../store/rent-runs/plan-page';
import { postPage } from '../../store/rent-runs/post-page';
import { overPg } from '../../store/sql-runner';
import { ownDatabase } from '../data/support/own-database';
import { type GivenLease, givenLease } from './support/given-lease';

const own = ownDatabase(4);

const d = parsePlainDate;
const ZONE = 'America/Denver';
/** Noon there on a day. */
const noon = (day: string) => new Date(`${day}T19:00:00Z`);
const within = <T>({ organizationId }: { organizationId: string }, work: Parameters<typeof inOrganization<T>>[2]) =>
  inOrganization(own.database, organizationId, work);

const home = (wishes: { endsOn?: string | null; status?: string; state?: string } = {}) =>
  givenLease(
    own.database,
    { startsOn: '2026-06-01', zone: ZONE, dueDay: 1, rentCents: 100_000, state: 'ID', ...wishes },
    noon('2026-11-10').getTime(),
  );

const added = (more: object): Additions => paymentScheduleSchema.parse(more);
const amend = ({ organizationId, leaseId }: GivenLease, more: object, on = '2026-11-10', told?: string) =>
  within({ organizationId }, (tx) =>
    amendLease(tx, {
      organizationId,
      leaseId,
      added: added(more),
      noticeGivenOn: told === undefined ? undefined : d(told),
      actor: 'test',
      linkKey: Buffer.alloc(32, 7),
      now: noon(on),
    }),
  );

/** The day's rent run. */
const run = ({ organizationId }: GivenLease, day: string) =>
  sqlInOrganization(own.database, organizationId, (client) =>
    postPage(overPg(client), { organizationId, zone: ZONE, runOn: d(day), afterLeaseId: '', size: 50 }, null),
  );

async function posted(lease: GivenLease) {
  const rows = await within(lease, (tx) =>
    tx.charge.findMany({ where: { leaseId: lease.leaseId }, orderBy: [{ period: 'asc' }, { kind: 'asc' }] }),
  );
  return rows.map((row) => [row.period, row.kind, fromSqlDate(row.dueOn), Number(row.amountCents)].join(' '));
}

test('what is added after signing stands in the schedule, and what is posted from then on equals it', async () => {
  const lease = await home({ endsOn: '2027-06-30' });
  await run(lease, '2026-11-10');
  const before = await posted(lease);
  const { warnings } = await amend(lease, {
    rent_steps: [{ effective_on: '2027-01-16', rent_cents: 110_000 }],
    recurring: [{ kind: 'parking', label: 'Parking', amount_cents: 5_000, starts_on: '2026-12-01' }],
    concessions: [
      { kind: 'amount', label: 'Loud works', monthly_cents: 20_000, starts_on: '2027-02-01', ends_on: '2027-02-28' },
    ],
  });
  expect(warnings).toMatchObject([
    { field: 'rent_steps.0.effective_on', enforced: false, rule: { name: 'rent_raise_notice' } },
  ]);
  // What stands is not touched.
  expect(await posted(lease)).toEqual(before);
  for (const day of ['2026-11-28', '2026-12-29', '2027-01-29', '2027-02-26']) await run(lease, day);
  const terms = await within(lease, async (tx) => termsOfLease(await loadLease(tx, lease.leaseId)));
  const planned = scheduleOf(terms, periodOf(d('2027-03-01')))
    .filter(({ kind, period }) => kind !== 'deposit' && period > periodOf(d('2026-11-01')))
    .map(({ period, kind, dueOn, amountCents }) => [period, kind, dueOn, amountCents].join(' '));
  const since = (await posted(lease)).filter((line) => line > '2026-12');
  expect(since).toEqual([...planned].sort());
  expect(since).toContain('2026-12 parking 2026-12-01 5000');
  expect(since).toContain('2027-02 rent 2027-02-01 90000');
  const [kept] = await within(lease, (tx) => listAmendments(tx, lease.leaseId, noon('2027-03-01')));
  expect(kept).toMatchObject({ effectiveOn: '2026-12-01', createdBy: 'test' });
});

test('months that are charged or about to be stay; so do drafts, leases that are over and days outside the lease', async () => {
  const lease = await home({ endsOn: '2027-06-30' });
  const step = (on: string) => ({ rent_steps: [{ effective_on: on, rent_cents: 110_000 }] });
  const wrong = (more: object, on?: string, told?: string) =>
    expect(amend(lease, more, on, told)).rejects.toMatchObject({ code: 'invalid_request' });
  await run(lease, '2026-11-10');
  await wrong(step('2026-11-20'));
  await wrong(step('2026-01-01'));
  // December's rent is about to be charged.
  await wrong(step('2026-12-01'), '2026-11-26');
  await amend(lease, step('2027-01-01'), '2026-11-26');
  await wrong(step('2027-01-01'), '2026-11-26');
  await wrong(step('2027-08-01'));
  await wrong({});
  await wrong({ recurring: [{ kind: 'parking', label: 'Parking', amount_cents: 5_000 }] });
  await wrong(step('2027-02-01'), '2026-11-10', '2026-11-12');
  for (const status of ['draft', 'out_for_signature', 'ended', 'canceled']) {
    const other = await home({ status });
    await expect(amend(other, step('2027-02-01'))).rejects.toMatchObject({ code: 'illegal_transition' });
  }
});

test('taken back before it is in force, what is charged is as if it had never been, and the tenants hear of both', async () => {
  const lease = await home({ endsOn: '2027-06-30' });
  const { leaseId, organizationId } = lease;
  const takeBack = (amendmentId: string, on = '2026-11-10') => {
    const why = { reason: 'They did not agree', actor: 'test', linkKey: Buffer.alloc(32, 7) };
    return within(lease, (tx) => cancelAmendment(tx, { organizationId, amendmentId, ...why, now: noon(on) }));
  };
  const schedule = () => within(lease, async (tx) => (await loadLease(tx, leaseId)).paymentSchedule);
  const before = await schedule();
  const raise = { rent_steps: [{ effective_on: '2027-01-01', rent_cents: 110_000 }] };
  const parking = { kind: 'parking', label: 'Parking', amount_cents: 5_000, starts_on: '2027-02-01' };
  const first = await amend(lease, { ...raise, recurring: [parking] });
  const second = await amend(lease, { recurring: [{ ...parking, amount_cents: 6_000 }] });
  // The second charge of that name is told from the first by its place: it goes first.
  await expect(takeBack(first.id)).rejects.toMatchObject({ code: 'not_possible' });
  const listed = await within(lease, (tx) => listAmendments(tx, leaseId, noon('2026-11-10')));
  expect(listed.map(({ id, isCancelable }) => [id, isCancelable])).toEqual([
    [second.id, true],
    [first.id, false],
  ]);
  for (const id of [second.id, first.id, first.id]) await takeBack(id);
  expect(paymentScheduleSchema.parse(await schedule())).toEqual(paymentScheduleSchema.parse(before));
  const after = await within(lease, (tx) => listAmendments(tx, leaseId, noon('2026-11-10')));
  expect(after).toMatchObject([first, second].reverse().map(({ id }) => ({ id, isCancelable: false, canceled: {} })));
  const told = await within(lease, (tx) => tx.message.findMany({ orderBy: { createdAt: 'asc' } }));
  const kinds = told.flatMap(({ kind, linkId }) => (kind.startsWith('lease_amend') && linkId !== null ? [kind] : []));
  expect(kinds.sort()).toEqual(['lease_amended', 'lease_amended', ...Array(2).fill('lease_amendment_canceled')].sort());
  // Once a month that it changes is about to be charged, it stands.
  const third = await amend(lease, raise);
  await expect(takeBack(third.id, '2026-12-27')).rejects.toMatchObject({ code: 'not_possible' });
  await run(lease, '2026-12-29');
  expect(await posted(lease)).toContain('2027-01 rent 2027-01-01 110000');
});

test('a raise is warned of by the state’s notice, counted from the day the tenants were told', async () => {
  const lease = await home({ endsOn: null, state: 'OR' });
  const step = (on: string) => ({ rent_steps: [{ effective_on: on, rent_cents: 110_000 }] });
  const early = await amend(lease, step('2027-01-01'), '2026-11-10', '2026-11-01');
  expect(early.warnings).toMatchObject([{ rule: { cite: 'ORS 90.323' }, enforced: false }]);
  expect(early.warnings[0]?.message).toContain('61 days');
  expect((await amend(lease, step('2027-02-01'), '2026-11-10', '2026-11-01')).warnings).toEqual([]);
});

test('the first day that can change is never in a month that is charged or due within the lead time', () => {
  const day = fc.integer({ min: 0, max: 700 }).map((offset) => addDays(d('2026-01-01'), offset));
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 31 }), fc.option(fc.nat(14)), (a, b, dueDay, ahead) => {
      const [startsOn, today] = a < b ? [a, b] : [b, a];
      const terms = termsOf(startsOn, dueDay);
      const charged = ahead === null ? null : addPeriods(periodOf(today), ahead - 7);
      const until = addDays(today, LEAD_DAYS + 1);
      const from = amendableFrom(terms, { today: addDays(today, 1), until, charged });
      if (from === null) throw new Error('a month-to-month lease can always change');
      expect(from > today).toBe(true);
      if (charged !== null) expect(periodOf(from) > charged).toBe(true);
      for (const charge of scheduleOf(terms, addPeriods(periodOf(from), 2))) {
        if (charge.period >= periodOf(from)) expect(charge.dueOn > until).toBe(true);
      }
      // And no earlier month would do.
      const earlier = addPeriods(periodOf(from), -1);
      const couldEarlier =
        firstDayOf(periodOf(from)) === from &&
        earlier > periodOf(startsOn) &&
        earlier >= periodOf(addDays(today, 1)) &&
        (charged === null || earlier > charged) &&
        scheduleOf(terms, earlier).every((charge) => charge.period !== earlier || charge.dueOn > until);
      expect(couldEarlier).toBe(false);
    }),
    { numRuns: 50 },
  );
});

function termsOf(startsOn: PlainDateString, dueDay: number) {
  return {
    rentCents: 100_000 as never,
    depositCents: 0 as never,
    dueDay,
    startsOn,
    endsOn: null,
    prorationConvention: 'actual_days' as const,
    recurring: [],
    rentSteps: [],
  };
}
