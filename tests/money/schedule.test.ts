import fc from 'fast-check';
import { addDays, atLocalTime, type PlainDateString, parsePlainDate, periodOf } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { moveInCharges, scheduleOf } from '../../domain/rent-schedule';
import { explainStoredCharge } from '../../store/charges/explain-charge';
import { openCharges } from '../../store/charges/open-charges';
import { postCharges } from '../../store/charges/post-charges';
import { postLateFee } from '../../store/charges/post-late-fee';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { inOrganization, sqlInOrganization } from '../../store/database';
import { loadLease, termsOfLease } from '../../store/leases/lock-lease';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { reevaluateAccount } from '../../store/payments/reevaluate-account';
import { fromSqlDate } from '../../store/plain-dates';
import type { PageRequest } from '../../store/rent-runs/plan-page';
import { type PostedPage, postPage } from '../../store/rent-runs/post-page';
import { overPg, overPrisma } from '../../store/sql-runner';
import { ownDatabase } from '../data/support/own-database';
import { anyTerms } from './support/any-terms';
import { type GivenLease, givenLease, givenOrganization } from './support/given-lease';

const own = ownDatabase(4);

const d = parsePlainDate;

type Brief = { period: string; kind: string; item: string; dueOn: string; amountCents: number | bigint; rule: unknown };

function brief({ period, kind, item, dueOn, amountCents, rule }: Brief): string {
  const text = typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'text') : '';
  return [period, kind, item, dueOn, amountCents, text].join(' ');
}

/** A day's run, page by page. */
async function runAll(run: { organizationId: string; zone: string; runOn: PlainDateString; size: number }) {
  let after: string | null = '';
  while (after !== null) {
    const page: PageRequest = { ...run, afterLeaseId: after };
    const posted: PostedPage = await sqlInOrganization(own.database, run.organizationId, (client) =>
      postPage(overPg(client), page, null),
    );
    after = posted.nextAfter;
  }
}

test('what is posted, at move-in and by daily runs of which some are missed, is what the schedule said', async () => {
  const organizationId = await givenOrganization(own.database);
  const zone = 'America/Denver';
  const leases: GivenLease[] = [];
  const expected = new Map<string, string[]>();
  for (const { startsOn, endsOn, rentCents, depositCents, dueDay, paymentSchedule } of fc.sample(anyTerms(), 10)) {
    const wishes = { organizationId, zone, rentCents, dueDay, startsOn, endsOn, paymentSchedule };
    const lease = await givenLease(own.database, wishes);
    leases.push(lease);
    await inOrganization(own.database, organizationId, async (tx) => {
      await tx.lease.update({ where: { id: lease.leaseId }, data: { depositCents: BigInt(depositCents) } });
      const terms = termsOfLease(await loadLease(tx, lease.leaseId));
      expected.set(lease.leaseId, scheduleOf(terms).map(brief).sort());
      const moveIn = moveInCharges(terms).map((charge) => ({ ...charge, leaseId: lease.leaseId }));
      await postCharges(overPrisma(tx), organizationId, moveIn);
    });
  }
  let missed = 0;
  for (let runOn = d('2027-01-01'); runOn < '2029-04-15'; runOn = addDays(runOn, 1 + missed)) {
    missed = Number(runOn.slice(8)) % 6;
    await runAll({ organizationId, zone, runOn, size: 7 });
  }
  for (const { leaseId } of leases) {
    const rows = await inOrganization(own.database, organizationId, (tx) => tx.charge.findMany({ where: { leaseId } }));
    const stands = rows.map((row) => brief({ ...row, dueOn: fromSqlDate(row.dueOn) }));
    expect([...stands].sort()).toEqual(expected.get(leaseId));
  }
}, 60_000);

/** A lease in a zone with rent due on 1 November 2026 that stands posted. */
async function lateLease(zone: string, state: string, late_fee: object): Promise<GivenLease> {
  const wishes = { zone, state, dueDay: 1, startsOn: '2026-06-01', terms: { late_fee } };
  const lease = await givenLease(own.database, wishes, atLocalTime(d('2026-11-01'), '12:00', zone));
  await inOrganization(own.database, lease.organizationId, async (tx) => {
    const terms = termsOfLease(await loadLease(tx, lease.leaseId));
    const [rent] = scheduleOf(terms, periodOf(d('2026-11-01'))).slice(-1);
    if (rent === undefined) throw new Error('no rent');
    await postCharges(overPrisma(tx), lease.organizationId, [{ ...rent, leaseId: lease.leaseId }]);
  });
  return lease;
}

