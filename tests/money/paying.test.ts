import pg from 'pg';
import { addDays } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { postCharges } from '../../store/charges/post-charges';
import { type Database, inOrganization, openDatabase, type Transaction } from '../../store/database';
import { readLedger } from '../../store/ledger/read-ledger';
import { newId } from '../../store/new-id';
import { correctPayment } from '../../store/payments/correct-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { overPrisma } from '../../store/sql-runner';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { cents, type GivenLease, givenLease } from './support/given-lease';

let testDatabase: TestDatabase;
let database: Database;
let owner: pg.Pool;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.appUrl, 8);
  owner = new pg.Pool({ connectionString: testDatabase.ownerUrl, max: 2 });
});
afterAll(async () => {
  await Promise.all([database.close(), owner.end()]);
  await testDatabase.drop();
});

const now = new Date();

function within<T>(lease: GivenLease, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inOrganization(database, lease.organizationId, work);
}

function charge(lease: GivenLease, kind: ChargeKind, amountCents: number, dueOn: string = lease.today, rule = {}) {
  return within(lease, async (tx) => {
    const item = kind === 'rent' ? dueOn : newId('charge');
    const [posted] = await postCharges(overPrisma(tx), lease.organizationId, [
      {
        leaseId: lease.leaseId,
        kind,
        item,
        label: kind,
        amountCents: cents(amountCents),
        period: dueOn.slice(0, 7) as never,
        dueOn: dueOn as never,
        coversFrom: null,
        coversTo: null,
        rule,
      },
    ]);
    return posted?.id ?? '';
  });
}

async function owed(lease: GivenLease): Promise<number> {
  return within(lease, async (tx) => totalOpen(await openCharges(overPrisma(tx), lease.organizationId, lease.leaseId)));
}

async function balance(lease: GivenLease): Promise<number> {
  const { organizationId, leaseId } = lease;
  return within(lease, async (tx) => (await readLedger(tx, { organizationId, leaseId, limit: 50 })).balanceCents);
}

async function events(lease: GivenLease): Promise<string[]> {
  const { rows } = await owner.query<{ type: string }>(
    'select type from events where $1 = any(subjects) order by position',
    [lease.leaseId],
  );
  return rows.map(({ type }) => type);
}

function takeCash(lease: GivenLease, amountCents: number, effectiveOn: string = lease.today): Promise<string> {
  const { organizationId, leaseId } = lease;
  const paid = { organizationId, leaseId, method: 'check', amountCents: cents(amountCents), effectiveOn } as const;
  return within(lease, (tx) => recordOfflinePayment(tx, { ...paid, recordedBy: 'usr_1', now }));
}

describe('a payment recorded by hand', () => {
  test('is corrected by a new one that names it: one story, the balance as if it had been right', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const wrong = await takeCash(lease, 158_000);
    const { organizationId } = lease;
    const correction = { organizationId, paymentId: wrong, reason: 'two digits swapped', actor: 'usr_1', now };
    const changes = { amountCents: cents(185_000) };
    const right = await within(lease, (tx) => correctPayment(tx, { ...correction, changes }));
    expect(await within(lease, (tx) => correctPayment(tx, { ...correction, changes }))).toBe(right);
    expect(await owed(lease)).toBe(0);
    expect(await balance(lease)).toBe(0);
    const { rows } = await owner.query(
      'select status, amount_cents, corrects_id, void_reason from payments where lease_id = $1 order by created_at, id',
      [lease.leaseId],
    );
    expect(rows).toEqual([
      { status: 'reversed', amount_cents: '158000', corrects_id: null, void_reason: 'two digits swapped' },
      { status: 'succeeded', amount_cents: '185000', corrects_id: wrong, void_reason: null },
    ]);
    expect(await events(lease)).toEqual(expect.arrayContaining(['payment.recorded', 'payment.corrected']));
    const same = { ...correction, paymentId: right, changes };
    await expect(within(lease, (tx) => correctPayment(tx, same))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('is voided with its reason: what it paid is owed again, and the payer is told once', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const paymentId = await takeCash(lease, 200_000, addDays(lease.today, -1));
    expect(await balance(lease)).toBe(-15_000);
    const voiding = { organizationId: lease.organizationId, paymentId, reason: 'it was for 2A', actor: 'usr_1', now };
    await within(lease, (tx) => voidPayment(tx, voiding));
    await within(lease, (tx) => voidPayment(tx, voiding));
    expect(await owed(lease)).toBe(185_000);
    expect(await balance(lease)).toBe(185_000);
    const told = await owner.query(
      "select count(*)::int as n from messages where kind = 'payment_corrected' and subject_id = $1",
      [paymentId],
    );
    expect(told.rows).toEqual([{ n: 1 }]);
    const entry = await owner.query(
      "select effective_on::text as on, reverses_id is not null as names from journal_entries where subject_id = $1 and kind = 'payment_reversed'",
      [paymentId],
    );
    expect(entry.rows).toEqual([{ on: addDays(lease.today, -1), names: true }]);
    await expect(
      within(lease, (tx) => correctPayment(tx, { ...voiding, changes: { amountCents: cents(1_000) } })),
    ).rejects.toMatchObject({ code: 'not_possible' });
  });

  test('corrected to an earlier date takes back the late fee that it makes wrong', async () => {
    const lease = await givenLease(database);
    const dueOn = addDays(lease.today, -10);
    await charge(lease, 'rent', 185_000, dueOn);
    const feeRule = { first_chargeable_on: addDays(dueOn, 6), due_on: dueOn };
    await charge(lease, 'late_fee', 5_000, addDays(dueOn, 6), feeRule);
    const late = await takeCash(lease, 185_000);
    expect(await owed(lease)).toBe(5_000);
    await within(lease, (tx) =>
      correctPayment(tx, {
        organizationId: lease.organizationId,
        paymentId: late,
        reason: 'it lay in the box since the 3rd day',
        actor: 'usr_1',
        now,
        changes: { effectiveOn: addDays(dueOn, 3) },
      }),
    );
    expect(await owed(lease)).toBe(0);
    expect(await balance(lease)).toBe(0);
  });
});
