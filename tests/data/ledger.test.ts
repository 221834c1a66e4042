import { payoutArrived, reversalOf } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { type Database, openDatabase, sqlInOrganization } from '../../store/database';
import { type NewEntry, postEntries } from '../../store/ledger/post-entries';
import { overPg } from '../../store/sql-runner';
import { type Observed, observeDatabase } from './support/catalogue';
import { charge, faultsOfBooks, type Landlord, type LetFlat, letFlat, makeLandlord } from './support/landlord';

const CONNECTIONS = 16;
let observed: Observed;
let database: Database;
let landlord: Landlord;
let flat: LetFlat;

beforeAll(async () => {
  observed = await observeDatabase();
  database = openDatabase(observed.appUrl, CONNECTIONS);
  landlord = await makeLandlord(database);
  flat = await letFlat(landlord);
});
afterAll(async () => {
  await database.close();
  await observed.close();
});

function rent(key: string, amount = 1_000): NewEntry {
  const entry = payoutArrived(cents(amount));
  return { idempotencyKey: key, entry, description: 'Rent', effectiveOn: '2026-11-01', subjectId: key };
}

function post(...entries: NewEntry[]): Promise<Set<string>> {
  return sqlInOrganization(database, flat.organizationId, (client) =>
    postEntries(overPg(client), flat.organizationId, entries),
  );
}

/** Writes an entry past the store, as a mistaken statement would. */
async function write(id: string, amounts: number[], account = 'rent_income'): Promise<void> {
  await sqlInOrganization(database, flat.organizationId, async (client) => {
    await client.query(
      `insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on) values ($1, $2, $1, '', 'charge_posted', '', '2026-11-01')`,
      [id, flat.organizationId],
    );
    await addLines(client, id, amounts, account);
  });
}

async function addLines(
  client: { query(sql: string, values: unknown[]): Promise<unknown> },
  entryId: string,
  amounts: number[],
  account: string,
): Promise<void> {
  for (const [at, amount] of amounts.entries()) {
    await client.query(
      'insert into postings (id, organization_id, entry_id, account, amount_cents) values ($1, $2, $3, $4, $5)',
      [`${entryId}_${account}_${at}`, flat.organizationId, entryId, account, amount],
    );
  }
}

describe('an entry', () => {
  test.each([
    ['lines that do not sum to zero', [100, -99]],
    ['one line', [100]],
    ['one line of nothing', [0]],
    ['no line', []],
  ])('with %s is refused by the database itself', async (_, amounts) => {
    await expect(write('je_bad', amounts)).rejects.toMatchObject({ code: '23514' });
    expect(await observed.rows("select id from journal_entries where id = 'je_bad'")).toEqual([]);
  });

  test('takes no lines later, not even ones that balance', async () => {
    await write('je_done', [100, -100]);
    const late = sqlInOrganization(database, flat.organizationId, (client) =>
      addLines(client, 'je_done', [50, -50], 'bank'),
    );
    await expect(late).rejects.toMatchObject({ code: '42501' });
    expect(await observed.rows("select id from postings where entry_id = 'je_done'")).toHaveLength(2);
  });

  test.each(['journal_entries', 'postings', 'events', 'audit_entries'])(
    '%s are never changed, removed or truncated, not even by their owner',
    async (table) => {
      await landlord.within((tx) => charge(tx, flat));
      const change =
        table === 'events'
          ? "type = 'x'"
          : table === 'audit_entries'
            ? "action = 'x'"
            : table === 'postings'
              ? 'amount_cents = 0'
              : "kind = 'x'";
      for (const statement of [`update ${table} set ${change}`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(
          sqlInOrganization(database, flat.organizationId, (client) => client.query(statement)),
        ).rejects.toMatchObject({ code: '42501' });
        const empty = table === 'audit_entries' && !statement.startsWith('truncate');
        if (!empty) await expect(observed.owner.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    },
  );

  test('is reversed once', async () => {
    await post(rent('reversed'));
    const [original] = await observed.rows<{ id: string }>(
      "select id from journal_entries where idempotency_key = 'reversed'",
    );
    const undo = (key: string): NewEntry => ({
      ...rent('reversed'),
      idempotencyKey: key,
      entry: reversalOf(rent('reversed').entry),
      reversesId: original?.id ?? '',
    });
    await post(undo('undo'));
    expect(await post(undo('undo'))).toEqual(new Set());
    await expect(post(undo('undo again'))).rejects.toMatchObject({ code: '23505' });
  });

  test('asked for twice stands once; the same key for anything else is refused', async () => {
    expect(await post(rent('once'))).toEqual(new Set(['once']));
    expect(await post(rent('once'))).toEqual(new Set());
    const others: Partial<NewEntry>[] = [
      { entry: rent('once', 999).entry },
      { effectiveOn: '2026-11-02' },
      { subjectId: 'another' },
      { leaseId: flat.leaseId },
    ];
    for (const other of others) {
      await expect(post(rent('new with it'), { ...rent('once'), ...other })).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
    }
    expect(await observed.rows("select id from journal_entries where idempotency_key = 'new with it'")).toEqual([]);
  });

  test('twice in one batch is posted once, and refused where the two differ', async () => {
    expect(await post(rent('twin'), rent('twin'))).toEqual(new Set(['twin']));
    await expect(post(rent('unlike'), rent('unlike', 7))).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });
});

test('8,000 racing posts on 200 keys leave 200 entries', async () => {
  const keys = Array.from({ length: 200 }, (_, at) => `race/${at}`);
  // Each batch takes forty keys in an order of its own, so that two of them meet crosswise.
  const batches = Array.from({ length: 200 }, (_, batch) =>
    Array.from({ length: 40 }, (_, at) => keys[(batch * 7 + at * (batch % 2 === 0 ? 3 : 197)) % 200] ?? ''),
  );
  expect(batches.flat()).toHaveLength(8_000);
  const queue = [...batches];
  let fresh = 0;
  const work = async () => {
    for (let batch = queue.pop(); batch !== undefined; batch = queue.pop()) {
      const { size } = await post(...batch.map((key) => rent(key)));
      fresh += size;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  expect(fresh).toBe(200);
  const [found] = await observed.rows(
    "select count(*)::int as entries, count(distinct e.idempotency_key)::int as keys from journal_entries e where idempotency_key like 'race/%'",
  );
  expect(found).toEqual({ entries: 200, keys: 200 });
  const [lines] = await observed.rows(
    "select count(*)::int as lines, sum(amount_cents)::int as sum from postings p join journal_entries e on e.id = p.entry_id where e.idempotency_key like 'race/%'",
  );
  expect(lines).toEqual({ lines: 400, sum: 0 });
});

test('and after all of it the books have no fault', async () => {
  expect(await faultsOfBooks(observed.owner)).toEqual([]);
});
