import { addDays, addMonths, localDateAt, type PlainDateString } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { listDelinquencies, sumDelinquencies } from '../../store/delinquencies/list-delinquencies';
import { newId } from '../../store/new-id';
import { readReturnRates } from '../../store/payments/record-bank-return';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reevaluateAccount } from '../../store/payments/reevaluate-account';
import { reversePayment } from '../../store/payments/reverse-payment';
import { toSqlDate } from '../../store/plain-dates';
import { overPrisma } from '../../store/sql-runner';
import { ownDatabase } from '../data/support/own-database';
import { owed } from './support/books';
import { chargeRent } from './support/charge-rent';
import { type GivenLease, givenLease, givenOrganization } from './support/given-lease';

const own = ownDatabase(4);

const RENT = 100_000;
const now = new Date();
const TERMS = { nsf_fee_cents: 2_500, late_fee: { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } } };

/** A lease of a year with three rents, due 60, 30 and no days ago. */
async function threeRents(more: { status?: string } = {}) {
  const zone = 'America/Denver';
  const today = localDateAt(now.getTime(), zone);
  const lease = await givenLease(own.database, {
    zone,
    rentCents: RENT,
    terms: TERMS,
    startsOn: addMonths(today, -9),
    ...more,
  });
  const dates = [addDays(today, -64), addDays(today, -33), today];
  for (const dueOn of dates) await chargeRent(own.database, lease, RENT, dueOn);
  return { lease, dates, today };
}

function payOffline(lease: GivenLease, amount: number, effectiveOn: PlainDateString) {
  const { organizationId, leaseId } = lease;
  return inOrganization(own.database, organizationId, (tx) =>
    recordOfflinePayment(tx, {
      organizationId,
      leaseId,
      method: 'check',
      amountCents: cents(amount),
      effectiveOn,
      recordedBy: 'test',
      now,
    }),
  );
}

async function feesOf({ organizationId, leaseId }: GivenLease) {
  return inOrganization(own.database, organizationId, async (tx) => {
    const rows = await tx.charge.findMany({
      where: { leaseId, kind: { in: ['late_fee', 'nsf_fee'] }, voidedAt: null },
      orderBy: { dueOn: 'asc' },
    });
    return rows.map((row) => `${row.kind} ${row.dueOn.toISOString().slice(0, 10)} ${row.amountCents}`);
  });
}

const everything = (lease: GivenLease) =>
  inOrganization(own.database, lease.organizationId, (tx) =>
    reevaluateAccount(tx, {
      organizationId: lease.organizationId,
      leaseId: lease.leaseId,
      reason: 'test',
      now,
      before: 'everything',
    }),
  );

/** A debit that came through on a day. */
async function debit(lease: GivenLease, amount: number, effectiveOn: PlainDateString): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  return inOrganization(own.database, organizationId, async (tx) => {
    const id = newId('payment');
    const data = {
      id,
      organizationId,
      leaseId,
      tenantId,
      kind: 'one_off',
      method: 'us_bank_account',
      effectiveOn: toSqlDate(effectiveOn),
    };
    await tx.payment.create({ data: { ...data, amountCents: BigInt(amount) } });
    await recordOutcome(tx, {
      organizationId,
      paymentId: id,
      outcome: { kind: 'succeeded', vendorRef: `pi_${id}` },
      now,
    });
    return id;
  });
}

const comesBack = (lease: GivenLease, paymentId: string, code = 'R01') =>
  inOrganization(own.database, lease.organizationId, (tx) =>
    reversePayment(tx, { organizationId: lease.organizationId, paymentId, code, meaning: 'it came back', now }),
  );

test('a return weeks later makes the late fee due as of the rent’s own date, beside today’s fee for the return', async () => {
  const { lease, dates, today } = await threeRents();
  const [first] = dates as [PlainDateString];
  const paymentId = await debit(lease, RENT, first);
  for (const dueOn of dates.slice(1)) await payOffline(lease, RENT, dueOn);
  expect(await owed(own.database, lease)).toBe(0);
  expect(await feesOf(lease)).toEqual([]);
  const { lateFees } = await comesBack(lease, paymentId);
  // Each later payment went to the oldest rent: every rent was late on its first chargeable day but today's.
  expect(lateFees.length).toBe(2);
  expect(await feesOf(lease)).toEqual([
    `late_fee ${addDays(first, 6)} 5000`,
    `late_fee ${addDays(dates[1] ?? first, 6)} 5000`,
    `nsf_fee ${today} 2500`,
  ]);
  expect(await owed(own.database, lease)).toBe(RENT + 10_000 + 2_500);
});

test('a back-dated payment undoes the fee that it makes wrong, and one that comes back makes it due again', async () => {
  const { lease, dates } = await threeRents();
  const [first, second, third] = dates as [PlainDateString, PlainDateString, PlainDateString];
  await payOffline(lease, RENT, second);
  await payOffline(lease, RENT, third);
  await everything(lease);
  expect((await feesOf(lease)).length).toBe(2);
  const late = await debit(lease, RENT, first);
  await everything(lease);
  expect(await feesOf(lease)).toEqual([]);
  expect(await owed(own.database, lease)).toBe(0);
  await comesBack(lease, late, 'R02');
  expect((await feesOf(lease)).length).toBe(2);
  expect((await everything(lease)).movedPayments).toBe(0);
});

test('unauthorized returns end autopay and are counted; at the second, near and over are told once', async () => {
  const organizationId = await givenOrganization(own.database);
  const lease = await givenLease(own.database, { organizationId, rentCents: RENT });
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) ids.push(await debit(lease, 1_000, lease.today));
  for (const paymentId of ids.slice(0, 2)) await comesBack(lease, paymentId, 'R10');
  await inOrganization(own.database, organizationId, async (tx) => {
    const rates = await readReturnRates(overPrisma(tx), organizationId, new Date(now.getTime() + 60_000));
    expect(rates.find((rate) => rate.ceiling === 'unauthorized')).toMatchObject({
      returns: 2,
      debits: 4,
      standing: 'over',
    });
    const told = await tx.event.findMany({ where: { type: { in: ['return_rate.exceeded', 'collection.escalated'] } } });
    expect(told.map(({ type }) => type).sort()).toEqual([
      'collection.escalated',
      'collection.escalated',
      'return_rate.exceeded',
      'return_rate.exceeded',
    ]);
  });
});

test('the board shows who is late by how long, page by page, and sums it', async () => {
  const organizationId = await givenOrganization(own.database);
  for (const days of [95, 70, 40, 10, 3]) {
    const lease = await givenLease(own.database, { organizationId, zone: 'America/Denver', rentCents: RENT });
    await chargeRent(own.database, lease, RENT, addDays(lease.today, -days));
  }
  await inOrganization(own.database, organizationId, async (tx) => {
    const run = overPrisma(tx);
    const first = await listDelinquencies(run, { organizationId, now, limit: 3 });
    expect(first.map((row) => row.days_late)).toEqual([95, 70, 40, 10]);
    const last = first[2];
    const after = { oldestDueOn: last?.oldest_due_on ?? '', leaseId: last?.lease_id ?? '' };
    expect(
      (await listDelinquencies(run, { organizationId, now, after, limit: 3 })).map((row) => row.days_late),
    ).toEqual([10, 3]);
    expect((await listDelinquencies(run, { organizationId, now, bucket: '61_90', limit: 9 })).length).toBe(1);
    expect(await sumDelinquencies(run, organizationId, now)).toMatchObject({
      leases: 5,
      balance: '500000',
      d0_30: '200000',
      over_90: '100000',
    });
  });
});
