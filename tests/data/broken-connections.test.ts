import pg from 'pg';
import { cents } from '../../domain/money';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { inOrganization, openDatabase, type Transaction } from '../../store/database';
import { newId } from '../../store/new-id';
import { applyCredit } from '../../store/payments/apply-credit';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { createPresentment } from '../../store/presentments/create-presentment';
import { balances, charge, faultsOfBooks, type LetFlat, letFlat, NOW, RENT, TODAY } from './support/landlord';
import { ownDatabase, ownLandlord } from './support/own-database';

// Every step is repeated once for each of its statements.
jest.setTimeout(180_000);

const own = ownDatabase(3);
const landlord = ownLandlord(own);
let flat: LetFlat;
beforeEach(async () => {
  flat = await letFlat(landlord);
});
afterEach(async () => {
  expect(await faultsOfBooks(own.owner)).toEqual([]);
});

const MONEY_TABLES = [
  'charges',
  'payments',
  'presentments',
  'allocations',
  'journal_entries',
  'postings',
  'events',
  'commands',
  'messages',
  'payment_methods',
  'mandates',
];

async function everything(): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const table of MONEY_TABLES) {
    const rows = await own.rows<{ row: unknown }>(
      `select to_jsonb(t) as row from ${table} t where organization_id = $1 order by t.id`,
      [landlord.organizationId],
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

/**
 * A step that dies at each of its statements in turn: its connection is ended by the server after so many. Each time
 * nothing of it may be left; then it runs to its end.
 * @returns how often it was interrupted, and what it answered at last
 */
async function diesEverywhere<Result>(
  step: (tx: Transaction) => Promise<Result>,
): Promise<{ deaths: number; result: Result }> {
  const before = await everything();
  for (let statements = 1; statements < 80; statements += 1) {
    const outcome = await landlord
      .within(async (tx) => {
        const [own] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
        const result = await step(dying(tx, own?.pid ?? 0, statements));
        return { result };
      })
      .catch(() => 'died' as const);
    if (outcome !== 'died') return { deaths: statements - 1, result: outcome.result };
    expect(await everything()).toEqual(before);
  }
  throw new Error('the step never came to its end');
}

/** The transaction, whose connection the server ends before the given statement. */
function dying(tx: Transaction, pid: number, statements: number): Transaction {
  let left = statements;
  const count = async () => {
    left -= 1;
    if (left === 0) await own.owner.query('select pg_terminate_backend($1)', [pid]);
  };
  const counted = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(inner, name) {
        const value: unknown = Reflect.get(inner, name);
        if (typeof value === 'function')
          return async (...args: unknown[]) => {
            await count();
            return Reflect.apply(value, inner, args) as unknown;
          };
        return typeof value === 'object' && value !== null && typeof name === 'string' ? counted(value) : value;
      },
    });
  return counted(tx);
}

async function hosted(method: 'card' | 'us_bank_account'): Promise<string> {
  const wanted = { ...flat, amountCents: RENT, actor: 'test', now: NOW, by: { kind: 'hosted', method } } as const;
  return (await landlord.within((tx) => createPayment(tx, wanted))).paymentId;
}

function heard(paymentId: string, kind: 'processing' | 'succeeded') {
  return {
    organizationId: flat.organizationId,
    paymentId,
    outcome: { kind, vendorRef: `pi_${paymentId}` },
    now: NOW,
  } as const;
}

