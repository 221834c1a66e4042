import pg from 'pg';
import { cardFeeSentence } from '../../domain/autopay-authorization';
import { addDays, parsePeriod } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { addCharge } from '../../store/charges/add-charge';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { postCharges } from '../../store/charges/post-charges';
import { takeBackByHand } from '../../store/charges/take-back-by-hand';
import { type Database, inOrganization, openDatabase, type Transaction } from '../../store/database';
import { readLedger } from '../../store/ledger/read-ledger';
import { holdAutopay, liftHold } from '../../store/mandates/hold-autopay';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { noticePage } from '../../store/mandates/upcoming-debits';
import { newId } from '../../store/new-id';
import { makeDefaultMethod, removePaymentMethod } from '../../store/payment-methods/manage-payment-methods';
import { savePaymentMethod } from '../../store/payment-methods/save-payment-method';
import { assertMayPresent } from '../../store/payments/assert-may-present';
import { setCardFeePolicy } from '../../store/payments/card-fee-policy';
import { correctPayment } from '../../store/payments/correct-payment';
import { createPayment, type WantedPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { setAccepting } from '../../store/payments/set-accepting';
import { startCollectionPayment } from '../../store/payments/start-collection-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { createPresentment } from '../../store/presentments/create-presentment';
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
const LINK_KEY = Buffer.alloc(32, 9);

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
    const late_fee = { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } };
    const lease = await givenLease(database, { terms: { late_fee } });
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

describe('days that cannot be', () => {
  const params = (name: string) => ({ code: 'invalid_request', params: [expect.objectContaining({ name })] });

  test('are refused of what is charged by hand, and so is every day on a lease that nobody has signed', async () => {
    const lease = await givenLease(database);
    const add = (dueOn: string, { organizationId, leaseId } = lease) => {
      const fee = { kind: 'other', label: 'Key', amountCents: cents(5_000), dueOn: dueOn as never } as const;
      return within(lease, (tx) => addCharge(tx, { organizationId, leaseId, ...fee, actor: 'usr_1', now }));
    };
    const { startsOn } = await within(lease, (tx) => tx.lease.findUniqueOrThrow({ where: { id: lease.leaseId } }));
    const first = startsOn.toISOString().slice(0, 10) as never;
    for (const day of ['1950-01-01', addDays(first, -1), addDays(lease.today, 367), '2999-01-01']) {
      await expect(add(day)).rejects.toMatchObject(params('due_on'));
    }
    expect(await owed(lease)).toBe(0);
    await add(first);
    await add(addDays(lease.today, 360));
    expect(await owed(lease)).toBe(10_000);
    for (const status of ['draft', 'out_for_signature']) {
      const unsigned = await givenLease(database, { organizationId: lease.organizationId, status });
      await expect(add(unsigned.today, unsigned)).rejects.toMatchObject({ code: 'not_possible' });
    }
  });

  test('are refused of what was paid, also where it is corrected to one', async () => {
    const lease = await givenLease(database, { startsOn: addDays(givenToday(), -30) });
    await expect(takeCash(lease, 1_000, '1950-01-01')).rejects.toMatchObject(params('effective_on'));
    await expect(takeCash(lease, 1_000, addDays(lease.today, -125))).rejects.toMatchObject(params('effective_on'));
    const paymentId = await takeCash(lease, 1_000, addDays(lease.today, -100));
    const correction = { organizationId: lease.organizationId, paymentId, reason: 'typo', actor: 'usr_1', now };
    const changes = { effectiveOn: '1926-11-01' as never };
    await expect(within(lease, (tx) => correctPayment(tx, { ...correction, changes }))).rejects.toMatchObject(
      params('effective_on'),
    );
    expect(await balance(lease)).toBe(-1_000);
  });
});

const givenToday = () => new Date(now.getTime()).toISOString().slice(0, 10) as never;