/** Posts what may be charged at a local time. @returns what was */
function feeAt(
  lease: GivenLease,
  date: string,
  time = '06:00',
  rent = { period: '2026-11', dueOn: d('2026-11-01') },
): Promise<number> {
  const now = new Date(atLocalTime(d(date), time, lease.zone));
  return inOrganization(own.database, lease.organizationId, async (tx) => {
    const owed = await openCharges(overPrisma(tx), lease.organizationId, lease.leaseId);
    const row = await loadLease(tx, lease.leaseId);
    return postLateFee(tx, { organizationId: lease.organizationId, lease: row, ...rent, owed, now });
  });
}

const flat = { grace_days: 2, formula: { kind: 'flat', amount_cents: 5_000 } };
const daily = { grace_days: 2, formula: { kind: 'daily', first_cents: 1_000, per_day_cents: 500, max_cents: 3_000 } };
const tiered = {
  grace_days: 2,
  formula: {
    kind: 'tiered',
    tiers: [
      { from_days_late: 3, amount_cents: 2_000 },
      { from_days_late: 10, amount_cents: 4_500 },
    ],
  },
};

describe.each(['America/New_York', 'America/Phoenix', 'Pacific/Honolulu'])('a late fee in %s', (zone) => {
  test('comes on its first day on the wall there, not the evening before, and once', async () => {
    const lease = await lateLease(zone, 'OH', flat);
    expect(await feeAt(lease, '2026-11-03', '23:59')).toBe(0);
    expect(await feeAt(lease, '2026-11-04', '00:01')).toBe(5_000);
    expect(await feeAt(lease, '2026-11-20')).toBe(0);
  });

  test('in New York waits for the law’s date whatever the lease says', async () => {
    const lease = await lateLease(zone, 'NY', flat);
    expect(await feeAt(lease, '2026-11-06', '23:59')).toBe(0);
    expect(await feeAt(lease, '2026-11-07', '00:01')).toBe(5_000);
  });
});

test('the move-in month bears no late fee, neither when it is late nor when the account is counted anew', async () => {
  const wishes = { zone: 'America/Denver', state: 'OH', dueDay: 1, startsOn: '2026-11-01', terms: { late_fee: flat } };
  const lease = await givenLease(own.database, wishes, atLocalTime(d('2026-11-01'), '12:00', wishes.zone));
  const { organizationId, leaseId } = lease;
  await inOrganization(own.database, organizationId, async (tx) => {
    const planned = moveInCharges(termsOfLease(await loadLease(tx, leaseId)));
    await postCharges(
      overPrisma(tx),
      organizationId,
      planned.map((charge) => ({ ...charge, leaseId })),
    );
  });
  expect(await feeAt(lease, '2026-11-20')).toBe(0);
  const now = new Date(atLocalTime(d('2026-11-21'), '10:00', lease.zone));
  const counted = await inOrganization(own.database, organizationId, (tx) =>
    reevaluateAccount(tx, { organizationId, leaseId, reason: 'Test', now, before: 'everything' }),
  );
  expect(counted).toMatchObject({ undoneFees: 0, addedFees: [] });
});

test('the second month bears one, also where its due date is moved back into the first', async () => {
  const wishes = { zone: 'America/Denver', state: 'OH', dueDay: 1, startsOn: '2026-07-10', terms: { late_fee: flat } };
  const paymentSchedule = { due_date_moves: 'previous_bank_day' };
  const now = atLocalTime(d('2026-07-31'), '12:00', wishes.zone);
  const lease = await givenLease(own.database, { ...wishes, paymentSchedule }, now);
  const { organizationId, leaseId } = lease;
  await inOrganization(own.database, organizationId, async (tx) => {
    const [july, august] = scheduleOf(termsOfLease(await loadLease(tx, leaseId)), periodOf(d('2026-08-01')));
    if (july === undefined || august === undefined) throw new Error('no rent');
    expect(august).toMatchObject({ period: '2026-08', dueOn: '2026-07-31' });
    await postCharges(overPrisma(tx), organizationId, [
      { ...july, leaseId },
      { ...august, leaseId },
    ]);
  });
  expect(await feeAt(lease, '2026-08-10', '06:00', { period: '2026-07', dueOn: d('2026-07-10') })).toBe(0);
  expect(await feeAt(lease, '2026-08-10', '06:00', { period: '2026-08', dueOn: d('2026-07-31') })).toBe(5_000);
  const counted = await inOrganization(own.database, organizationId, (tx) =>
    reevaluateAccount(tx, { organizationId, leaseId, reason: 'Test', now: new Date(now), before: 'everything' }),
  );
  expect(counted).toMatchObject({ undoneFees: 0, addedFees: [] });
});

