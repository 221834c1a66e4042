import fc from 'fast-check';
import pg from 'pg';
import { addDays } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { chargePosted } from '../../domain/ledger';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { postCharges } from '../../store/charges/post-charges';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { type Database, inOrganization, openDatabase, sqlInOrganization } from '../../store/database';
import { postEntries } from '../../store/ledger/post-entries';
import { readLedger } from '../../store/ledger/read-ledger';
import { newId } from '../../store/new-id';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { createPresentment } from '../../store/presentments/create-presentment';
import { replacePresentment } from '../../store/presentments/replace-presentment';
import { overPg, overPrisma } from '../../store/sql-runner';
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

function charge(
  lease: GivenLease,
  kind: ChargeKind,
  amountCents: number,
  dueOn: string = lease.today,
  rule: object = {},
) {
  return inOrganization(database, lease.organizationId, async (tx) => {
    const [posted] = await postCharges(overPrisma(tx), lease.organizationId, [
      {
        leaseId: lease.leaseId,
        kind,
        item: kind === 'rent' ? dueOn : newId('charge'),
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

async function storedMethod(lease: GivenLease, kind: 'card' | 'us_bank_account'): Promise<string> {
  const id = newId('paymentMethod');
  const { organizationId, tenantId } = lease;
  await inOrganization(database, organizationId, (tx) =>
    tx.paymentMethod.create({
      data: { id, organizationId, tenantId, kind, vendorRef: `pm_${id}`, customerRef: 'cus_1', last4: '4242' },
    }),
  );
  return id;
}

function pay(lease: GivenLease, paymentMethodId: string, amountCents: number): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const by = { kind: 'stored', paymentMethodId } as const;
  const wanted = {
    organizationId,
    leaseId,
    tenantId,
    amountCents: cents(amountCents),
    by,
    actor: 'usr_1',
    now: new Date(),
  };
  return inOrganization(database, organizationId, async (tx) => (await createPayment(tx, wanted)).paymentId);
}

function present(lease: GivenLease, paymentId: string, paymentMethodId: string) {
  const { organizationId } = lease;
  return inOrganization(database, organizationId, (tx) =>
    createPresentment(tx, { organizationId, paymentId, paymentMethodId, now: new Date() }),
  );
}

function report(lease: GivenLease, paymentId: string, outcome: PaymentOutcome) {
  const { organizationId } = lease;
  return inOrganization(database, organizationId, (tx) =>
    recordOutcome(tx, { organizationId, paymentId, outcome, now: new Date() }),
  );
}

async function owed({ organizationId, leaseId }: GivenLease): Promise<number> {
  return inOrganization(database, organizationId, async (tx) =>
    totalOpen(await openCharges(overPrisma(tx), organizationId, leaseId)),
  );
}

async function account(lease: GivenLease, name: string): Promise<number> {
  const { rows } = await owner.query<{ sum: string }>(
    'select coalesce(sum(amount_cents), 0)::text as sum from postings where lease_id = $1 and account = $2',
    [lease.leaseId, name],
  );
  return Number(rows[0]?.sum);
}

const failed: PaymentOutcome = { kind: 'failed', failureCode: 'insufficient_funds', message: 'no' };
const settled = <T>(results: PromiseSettledResult<T>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length;

describe('the cap on presentments', () => {
  test.each([
    ['card', 4],
    ['us_bank_account', 3],
  ] as const)('holds for a %s over every path: %i and no more', async (kind, most) => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const method = await storedMethod(lease, kind);
    for (let attempt = 1; attempt <= most; attempt += 1) {
      const paymentId = await pay(lease, method, 185_000);
      expect(await present(lease, paymentId, method)).toMatchObject({ attempt });
      await report(lease, paymentId, failed);
    }
    const other = await pay(lease, await storedMethod(lease, kind), 185_000);
    await expect(present(lease, other, method)).rejects.toMatchObject({ code: 'presentment_cap' });
    // The database says the same to whoever forgets to ask.
    const insert = `insert into presentments (id, organization_id, payment_id, lease_id, obligation, payment_method_id, method_kind, amount_cents, presented_at)
      select $1, organization_id, id, lease_id, obligation, $2, $3, amount_cents, now() from payments where id = $4`;
    await expect(owner.query(insert, [newId('presentment'), method, kind, other])).rejects.toThrow('presentments_cap');
  });

  test('lets one through of many that race, and never two at a time', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const method = await storedMethod(lease, 'card');
    const all = await Promise.all(Array.from({ length: 8 }, () => pay(lease, method, 185_000)));
    const results = await Promise.allSettled(all.map((paymentId) => present(lease, paymentId, method)));
    expect(settled(results)).toBe(1);
    const { rows } = await owner.query('select attempt from presentments where lease_id = $1', [lease.leaseId]);
    expect(rows).toEqual([{ attempt: 1 }]);
  });

  test('does not count what the vendor never received', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const method = await storedMethod(lease, 'us_bank_account');
    const paymentId = await pay(lease, method, 185_000);
    let { id } = await present(lease, paymentId, method);
    const { organizationId } = lease;
    for (let lost = 0; lost < 5; lost += 1) {
      await report(lease, paymentId, { kind: 'unknown' });
      const presentmentId = id;
      const next = await inOrganization(database, organizationId, (tx) =>
        replacePresentment(tx, { organizationId, presentmentId, now: new Date() }),
      );
      expect(next.presentmentId).not.toBe(id);
      id = next.presentmentId;
    }
    const { rows } = await owner.query(
      "select attempt from presentments where lease_id = $1 and status <> 'abandoned'",
      [lease.leaseId],
    );
    expect(rows).toEqual([{ attempt: 1 }]);
  });

  test('money that arrives for an abandoned presentment is a payment of its own, once', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const method = await storedMethod(lease, 'card');
    const paymentId = await pay(lease, method, 185_000);
    const { id: presentmentId } = await present(lease, paymentId, method);
    const { organizationId } = lease;
    await report(lease, paymentId, { kind: 'unknown' });
    await inOrganization(database, organizationId, (tx) =>
      replacePresentment(tx, { organizationId, presentmentId, now: new Date() }),
    );
    const late = { kind: 'succeeded', vendorRef: 'pi_late' } as const;
    for (let times = 0; times < 2; times += 1) {
      await inOrganization(database, organizationId, (tx) =>
        recordOutcome(tx, { organizationId, paymentId, presentmentId, outcome: late, now: new Date() }),
      );
    }
    expect(await owed(lease)).toBe(0);
    expect(await account(lease, 'undeposited_funds')).toBe(185_000);
  });
});

describe('outcomes', () => {
  const orders: PaymentOutcome['kind'][][] = [
    ['processing', 'succeeded'],
    ['succeeded', 'processing'],
    ['unknown', 'succeeded', 'succeeded'],
    ['processing', 'processing', 'unknown', 'succeeded', 'failed'],
  ];
  test.each(orders.map((order) => [order.join(', '), order] as const))(
    'told as %s lead to one receipt of the money',
    async (_words, order) => {
      const lease = await givenLease(database);
      await charge(lease, 'rent', 185_000);
      const method = await storedMethod(lease, 'us_bank_account');
      const paymentId = await pay(lease, method, 185_000);
      await present(lease, paymentId, method);
      const vendorRef = `pi_${paymentId}`;
      const outcomes = {
        unknown: { kind: 'unknown' },
        processing: { kind: 'processing', vendorRef },
        succeeded: { kind: 'succeeded', vendorRef },
        failed,
        canceled: { kind: 'canceled' },
      } as const;
      for (const kind of order) await report(lease, paymentId, outcomes[kind]);
      expect(await owed(lease)).toBe(0);
      expect(await account(lease, 'undeposited_funds')).toBe(185_000);
      expect(await account(lease, 'in_transit')).toBe(0);
      const messages = await owner.query("select 1 from messages where subject_id = $1 and kind = 'receipt'", [
        paymentId,
      ]);
      expect(messages.rowCount).toBe(1);
    },
  );

  test('many reports of the same at once are one', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const method = await storedMethod(lease, 'card');
    const paymentId = await pay(lease, method, 185_000);
    await present(lease, paymentId, method);
    await Promise.all(
      Array.from({ length: 6 }, () => report(lease, paymentId, { kind: 'succeeded', vendorRef: `pi_${paymentId}` })),
    );
    expect(await account(lease, 'undeposited_funds')).toBe(185_000);
  });
});

describe('the ledger', () => {
  test('2,000 racing posts on 50 keys leave 50 entries; other amounts under a key are refused', async () => {
    const lease = await givenLease(database);
    const entryOf = (key: number) => ({
      idempotencyKey: `race/${key}`,
      entry: chargePosted({
        leaseId: lease.leaseId,
        chargeId: `chg_${key}`,
        kind: 'rent',
        amountCents: cents(100 + key),
      }),
      description: 'Race',
      effectiveOn: lease.today,
      leaseId: lease.leaseId,
    });
    const post = (from: number) =>
      sqlInOrganization(database, lease.organizationId, (client) =>
        postEntries(
          overPg(client),
          lease.organizationId,
          Array.from({ length: 10 }, (_, i) => entryOf((from + i) % 50)).sort((a, b) =>
            a.idempotencyKey < b.idempotencyKey ? -1 : 1,
          ),
        ),
      );
    const results = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => post(i * 7)));
    expect(settled(results)).toBe(200);
    const { rows } = await owner.query('select count(*)::int as n from journal_entries where lease_id = $1', [
      lease.leaseId,
    ]);
    expect(rows).toEqual([{ n: 50 }]);
    const wrong = { ...entryOf(1), effectiveOn: addDays(lease.today, 1) };
    await expect(
      sqlInOrganization(database, lease.organizationId, (client) =>
        postEntries(overPg(client), lease.organizationId, [wrong]),
      ),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  test('an entry that does not balance, a change and an emptying are refused by the database', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 1_000);
    await expect(owner.query('update postings set amount_cents = 1')).rejects.toThrow('append-only');
    await expect(owner.query('delete from journal_entries')).rejects.toThrow('append-only');
    await expect(owner.query('truncate postings')).rejects.toThrow('append-only');
    const half = `with e as (insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on)
      values ('je_half', $1, 'half', '', 'charge_posted', 'half', current_date) returning id)
      insert into postings (id, organization_id, entry_id, account, amount_cents) select 'pst_half', $1, id, 'receivable', 5 from e`;
    await expect(owner.query(half, [lease.organizationId])).rejects.toThrow(/balance|postings/);
  });

  test('after any sequence of charges, payments, returns and corrections: Σ = 0 and what is owed is what the books say', async () => {
    const command = fc.record({
      what: fc.constantFrom('rent', 'fee', 'cash', 'card', 'bank', 'return', 'void', 'waive'),
      amount: fc.integer({ min: 100, max: 300_000 }),
      pick: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 14 }), async (commands) => {
        const lease = await givenLease(database);
        const [card, bank] = [await storedMethod(lease, 'card'), await storedMethod(lease, 'us_bank_account')];
        const done = { charges: [] as string[], payments: [] as string[] };
        for (const [index, { what, amount, pick }] of commands.entries()) {
          await carryOut(lease, { what, amount, pick, index, card, bank }, done);
        }
        const { rows } = await owner.query<{ sum: string }>(
          'select coalesce(sum(amount_cents), 0)::text as sum from postings where organization_id = $1',
          [lease.organizationId],
        );
        expect(rows[0]?.sum).toBe('0');
        expect(await account(lease, 'receivable')).toBe(await owed(lease));
        const ledger = await inOrganization(database, lease.organizationId, (tx) =>
          readLedger(tx, { organizationId: lease.organizationId, leaseId: lease.leaseId, limit: 100 }),
        );
        expect(ledger.balanceCents).toBe(
          (await account(lease, 'receivable')) + (await account(lease, 'tenant_credit')),
        );
        expect(ledger.lines[0]?.balanceCents ?? 0).toBe(ledger.balanceCents);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

type Step = { what: string; amount: number; pick: number; index: number; card: string; bank: string };

async function carryOut(lease: GivenLease, step: Step, done: { charges: string[]; payments: string[] }): Promise<void> {
  const { organizationId, leaseId } = lease;
  const { what, amount, pick, index } = step;
  const amountCents = cents(amount);
  const now = new Date();
  const oneOf = (ids: string[]) => ids[pick % Math.max(ids.length, 1)];
  if (what === 'rent' || what === 'fee') {
    done.charges.push(await charge(lease, what === 'rent' ? 'rent' : 'other', amount, addDays(lease.today, -index)));
  } else if (what === 'cash') {
    const paid = {
      organizationId,
      leaseId,
      method: 'cash',
      amountCents,
      effectiveOn: lease.today,
      recordedBy: 'usr_1',
      now,
    } as const;
    done.payments.push(await inOrganization(database, organizationId, (tx) => recordOfflinePayment(tx, paid)));
  } else if (what === 'card' || what === 'bank') {
    const method = what === 'card' ? step.card : step.bank;
    const paymentId = await pay(lease, method, amount);
    const vendorRef = `pi_${paymentId}`;
    if (what === 'bank') await report(lease, paymentId, { kind: 'processing', vendorRef });
    await report(lease, paymentId, pick % 3 === 0 ? failed : { kind: 'succeeded', vendorRef });
    done.payments.push(paymentId);
  } else if (what === 'return') {
    const paymentId = oneOf(done.payments);
    if (paymentId === undefined) return;
    const why = { code: 'R01', meaning: 'there was not enough money in the account', now };
    await inOrganization(database, organizationId, (tx) =>
      reversePayment(tx, { organizationId, paymentId, ...why }),
    ).catch(expectRefusal('illegal_transition'));
  } else {
    const chargeId = oneOf(done.charges);
    if (chargeId === undefined) return;
    const back = {
      organizationId,
      chargeId,
      how: what === 'void' ? 'void' : 'waive',
      reason: 'test',
      actor: 'usr_1',
    } as const;
    await inOrganization(database, organizationId, (tx) => takeBackCharge(tx, { ...back, on: lease.today, now })).catch(
      expectRefusal('not_possible'),
    );
  }
}

const expectRefusal = (code: string) => (error: unknown) => {
  expect(error).toMatchObject({ code });
};

describe('a payment that comes late into the books', () => {
  test('undoes the late fee that it makes wrong', async () => {
    const lease = await givenLease(database);
    const dueOn = addDays(lease.today, -20);
    await charge(lease, 'rent', 185_000, dueOn);
    await charge(lease, 'late_fee', 5_000, addDays(dueOn, 6), {
      first_chargeable_on: addDays(dueOn, 6),
      due_on: dueOn,
    });
    const { organizationId, leaseId } = lease;
    const paid = {
      organizationId,
      leaseId,
      method: 'check',
      amountCents: cents(185_000),
      recordedBy: 'usr_1',
      now: new Date(),
    } as const;
    await inOrganization(database, organizationId, (tx) =>
      recordOfflinePayment(tx, { ...paid, effectiveOn: addDays(dueOn, 2) }),
    );
    expect(await owed(lease)).toBe(0);
    const fees = await owner.query("select void_reason from charges where lease_id = $1 and kind = 'late_fee'", [
      leaseId,
    ]);
    expect(fees.rows[0]?.void_reason).toContain('Less rent was late on its day');
  });

  test('may not lie in the future', async () => {
    const lease = await givenLease(database);
    const { organizationId, leaseId, today } = lease;
    const paid = {
      organizationId,
      leaseId,
      method: 'cash',
      amountCents: cents(100),
      recordedBy: 'usr_1',
      now: new Date(),
    } as const;
    await expect(
      inOrganization(database, organizationId, (tx) =>
        recordOfflinePayment(tx, { ...paid, effectiveOn: addDays(today, 1) }),
      ),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