describe('a charge that a debit asks for', () => {
  test('is not taken back before anybody knows what came of the debit; once it is in transit, voiding it makes credit', async () => {
    const lease = await givenLease(database);
    const chargeId = await charge(lease, 'rent', 185_000);
    await autopayOn(lease, 'us_bank_account');
    const verdict = await collect(lease);
    const paymentId = verdict.kind === 'present' ? verdict.paymentId : '';
    const { organizationId, today: on } = lease;
    const back = (how: 'void' | 'waive') =>
      within(lease, (tx) =>
        takeBackByHand(tx, { organizationId, chargeId, how, reason: 'x', actor: 'usr_1', on, now }),
      );
    await expect(back('void')).rejects.toMatchObject({ code: 'conflict' });
    await report(lease, paymentId, { kind: 'unknown' });
    await expect(back('void')).rejects.toMatchObject({ code: 'conflict' });
    await expect(back('waive')).rejects.toMatchObject({ code: 'conflict' });
    expect(await owed(lease)).toBe(185_000);
    await report(lease, paymentId, { kind: 'processing', vendorRef: `pi_${paymentId}` });
    await expect(back('waive')).rejects.toMatchObject({ code: 'not_possible' });
    await back('void');
    expect(await owed(lease)).toBe(0);
    expect(await account(lease, 'tenant_credit')).toBe(-185_000);
    await report(lease, paymentId, declined);
    expect(await owed(lease)).toBe(0);
    expect(await balance(lease)).toBe(0);
  });
});

async function storedMethod(lease: GivenLease, kind: 'card' | 'us_bank_account'): Promise<string> {
  const { organizationId, tenantId } = lease;
  const vendorRef = `pm_${newId('paymentMethod')}`;
  const method = { organizationId, tenantId, kind, vendorRef, customerRef: 'cus_1', brand: null, last4: '4242' };
  return within(lease, (tx) => savePaymentMethod(tx, { ...method, expiresOn: null }));
}

async function autopayOn(
  lease: GivenLease,
  kind: 'card' | 'us_bank_account',
  at = now,
  authorization = 'I authorize it.',
): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const paymentMethodId = await storedMethod(lease, kind);
  const given = { organizationId, leaseId, tenantId, paymentMethodId, authorization };
  await within(lease, (tx) => turnAutopayOn(tx, { ...given, ip: null, userAgent: null, authorizedAt: at }));
  return paymentMethodId;
}

function collect(lease: GivenLease, at = now, period = lease.period) {
  const { organizationId, leaseId } = lease;
  const step = { organizationId, leaseId, period, workflowId: `rent-collection/${leaseId}/${period}` };
  return within(lease, (tx) => startCollectionPayment(tx, { ...step, linkKey: LINK_KEY, now: at }));
}

type Wish = Partial<WantedPayment>;

async function pay(lease: GivenLease, wish: Wish = {}) {
  const { organizationId, leaseId, tenantId } = lease;
  const by = { kind: 'hosted', method: 'us_bank_account' } as const;
  const wanted = { organizationId, leaseId, tenantId, amountCents: 'all', by, actor: tenantId, now, ...wish } as const;
  const { paymentId } = await within(lease, (tx) => createPayment(tx, wanted));
  return paymentRow(paymentId);
}

async function paymentRow(id: string) {
  const { rows } = await owner.query<{ id: string; amount: number; fee: number; status: string }>(
    'select id, amount_cents::int as amount, fee_cents::int as fee, status from payments where id = $1',
    [id],
  );
  if (rows[0] === undefined) throw new Error('There is no such payment.');
  return rows[0];
}

function report(lease: GivenLease, paymentId: string, outcome: PaymentOutcome) {
  const { organizationId } = lease;
  return within(lease, (tx) => recordOutcome(tx, { organizationId, paymentId, outcome, now }));
}

async function account(lease: GivenLease, name: string): Promise<number> {
  const { rows } = await owner.query<{ sum: number }>(
    'select coalesce(sum(amount_cents), 0)::int as sum from postings where lease_id = $1 and account = $2',
    [lease.leaseId, name],
  );
  return rows[0]?.sum ?? 0;
}

async function messages(lease: GivenLease, kind: string) {
  const { rows } = await owner.query<{ variables: Record<string, unknown> }>(
    'select variables from messages where organization_id = $1 and kind = $2 order by id',
    [lease.organizationId, kind],
  );
  return rows.map(({ variables }) => variables);
}

const declined: PaymentOutcome = { kind: 'failed', failureCode: 'R01', message: 'not enough money' };