describe('a connection that breaks at any statement of a step leaves nothing half done, and the repeat does it once', () => {
  test('a charge is posted', async () => {
    const { deaths } = await diesEverywhere((tx) => charge(tx, flat));
    expect(deaths).toBeGreaterThanOrEqual(4);
    expect(await balances(own.owner, flat.leaseId)).toEqual({ receivable: RENT, rent_income: -RENT });
  });

  test('cash is recorded', async () => {
    await landlord.within((tx) => charge(tx, flat));
    const { organizationId, leaseId } = flat;
    const paid = {
      organizationId,
      leaseId,
      method: 'cash',
      amountCents: RENT,
      effectiveOn: TODAY,
      recordedBy: 'test',
      now: NOW,
    } as const;
    expect((await diesEverywhere((tx) => recordOfflinePayment(tx, paid))).deaths).toBeGreaterThan(8);
    expect(await balances(own.owner, leaseId)).toEqual({ undeposited_funds: RENT, rent_income: -RENT });
  });

  test('a payment is begun and presented', async () => {
    await landlord.within((tx) => charge(tx, flat));
    const wanted = {
      ...flat,
      amountCents: RENT,
      actor: 'test',
      now: NOW,
      by: { kind: 'stored', paymentMethodId: flat.card },
    } as const;
    const { result } = await diesEverywhere((tx) => createPayment(tx, wanted));
    const presented = {
      organizationId: flat.organizationId,
      paymentId: result.paymentId,
      paymentMethodId: flat.card,
      now: NOW,
    };
    await diesEverywhere((tx) => createPresentment(tx, presented));
    expect(await own.rows('select id from presentments where payment_id = $1', [result.paymentId])).toHaveLength(1);
  });

  test('a bank debit is on its way, arrives and is returned', async () => {
    await landlord.within((tx) => charge(tx, flat));
    const paymentId = await hosted('us_bank_account');
    await diesEverywhere((tx) => recordOutcome(tx, heard(paymentId, 'processing')));
    expect(await balances(own.owner, flat.leaseId)).toEqual({ in_transit: RENT, rent_income: -RENT });
    await diesEverywhere((tx) => recordOutcome(tx, heard(paymentId, 'succeeded')));
    expect(await balances(own.owner, flat.leaseId)).toEqual({ undeposited_funds: RENT, rent_income: -RENT });
    const reversal = {
      organizationId: flat.organizationId,
      paymentId,
      code: 'R02',
      meaning: 'account closed',
      now: NOW,
    };
    await diesEverywhere((tx) => reversePayment(tx, reversal));
    expect(await balances(own.owner, flat.leaseId)).toEqual({ receivable: RENT, rent_income: -RENT });
  });

  test('what was paid ahead pays, and a charge is taken back', async () => {
    const paymentId = await hosted('card');
    await landlord.within((tx) => recordOutcome(tx, heard(paymentId, 'succeeded')));
    const chargeId = await landlord.within((tx) => charge(tx, flat, { amountCents: cents(5_000) }));
    await diesEverywhere((tx) => applyCredit(tx, { ...flat, state: 'IL', on: TODAY }));
    expect(await balances(own.owner, flat.leaseId)).toEqual({
      undeposited_funds: RENT,
      tenant_credit: 5_000 - RENT,
      rent_income: -5_000,
    });
    const wanted = {
      organizationId: flat.organizationId,
      chargeId,
      how: 'void',
      reason: 'test',
      actor: 'test',
      on: TODAY,
      now: NOW,
    } as const;
    await diesEverywhere((tx) => takeBackCharge(tx, wanted));
    expect(await balances(own.owner, flat.leaseId)).toEqual({ undeposited_funds: RENT, tenant_credit: -RENT });
  });
});

test('a commit whose answer is lost may have happened: the repeat finds it done', async () => {
  await landlord.within((tx) => charge(tx, flat));
  const paymentId = await hosted('card');
  const report = () => landlord.within((tx) => recordOutcome(tx, heard(paymentId, 'succeeded')));
  expect(await report()).toMatchObject({ changed: true });
  expect(await report()).toMatchObject({ changed: false, status: 'succeeded' });
  expect(await own.rows('select id from journal_entries where subject_id = $1', [paymentId])).toHaveLength(1);
  expect(await own.rows('select id from messages where subject_id = $1', [paymentId])).toHaveLength(1);
});

test('when all connections are cut, the pools come back by themselves', async () => {
  const other = openDatabase(own.appUrl, 2);
  await inOrganization(other, landlord.organizationId, (tx) => tx.lease.count());
  await other.pool.query('select 1');
  const admin = new pg.Client({ connectionString: own.ownerUrl });
  await admin.connect();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tenure_app' and datname = current_database()",
  );
  await admin.end();
  const alive = async () => {
    await other.pool.query('select 1');
    await inOrganization(other, landlord.organizationId, (tx) => tx.lease.count());
  };
  // The first use may still meet a connection that does not know yet that it is dead.
  await alive()
    .catch(() => alive())
    .catch(() => alive());
  await landlord.within((tx) => charge(tx, flat, { item: newId('charge') }));
  await other.close();
});
