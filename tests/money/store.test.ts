import fc from 'fast-check';
import { addDays } from '../../domain/calendar';
import { chargePosted } from '../../domain/ledger';
import { sqlInOrganization } from '../../store/database';
import { postEntries } from '../../store/ledger/post-entries';
import { readLedger } from '../../store/ledger/read-ledger';
import { newId } from '../../store/new-id';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { replacePresentment } from '../../store/presentments/replace-presentment';
import { overPg } from '../../store/sql-runner';
import { ownDatabase } from '../data/support/own-database';
import { carryOut, failed } from './support/any-step';
import { Desk } from './support/desk';
import { cents, type GivenLease } from './support/given-lease';

const desk = new Desk(ownDatabase(8));

/** A lease that owes its rent, and a way to pay it. */
async function owing(kind: 'card' | 'us_bank_account') {
  const lease = await desk.lease();
  await desk.charge(lease, 'rent', 185_000);
  return { lease, method: await desk.storedMethod(lease, kind) };
}

/** Rent that is being presented. */
async function presented(kind: 'card' | 'us_bank_account') {
  const { lease, method } = await owing(kind);
  const paymentId = await desk.payWith(lease, method, 185_000);
  const { id: presentmentId } = await desk.present(lease, paymentId, method);
  return { lease, paymentId, presentmentId, vendorRef: `pi_${paymentId}` };
}

/** Gives up a presentment that the vendor never got. @returns the id of the one in its place */
async function replaced(lease: GivenLease, presentmentId: string): Promise<string> {
  const { organizationId } = lease;
  const next = await desk.within(lease, (tx) =>
    replacePresentment(tx, { organizationId, presentmentId, now: new Date() }),
  );
  expect(next.presentmentId).not.toBe(presentmentId);
  return next.presentmentId;
}