describe('credit is used first', () => {
  test('before autopay, a link’s payment and a charge by the landlord: only the rest is asked for', async () => {
    const byAutopay = await givenLease(database);
    await takeCash(byAutopay, 30_000);
    await charge(byAutopay, 'rent', 185_000);
    await autopayOn(byAutopay, 'us_bank_account');
    const verdict = await collect(byAutopay);
    expect(verdict.kind).toBe('present');
    expect((await paymentRow(verdict.kind === 'present' ? verdict.paymentId : '')).amount).toBe(155_000);

    const byLink = await givenLease(database);
    await takeCash(byLink, 30_000);
    await charge(byLink, 'rent', 185_000);
    expect((await pay(byLink)).amount).toBe(155_000);

    const byLandlord = await givenLease(database);
    await takeCash(byLandlord, 200_000);
    await charge(byLandlord, 'rent', 185_000);
    const paymentMethodId = await storedMethod(byLandlord, 'card');
    await expect(pay(byLandlord, { by: { kind: 'stored', paymentMethodId } })).rejects.toMatchObject({
      code: 'not_possible',
    });
    expect(await balance(byLandlord)).toBe(-15_000);
  });

  test('and what is paid too much becomes credit for the next charge', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 100_000);
    const { id } = await pay(lease, { amountCents: cents(150_000) });
    await report(lease, id, { kind: 'succeeded', vendorRef: `pi_${id}` });
    expect(await balance(lease)).toBe(-50_000);
    await charge(lease, 'parking', 20_000);
    await expect(pay(lease)).rejects.toMatchObject({ code: 'not_possible' });
    expect((await collect(lease)).kind).toBe('clear');
    expect(await balance(lease)).toBe(-30_000);
    expect(await owed(lease)).toBe(0);
  });
});

describe('parts of a payment', () => {
  test('are refused where the lease blocks them, or below its minimum', async () => {
    const blocked = await givenLease(database, { terms: { partial_payments: { policy: 'blocked' } } });
    await charge(blocked, 'rent', 185_000);
    await expect(pay(blocked, { amountCents: cents(184_999) })).rejects.toMatchObject({ code: 'not_possible' });
    expect((await pay(blocked, { amountCents: cents(185_000) })).amount).toBe(185_000);
    const partial_payments = { policy: 'minimum', minimum_cents: 50_000 };
    const least = await givenLease(database, { terms: { partial_payments } });
    await charge(least, 'rent', 185_000);
    await expect(pay(least, { amountCents: cents(49_999) })).rejects.toMatchObject({ code: 'not_possible' });
    expect((await pay(least, { amountCents: cents(50_000) })).amount).toBe(50_000);
    // What the landlord took by hand is true whatever the lease allows.
    await takeCash(least, 1_000);
  });
});

test('while a lease accepts no payments nothing is taken, autopay holds still, and both say so', async () => {
  const lease = await givenLease(database);
  await charge(lease, 'rent', 185_000);
  await autopayOn(lease, 'card');
  await pay(lease);
  const { organizationId, leaseId } = lease;
  const set = (accepting: boolean, reason: string | null) =>
    within(lease, (tx) => setAccepting(tx, { organizationId, leaseId, accepting, reason, actor: 'usr_1', now }));
  await set(false, 'an eviction is filed');
  await set(false, 'again');
  await expect(pay(lease)).rejects.toMatchObject({ code: 'not_possible' });
  await expect(takeCash(lease, 1_000)).rejects.toMatchObject({ code: 'not_possible' });
  expect(await collect(lease)).toEqual({ kind: 'not_accepting' });
  const told = await owner.query(
    "select workflow_type as type, payload->>'signal' as signal from commands where organization_id = $1 and kind = 'signal'",
    [organizationId],
  );
  expect(told.rows).toEqual(
    expect.arrayContaining([
      { type: 'rentCollection', signal: 'moneyChanged' },
      { type: 'payment', signal: 'checkoutChanged' },
    ]),
  );
  await set(true, null);
  expect((await events(lease)).filter((type) => type.startsWith('payments.'))).toEqual([
    'payments.stopped',
    'payments.resumed',
  ]);
  expect((await collect(lease)).kind).toBe('present');
});

