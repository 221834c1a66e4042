import { atLocalTime, type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { scheduleOf } from '../../domain/rent-schedule';
import { openCharges } from '../../store/charges/open-charges';
import { postCharges } from '../../store/charges/post-charges';
import { lateFeeNow } from '../../store/charges/post-late-fee';
import { inOrganization, sqlInOrganization } from '../../store/database';
import { endLease, giveNotice } from '../../store/leases/end-lease';
import { loadLease, termsOfLease } from '../../store/leases/lock-lease';
import { loadAccount } from '../../store/payments/load-account';
import { type PostedPage, postPage } from '../../store/rent-runs/post-page';
import { overPg, overPrisma } from '../../store/sql-runner';
import { ownDatabase } from '../data/support/own-database';
import { type GivenLease, givenLease, type LeaseWishes } from './support/given-lease';

const own = ownDatabase(4);

const zone = 'America/Denver';
const noon = (date: string) => atLocalTime(parsePlainDate(date), '12:00', zone);
const late_fee = { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } };

/** A lease from 10 January 2026, signed on a day, whose first month was then charged. */
async function signedOn(date: string, wishes: LeaseWishes = {}): Promise<GivenLease> {
  const terms = { zone, dueDay: 1, startsOn: '2026-01-10', terms: { late_fee }, ...wishes };
  const lease = await givenLease(own.database, terms, noon(date));
  await inOrganization(own.database, lease.organizationId, async (tx) => {
    const signedAt = new Date(noon(date));
    await tx.lease.update({ where: { id: lease.leaseId }, data: { signedAt, activatedAt: signedAt } });
    const first = scheduleOf(termsOfLease(await loadLease(tx, lease.leaseId)), '2026-01' as never);
    const rows = first.map((charge) => ({ ...charge, leaseId: lease.leaseId }));
    await postCharges(overPrisma(tx), lease.organizationId, rows);
  });
  return lease;
}

async function runOn({ organizationId }: GivenLease, date: string): Promise<PostedPage> {
  const page = { organizationId, zone, runOn: parsePlainDate(date), afterLeaseId: '', size: 50 };
  return sqlInOrganization(own.database, organizationId, (client) => postPage(overPg(client), page, null));
}

function rents({ organizationId, leaseId }: GivenLease): Promise<string[]> {
  return inOrganization(own.database, organizationId, async (tx) => {
    const rows = await tx.charge.findMany({ where: { leaseId, kind: 'rent' }, orderBy: { period: 'asc' } });
    return rows.map((row) => `${row.period} ${row.amountCents}`);
  });
}

function lateFee({ organizationId, leaseId }: GivenLease, period: string, on: string): Promise<number> {
  return inOrganization(own.database, organizationId, async (tx) => {
    const open = await openCharges(overPrisma(tx), organizationId, leaseId);
    const owed = open.filter((charge) => charge.period <= period);
    const dueOn = `${period}-01` as PlainDateString;
    const lease = await loadLease(tx, leaseId);
    const month = { organizationId, lease, period, dueOn, owed, now: new Date(noon(on)) };
    return (await lateFeeNow(tx, month)).owedCents;
  });
}

test('a lease that was signed months after its first day is charged for the months between, once', async () => {
  const lease = await signedOn('2026-04-12', { paymentSchedule: { recurring: [PARKING] } });
  const posted = await runOn(lease, '2026-04-13');
  expect(await rents(lease)).toEqual(['2026-01 131290', '2026-02 185000', '2026-03 185000', '2026-04 185000']);
  expect(posted.due.map((month) => month.period)).toEqual(['2026-02', '2026-03', '2026-04']);
  expect(posted.posted).toBe(6);
  expect((await runOn(lease, '2026-04-14')).posted).toBe(0);
  expect((await runOn(lease, '2026-04-27')).posted).toBe(2);
});

test('rent that was charged after its due date bears no late fee, then or when the account is counted anew', async () => {
  const lease = await signedOn('2026-04-12');
  await runOn(lease, '2026-04-13');
  await runOn(lease, '2026-04-27');
  for (const period of ['2026-02', '2026-03', '2026-04']) expect(await lateFee(lease, period, '2026-05-03')).toBe(0);
  expect(await lateFee(lease, '2026-05', '2026-05-10')).toBe(5_000);
  const { organizationId, leaseId } = lease;
  const now = new Date(noon('2026-05-03'));
  const { facts } = await inOrganization(own.database, organizationId, (tx) =>
    loadAccount(tx, { organizationId, leaseId, now }),
  );
  expect(facts.lateFees).toEqual([]);
});

test('months of a lease that was never signed here were collected elsewhere: they are not charged', async () => {
  const lease = await givenLease(own.database, { zone, dueDay: 1, startsOn: '2026-01-10' }, noon('2026-04-12'));
  await runOn(lease, '2026-04-13');
  expect(await rents(lease)).toEqual(['2026-04 185000']);
});

test('a month that somebody charged by hand, or took back, is not charged again', async () => {
  const lease = await signedOn('2026-04-12');
  await inOrganization(own.database, lease.organizationId, async (tx) => {
    const february = scheduleOf(termsOfLease(await loadLease(tx, lease.leaseId)), '2026-02' as never);
    const [rent] = february.filter((charge) => charge.period === '2026-02');
    if (rent === undefined) throw new Error('no rent');
    await postCharges(overPrisma(tx), lease.organizationId, [{ ...rent, leaseId: lease.leaseId, item: 'by hand' }]);
    await tx.charge.updateMany({ where: { item: 'by hand' }, data: { voidedAt: new Date() } });
  });
  await runOn(lease, '2026-04-13');
  expect((await rents(lease)).map((text) => text.slice(0, 7))).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
});

test('a lease that ends at once before the month’s due day owes the days lived there, and they are collected', async () => {
  const lease = await signedOn('2026-01-08', { dueDay: 28 });
  await runOn(lease, '2026-02-24');
  const { organizationId, leaseId } = lease;
  const [today, now] = [parsePlainDate('2026-03-15'), new Date(noon('2026-03-15'))];
  await inOrganization(own.database, organizationId, async (tx) => {
    await giveNotice(tx, { leaseId, on: today, today, by: 'usr_1', now });
    await endLease(tx, { leaseId, reason: 'They left', by: 'usr_1', now });
  });
  // 15 of March's 31 days.
  expect(await rents(lease)).toEqual(['2026-01 131290', '2026-02 185000', '2026-03 89516']);
  expect((await runOn(lease, '2026-03-26')).posted).toBe(0);
  const begun = await own.owner.query('select workflow_id as id from commands where workflow_id like $1', [
    `rent-collection/${leaseId}/%`,
  ]);
  expect(begun.rows).toEqual([{ id: `rent-collection/${leaseId}/2026-03` }]);
});

const PARKING = { kind: 'parking', label: 'Parking', amount_cents: 5_000 };