const settled = <T>(results: PromiseSettledResult<T>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length;

describe('the cap on presentments', () => {
  test.each([
    ['card', 4],
    ['us_bank_account', 3],
  ] as const)('holds for a %s over every path: %i and no more', async (kind, most) => {
    const { lease, method } = await owing(kind);
    for (let attempt = 1; attempt <= most; attempt += 1) {
      const paymentId = await desk.payWith(lease, method, 185_000);
      expect(await desk.present(lease, paymentId, method)).toMatchObject({ attempt });
      await desk.report(lease, paymentId, failed);
    }
    const other = await desk.payWith(lease, await desk.storedMethod(lease, kind), 185_000);
    await expect(desk.present(lease, other, method)).rejects.toMatchObject({ code: 'presentment_cap' });
    // The database says the same to whoever forgets to ask.
    const insert = `insert into presentments (id, organization_id, payment_id, lease_id, obligation, payment_method_id, method_kind, amount_cents, presented_at)
      select $1, organization_id, id, lease_id, obligation, $2, $3, amount_cents, now() from payments where id = $4`;
    await expect(desk.own.owner.query(insert, [newId('presentment'), method, kind, other])).rejects.toThrow(
      'presentments_cap',
    );
  });

  test.each([
    ['card', 4],
    ['us_bank_account', 3],
  ] as const)(
    'leaves a month in as many parts by %s as the payer likes: only tries that failed count, %i of them',
    async (kind, most) => {
      const { lease, method } = await owing(kind);
      const part = async (outcome: (vendorRef: string) => PaymentOutcome) => {
        const paymentId = await desk.payWith(lease, method, 20_000);
        await desk.present(lease, paymentId, method);
        await desk.report(lease, paymentId, outcome(`pi_${paymentId}`));
        return paymentId;
      };
      const comesThrough = (vendorRef: string) => ({ kind: 'succeeded', vendorRef }) as const;
      for (let week = 1; week <= 5; week += 1) await part(comesThrough);
      expect(await desk.owed(lease)).toBe(85_000);
      for (let attempt = 1; attempt < most; attempt += 1) await part(() => failed);
      const returned = await part(comesThrough);
      // What comes back is a try that failed: from now on it counts.
      const back = { organizationId: lease.organizationId, paymentId: returned, code: 'R01', meaning: 'no money' };
      await desk.within(lease, (tx) => reversePayment(tx, { ...back, now: desk.now }));
      await expect(part(comesThrough)).rejects.toMatchObject({ code: 'presentment_cap' });
    },
  );

  test('lets one through of many that race, and never two at a time', async () => {
    const { lease, method } = await owing('card');
    const all = await Promise.all(Array.from({ length: 8 }, () => desk.payWith(lease, method, 185_000)));
    const results = await Promise.allSettled(all.map((paymentId) => desk.present(lease, paymentId, method)));
    expect(settled(results)).toBe(1);
    const { rows } = await desk.own.owner.query('select attempt from presentments where lease_id = $1', [
      lease.leaseId,
    ]);
    expect(rows).toEqual([{ attempt: 1 }]);
  });

  test('does not count what the vendor never received', async () => {
    const { lease, paymentId, presentmentId } = await presented('us_bank_account');
    let id = presentmentId;
    for (let lost = 0; lost < 5; lost += 1) {
      await desk.report(lease, paymentId, { kind: 'unknown' });
      id = await replaced(lease, id);
    }
    const { rows } = await desk.own.owner.query(
      "select attempt from presentments where lease_id = $1 and status <> 'abandoned'",
      [lease.leaseId],
    );
    expect(rows).toEqual([{ attempt: 1 }]);
  });

  test('money that arrives for an abandoned presentment is a payment of its own, once', async () => {
    const { lease, paymentId, presentmentId } = await presented('card');
    const { organizationId } = lease;
    await desk.report(lease, paymentId, { kind: 'unknown' });
    await replaced(lease, presentmentId);
    const late = { kind: 'succeeded', vendorRef: 'pi_late' } as const;
    for (let times = 0; times < 2; times += 1) {
      await desk.within(lease, (tx) =>
        recordOutcome(tx, { organizationId, paymentId, presentmentId, outcome: late, now: new Date() }),
      );
    }
    expect(await desk.owed(lease)).toBe(0);
    expect(await desk.account(lease, 'undeposited_funds')).toBe(185_000);
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
      const { lease, paymentId, vendorRef } = await presented('us_bank_account');
      const outcomes = {
        unknown: { kind: 'unknown' },
        processing: { kind: 'processing', vendorRef },
        succeeded: { kind: 'succeeded', vendorRef },
        failed,
        canceled: { kind: 'canceled' },
      } as const;
      for (const kind of order) await desk.report(lease, paymentId, outcomes[kind]);
      expect(await desk.owed(lease)).toBe(0);
      expect(await desk.account(lease, 'undeposited_funds')).toBe(185_000);
      expect(await desk.account(lease, 'in_transit')).toBe(0);
      const messages = await desk.own.owner.query("select 1 from messages where subject_id = $1 and kind = 'receipt'", [
        paymentId,
      ]);
      expect(messages.rowCount).toBe(1);
    },
  );

  test('a debit of which the return is the first that is heard bears the lease’s fee for it, once', async () => {
    const lease = await desk.lease({ terms: { nsf_fee_cents: 2_500 } });
    await desk.charge(lease, 'rent', 185_000);
    const { id } = await desk.pay(lease);
    for (let times = 0; times < 2; times += 1) await desk.report(lease, id, failed);
    expect(await desk.owed(lease)).toBe(187_500);
  });

  test('many reports of the same at once are one', async () => {
    const { lease, paymentId, vendorRef } = await presented('card');
    await Promise.all(Array.from({ length: 6 }, () => desk.report(lease, paymentId, { kind: 'succeeded', vendorRef })));
    expect(await desk.account(lease, 'undeposited_funds')).toBe(185_000);
  });
});

describe('the ledger', () => {
  test('2,000 racing posts on 50 keys leave 50 entries; other amounts under a key are refused', async () => {
    const lease = await desk.lease();
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
      sqlInOrganization(desk.own.database, lease.organizationId, (client) =>
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
    const { rows } = await desk.own.owner.query('select count(*)::int as n from journal_entries where lease_id = $1', [
      lease.leaseId,
    ]);
    expect(rows).toEqual([{ n: 50 }]);
    const wrong = { ...entryOf(1), effectiveOn: addDays(lease.today, 1) };
    await expect(
      sqlInOrganization(desk.own.database, lease.organizationId, (client) =>
        postEntries(overPg(client), lease.organizationId, [wrong]),
      ),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  test('an entry that does not balance, a change and an emptying are refused by the database', async () => {
    const lease = await desk.lease();
    await desk.charge(lease, 'rent', 1_000);
    await expect(desk.own.owner.query('update postings set amount_cents = 1')).rejects.toThrow('append-only');
    await expect(desk.own.owner.query('delete from journal_entries')).rejects.toThrow('append-only');
    await expect(desk.own.owner.query('truncate postings')).rejects.toThrow('append-only');
    const half = `with e as (insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on)
      values ('je_half', $1, 'half', '', 'charge_posted', 'half', current_date) returning id)
      insert into postings (id, organization_id, entry_id, account, amount_cents) select 'pst_half', $1, id, 'receivable', 5 from e`;
    await expect(desk.own.owner.query(half, [lease.organizationId])).rejects.toThrow(/balance|postings/);
  });

  test('after any sequence of charges, payments, returns and corrections: Σ = 0 and what is owed is what the books say', async () => {
    const command = fc.record({
      what: fc.constantFrom('rent', 'fee', 'check', 'card', 'bank', 'return', 'void', 'waive'),
      amount: fc.integer({ min: 100, max: 300_000 }),
      pick: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 14 }), async (commands) => {
        const lease = await desk.lease();
        const [card, bank] = [
          await desk.storedMethod(lease, 'card'),
          await desk.storedMethod(lease, 'us_bank_account'),
        ];
        const done = { charges: [] as string[], payments: [] as string[] };
        for (const [index, { what, amount, pick }] of commands.entries()) {
          await carryOut(desk, lease, { what, amount, pick, index, card, bank }, done);
        }
        const { rows } = await desk.own.owner.query<{ sum: string }>(
          'select coalesce(sum(amount_cents), 0)::text as sum from postings where organization_id = $1',
          [lease.organizationId],
        );
        expect(rows[0]?.sum).toBe('0');
        expect(await desk.account(lease, 'receivable')).toBe(await desk.owed(lease));
        const ledger = await desk.within(lease, (tx) =>
          readLedger(tx, { organizationId: lease.organizationId, leaseId: lease.leaseId, limit: 100 }),
        );
        expect(ledger.balanceCents).toBe(
          (await desk.account(lease, 'receivable')) + (await desk.account(lease, 'tenant_credit')),
        );
        expect(ledger.lines[0]?.balanceCents ?? 0).toBe(ledger.balanceCents);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('a payment that comes late into the books', () => {
  test('undoes the late fee that it makes wrong', async () => {
    const lease = await desk.lease();
    const dueOn = addDays(lease.today, -20);
    await desk.charge(lease, 'rent', 185_000, dueOn);
    await desk.charge(lease, 'late_fee', 5_000, addDays(dueOn, 6), {
      first_chargeable_on: addDays(dueOn, 6),
      due_on: dueOn,
    });
    await desk.takeCheck(lease, 185_000, addDays(dueOn, 2));
    expect(await desk.owed(lease)).toBe(0);
    const fees = await desk.own.owner.query(
      "select void_reason from charges where lease_id = $1 and kind = 'late_fee'",
      [lease.leaseId],
    );
    expect(fees.rows[0]?.void_reason).toContain('Less rent was late on its day');
  });

  test('may not lie in the future', async () => {
    const lease = await desk.lease();
    await expect(desk.takeCheck(lease, 100, addDays(lease.today, 1))).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