test('a daily fee grows by its increments to its most, a tiered one by its steps; a fee bears no fee', async () => {
  const [grows, steps] = [
    await lateLease('America/Chicago', 'OH', daily),
    await lateLease('America/Chicago', 'OH', tiered),
  ];
  const days = ['2026-11-04', '2026-11-05', '2026-11-05', '2026-11-08', '2026-11-11', '2026-12-01'];
  const posted = async (lease: GivenLease) => {
    const fees: number[] = [];
    for (const day of days) fees.push(await feeAt(lease, day));
    return fees;
  };
  expect(await posted(grows)).toEqual([2_000, 500, 0, 500, 0, 0]);
  expect(await posted(steps)).toEqual([2_000, 0, 0, 0, 2_500, 0]);
});

test('a fee goes when a payment from before its day arrives late in the books, is not asked again, and says why', async () => {
  const lease = await lateLease('America/Denver', 'OH', flat);
  const { organizationId, leaseId } = lease;
  expect(await feeAt(lease, '2026-11-04')).toBe(5_000);
  await inOrganization(own.database, organizationId, (tx) =>
    recordOfflinePayment(tx, {
      organizationId,
      leaseId,
      method: 'check',
      amountCents: cents(185_000),
      effectiveOn: '2026-11-03',
      recordedBy: 'usr_1',
      now: new Date(atLocalTime(d('2026-11-09'), '10:00', lease.zone)),
    }),
  );
  const fee = await inOrganization(own.database, organizationId, (tx) =>
    tx.charge.findFirstOrThrow({ where: { leaseId, kind: 'late_fee' } }),
  );
  expect(fee.voidedAt).not.toBeNull();
  expect(await feeAt(lease, '2026-11-10')).toBe(0);
  const story = await inOrganization(own.database, organizationId, (tx) =>
    explainStoredCharge(tx, { organizationId, chargeId: fee.id, locale: 'en' }),
  );
  expect(story.explanation.steps.map(({ text }) => text)).toEqual([
    '$1,850.00 of rent due on Nov 1, 2026 was 3 days late',
    'By the lease: $50.00',
    'It may be charged from Nov 4, 2026 (2 days of grace by the lease)',
  ]);
  expect(story.takenBack).toMatchObject([{ how: 'void', amountCents: 5_000 }]);
});

test('a fee that a person waived is not posted again; the waiver stands in its story', async () => {
  const lease = await lateLease('America/Denver', 'OH', daily);
  const { organizationId, leaseId } = lease;
  expect(await feeAt(lease, '2026-11-04')).toBe(2_000);
  const now = new Date(atLocalTime(d('2026-11-04'), '10:00', lease.zone));
  const fee = await inOrganization(own.database, organizationId, (tx) =>
    tx.charge.findFirstOrThrow({ where: { leaseId, kind: 'late_fee' } }),
  );
  const waiver = { organizationId, chargeId: fee.id, how: 'waive', reason: 'First time', actor: 'usr_1' } as const;
  await inOrganization(own.database, organizationId, (tx) => takeBackCharge(tx, { ...waiver, on: '2026-11-04', now }));
  expect(await feeAt(lease, '2026-11-04', '12:00')).toBe(0);
  expect(await feeAt(lease, '2026-11-05')).toBe(500);
  const story = await inOrganization(own.database, organizationId, (tx) =>
    explainStoredCharge(tx, { organizationId, chargeId: fee.id, locale: 'es' }),
  );
  expect(story.explanation.steps[1]?.text).toContain('Según el contrato: $10.00 al inicio y $5.00 por cada día más');
  expect(story.takenBack).toMatchObject([{ how: 'waive', amountCents: 2_000, reason: 'First time', by: 'usr_1' }]);
});