describe('the fee of a card', () => {
  const policy = { bearer: 'tenant', basis_points: 300, fixed_cents: 30, except_states: [] } as const;
  const decide = (lease: GivenLease, on = lease.today) =>
    within(lease, (tx) =>
      setCardFeePolicy(tx, {
        organizationId: lease.organizationId,
        policy: { ...policy, except_states: [] },
        on,
        actor: 'usr_1',
      }),
    );

  test('goes to the bank with the payment, is an entry of its own, and comes back only with all of it', async () => {
    const lease = await givenLease(database);
    await decide(lease);
    await charge(lease, 'rent', 185_000);
    const paymentMethodId = await storedMethod(lease, 'card');
    const by = { kind: 'stored', paymentMethodId } as const;
    await expect(pay(lease, { by, shownFeeCents: cents(0) })).rejects.toMatchObject({ code: 'conflict' });
    const payment = await pay(lease, { by, shownFeeCents: cents(5_580) });
    expect(payment).toMatchObject({ amount: 185_000, fee: 5_580 });
    const { organizationId } = lease;
    const presentment = await within(lease, (tx) =>
      createPresentment(tx, { organizationId, paymentId: payment.id, paymentMethodId, now }),
    );
    expect(presentment.amountCents).toBe(190_580n);
    await report(lease, payment.id, { kind: 'succeeded', vendorRef: `pi_${payment.id}` });
    expect(await account(lease, 'card_fee_income')).toBe(-5_580);
    expect(await account(lease, 'undeposited_funds')).toBe(190_580);
    expect(await balance(lease)).toBe(0);
    const reversal = { code: 'fraudulent', meaning: 'the cardholder disputes it', blocksMethod: true };
    const reversed = { organizationId, paymentId: payment.id, ...reversal, now };
    await within(lease, (tx) => reversePayment(tx, reversed as Parameters<typeof reversePayment>[1]));
    expect(await account(lease, 'card_fee_income')).toBe(0);
    expect(await account(lease, 'undeposited_funds')).toBe(0);
    expect(await balance(lease)).toBe(185_000);
  });

  test('is nothing by bank account, nothing by an autopay that does not name it, and refused by a state', async () => {
    const lease = await givenLease(database);
    await decide(lease);
    await charge(lease, 'rent', 185_000);
    expect((await pay(lease)).fee).toBe(0);
    await autopayOn(lease, 'card');
    const verdict = await collect(lease);
    expect((await paymentRow(verdict.kind === 'present' ? verdict.paymentId : '')).fee).toBe(0);
    const agreed = await givenLease(database);
    await decide(agreed);
    await charge(agreed, 'rent', 185_000);
    await autopayOn(agreed, 'card', now, cardFeeSentence({ ...policy, except_states: [] }, 'es'));
    const asked = await collect(agreed);
    expect((await paymentRow(asked.kind === 'present' ? asked.paymentId : '')).fee).toBe(5_580);
    const forbidden = await givenLease(database, { state: 'CT' });
    await expect(decide(forbidden)).rejects.toMatchObject({ code: 'rule_forbids', rule: { confidence: 'quoted' } });
    const warned = await givenLease(database, { state: 'ME' });
    expect((await decide(warned)).warnings).toHaveLength(1);
  });
});

describe('stopping and pausing autopay', () => {
  // Rent due on Tuesday, December 1, 2026; the last day to stop it is Wednesday, November 25.
  const at = (text: string) => new Date(`${text}T18:00:00Z`);
  const zone = 'America/New_York';
  async function dueInDecember(): Promise<GivenLease> {
    const lease = await givenLease(database, { zone, dueDay: 1, startsOn: '2026-01-01' }, at('2026-11-10').getTime());
    await autopayOn(lease, 'us_bank_account', at('2026-11-10'));
    return lease;
  }
  const hold = (lease: GivenLease, when: Date, period = '2026-12', kind: 'stop' | 'pause' = 'stop') =>
    within(lease, (tx) =>
      holdAutopay(tx, {
        organizationId: lease.organizationId,
        leaseId: lease.leaseId,
        period: parsePeriod(period),
        kind,
        actor: lease.tenantId,
        now: when,
      }),
    );

  test('three business days before is in time, a day later it is tried without a promise; the month after goes on', async () => {
    const early = await dueInDecember();
    expect(await hold(early, at('2026-11-25'))).toEqual({ debitOn: '2026-12-01', inTime: true });
    expect(await hold(early, at('2026-11-26'))).toEqual({ debitOn: '2026-12-01', inTime: true });
    await charge(early, 'rent', 185_000, '2026-12-01');
    expect(await collect(early, at('2026-12-01'), '2026-12')).toEqual({ kind: 'no_autopay' });
    expect(await messages(early, 'autopay_held')).toEqual([expect.objectContaining({ inTime: true, paused: false })]);

    const late = await dueInDecember();
    expect(await hold(late, at('2026-11-26'), '2026-12', 'pause')).toEqual({ debitOn: '2026-12-01', inTime: false });
    expect(await messages(late, 'autopay_held')).toEqual([expect.objectContaining({ inTime: false, paused: true })]);
    await charge(late, 'rent', 185_000, '2026-12-01');
    expect((await collect(late, at('2026-12-01'), '2026-12')).kind).toBe('no_autopay');
    await takeCash(late, 185_000);
    await charge(late, 'rent', 185_000, '2027-01-01');
    expect((await collect(late, at('2027-01-01'), '2027-01')).kind).toBe('present');
  });

  test('what is with the bank already is refused, a lifted hold asks again, and strange months are refused', async () => {
    const lease = await dueInDecember();
    await hold(lease, at('2026-11-20'));
    const { organizationId, leaseId } = lease;
    const lift = { organizationId, leaseId, period: parsePeriod('2026-12'), actor: 'usr_1', now };
    await within(lease, (tx) => liftHold(tx, lift));
    await charge(lease, 'rent', 185_000, '2026-12-01');
    expect((await collect(lease, at('2026-12-01'), '2026-12')).kind).toBe('present');
    await expect(hold(lease, at('2026-12-01'))).rejects.toMatchObject({ code: 'conflict' });
    await expect(hold(lease, at('2026-12-01'), '2026-11')).rejects.toMatchObject({ code: 'not_possible' });
    await expect(hold(lease, at('2026-12-01'), '2028-01')).rejects.toMatchObject({ code: 'not_possible' });
    const without = await givenLease(database, { zone });
    await expect(hold(without, at('2026-11-20'))).rejects.toMatchObject({ code: 'not_possible' });
  });
});

describe('the notice of a changed amount', () => {
  const zone = 'America/New_York';
  const at = (date: string) => new Date(`${date}T18:00:00Z`);
  async function stepping(steps: { effective_on: string; rent_cents: number }[]): Promise<GivenLease> {
    const terms = { zone, dueDay: 1, startsOn: '2026-01-01', paymentSchedule: { rent_steps: steps } };
    const lease = await givenLease(database, terms, at('2026-10-20').getTime());
    await autopayOn(lease, 'us_bank_account', at('2026-10-20'));
    return lease;
  }
  const run = (lease: GivenLease, date: string) =>
    within(lease, (tx) =>
      noticePage(tx, {
        organizationId: lease.organizationId,
        zone,
        today: date as never,
        afterMandateId: '',
        size: 50,
        linkKey: LINK_KEY,
        now: at(date),
      }),
    );

  test('goes out ten days before or earlier, once, and the debit is then the new amount', async () => {
    const lease = await stepping([{ effective_on: '2026-12-01', rent_cents: 190_000 }]);
    expect((await run(lease, '2026-11-15')).sent).toBe(0);
    expect((await run(lease, '2026-11-16')).sent).toBe(1);
    expect((await run(lease, '2026-11-17')).sent).toBe(0);
    expect(await messages(lease, 'autopay_amount')).toEqual([
      expect.objectContaining({
        amountCents: 190_000,
        usualCents: 185_000,
        debitOn: '2026-12-01',
        stopBy: '2026-11-25',
      }),
    ]);
    await charge(lease, 'rent', 190_000, '2026-12-01');
    const verdict = await collect(lease, at('2026-12-01'), '2026-12');
    expect((await paymentRow(verdict.kind === 'present' ? verdict.paymentId : '')).amount).toBe(190_000);
  });

  test('is not sent for the usual amount, nor when it would be late; then only the usual amount is taken', async () => {
    const same = await stepping([]);
    for (const date of ['2026-11-16', '2026-11-21']) expect((await run(same, date)).sent).toBe(0);
    const late = await stepping([{ effective_on: '2026-12-01', rent_cents: 190_000 }]);
    expect((await run(late, '2026-11-22')).sent).toBe(0);
    await charge(late, 'rent', 190_000, '2026-12-01');
    const verdict = await collect(late, at('2026-12-01'), '2026-12');
    const paymentId = verdict.kind === 'present' ? verdict.paymentId : '';
    expect((await paymentRow(paymentId)).amount).toBe(185_000);
    // The payer is told of the rest at once, and it waits its ten days.
    expect(await messages(late, 'autopay_amount')).toEqual([
      expect.objectContaining({ amountCents: 190_000, debitOn: '2026-12-11' }),
    ]);
    await report(late, paymentId, { kind: 'succeeded', vendorRef: `pi_${paymentId}` });
    expect(await collect(late, at('2026-12-05'), '2026-12')).toMatchObject({ kind: 'wait' });
    const rest = await collect(late, at('2026-12-11'), '2026-12');
    expect((await paymentRow(rest.kind === 'present' ? rest.paymentId : '')).amount).toBe(5_000);
  });
});

describe('stored ways to pay', () => {
  test('the first is the default, another can be, and removing one ends what it paid', async () => {
    const lease = await givenLease(database);
    const first = await autopayOn(lease, 'card');
    const second = await storedMethod(lease, 'us_bank_account');
    const { organizationId, tenantId } = lease;
    const wish = { organizationId, tenantId, actor: tenantId, now };
    const methods = async () => {
      const { rows } = await owner.query(
        'select id, status, is_default from payment_methods where tenant_id = $1 order by id',
        [tenantId],
      );
      return rows;
    };
    expect(await methods()).toEqual([
      { id: first, status: 'active', is_default: true },
      { id: second, status: 'active', is_default: false },
    ]);
    await within(lease, (tx) => makeDefaultMethod(tx, { ...wish, paymentMethodId: second }));
    await within(lease, (tx) => makeDefaultMethod(tx, { ...wish, paymentMethodId: first }));
    await within(lease, (tx) => removePaymentMethod(tx, { ...wish, paymentMethodId: first }));
    await within(lease, (tx) => removePaymentMethod(tx, { ...wish, paymentMethodId: first }));
    expect(await methods()).toEqual([
      { id: first, status: 'removed', is_default: false },
      { id: second, status: 'active', is_default: true },
    ]);
    expect(await messages(lease, 'autopay_off')).toEqual([
      expect.objectContaining({ reason: 'its way to pay was removed' }),
    ]);
    await expect(
      within(lease, (tx) => removePaymentMethod(tx, { ...wish, tenantId: 'ten_other', paymentMethodId: second })),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('one that the bank is working with is not removed', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    const paymentMethodId = await autopayOn(lease, 'us_bank_account');
    await collect(lease);
    const wish = { organizationId: lease.organizationId, paymentMethodId, actor: 'usr_1', now };
    await expect(within(lease, (tx) => removePaymentMethod(tx, wish))).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the cap on presentments', () => {
  test('used up by autopay holds for a link, a landlord’s click and a newer month’s autopay', async () => {
    const lease = await givenLease(database);
    const before = addDays(lease.today, -40);
    const older = before.slice(0, 7);
    await charge(lease, 'rent', 185_000, before);
    const paymentMethodId = await autopayOn(lease, 'us_bank_account', new Date(now.getTime() - 60 * 86_400_000));
    for (let attempt = 1, at = now; attempt <= 3; attempt += 1) {
      const waiting = await collect(lease, at, older);
      if (waiting.kind === 'wait') at = new Date(waiting.untilMs);
      const verdict = waiting.kind === 'wait' ? await collect(lease, at, older) : waiting;
      const presented = verdict.kind === 'present' ? verdict.paymentId : '';
      await report(lease, presented, declined);
    }
    const { organizationId, leaseId } = lease;
    const presenting = { organizationId, leaseId, paymentMethodId, now };
    await expect(within(lease, (tx) => assertMayPresent(tx, presenting))).rejects.toMatchObject({
      code: 'presentment_cap',
      rule: { source: 'Nacha' },
    });
    // The newer month's autopay asks for its own rent only: the older one's tries are used up.
    await charge(lease, 'rent', 185_000);
    const verdict = await collect(lease);
    expect((await paymentRow(verdict.kind === 'present' ? verdict.paymentId : '')).amount).toBe(185_000);
    expect(await owed(lease)).toBe(370_000);
    await expect(within(lease, (tx) => assertMayPresent(tx, presenting))).rejects.toMatchObject({
      code: expect.stringMatching(/presentment_cap|conflict/),
    });
  });

  test('a debit that nobody knows the fate of keeps a payer from paying twice on a page', async () => {
    const lease = await givenLease(database);
    await charge(lease, 'rent', 185_000);
    await autopayOn(lease, 'us_bank_account');
    const verdict = await collect(lease);
    await report(lease, verdict.kind === 'present' ? verdict.paymentId : '', { kind: 'unknown' });
    await expect(pay(lease)).rejects.toMatchObject({ code: 'conflict' });
  });
});
