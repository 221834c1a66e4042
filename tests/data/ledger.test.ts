import { depositReturned, payoutArrived, refundRequested, reversalOf } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { sqlInOrganization } from '../../store/database';
import { type NewEntry, postEntries } from '../../store/ledger/post-entries';
import { type LedgerLine, readLedger } from '../../store/ledger/read-ledger';
import { overPg } from '../../store/sql-runner';
import { charge, faultsOfBooks, type LetFlat, letFlat } from './support/landlord';
import { ownDatabase, ownLandlord } from './support/own-database';
import { writingPast } from './support/write-past-store';

const CONNECTIONS = 16;
const own = ownDatabase(CONNECTIONS);
const landlord = ownLandlord(own);
let flat: LetFlat;
beforeAll(async () => {
  flat = await letFlat(landlord);
});

function rent(key: string, amount = 1_000): NewEntry {
  const entry = payoutArrived(cents(amount));
  return { idempotencyKey: key, entry, description: 'Rent', effectiveOn: '2026-11-01', subjectId: key };
}

function post(...entries: NewEntry[]): Promise<Set<string>> {
  return sqlInOrganization(own.database, flat.organizationId, (client) =>
    postEntries(overPg(client), flat.organizationId, entries),
  );
}

const { write, addEntry, addLines } = writingPast(own, () => flat.organizationId);

describe('an entry', () => {
  test.each([
    ['lines that do not sum to zero', [100, -99]],
    ['one line', [100]],
    ['one line of nothing', [0]],
    ['no line', []],
  ])('with %s is refused by the database itself', async (_, amounts) => {
    await expect(write('je_bad', amounts)).rejects.toMatchObject({ code: '23514' });
    expect(await own.rows("select id from journal_entries where id = 'je_bad'")).toEqual([]);
  });

  test('takes no lines later, not even ones that balance', async () => {
    await write('je_done', [100, -100]);
    const late = sqlInOrganization(own.database, flat.organizationId, (client) =>
      addLines(client, 'je_done', [50, -50], { account: 'bank' }),
    );
    await expect(late).rejects.toMatchObject({ code: '42501' });
    expect(await own.rows("select id from postings where entry_id = 'je_done'")).toHaveLength(2);
  });

  test('brings all its lines in one statement: one by one they are refused, balanced or not, and so are later ones', async () => {
    await expect(write('je_each', [100, -100], { each: true })).rejects.toMatchObject({ code: '23514' });
    // Neither a check asked for early nor a savepoint opens an entry again.
    for (const between of ['set constraints all immediate; set constraints all deferred', 'savepoint here']) {
      const again = sqlInOrganization(own.database, flat.organizationId, async (client) => {
        await addEntry(client, 'je_again');
        await addLines(client, 'je_again', [100, -100]);
        await client.query(between);
        await addLines(client, 'je_again', [70, -70]);
      });
      await expect(again).rejects.toMatchObject({ code: '42501' });
    }
    const mixed = sqlInOrganization(own.database, flat.organizationId, async (client) => {
      for (const id of ['je_one', 'je_two']) await addEntry(client, id);
      await client.query(
        `insert into postings (id, organization_id, entry_id, account, amount_cents)
         select gen_random_uuid()::text, $1, e, 'bank', amount from (values ('je_one', 5), ('je_one', -4), ('je_two', -5), ('je_two', 4)) v (e, amount)`,
        [flat.organizationId],
      );
    });
    await expect(mixed).rejects.toMatchObject({ code: '23514' });
    expect(await own.rows("select id from journal_entries where id in ('je_each', 'je_again', 'je_one')")).toEqual([]);
  });

  test('is not added to by one who stands ready while it is made', async () => {
    await sqlInOrganization(own.database, flat.organizationId, async (maker) => {
      await addEntry(maker, 'je_open');
      await addLines(maker, 'je_open', [100, -100]);
      const adds = sqlInOrganization(own.database, flat.organizationId, (other) => addLines(other, 'je_open', [9, -9]));
      await expect(adds).rejects.toMatchObject({ code: '23503' });
    });
    expect(await own.rows("select id from postings where entry_id = 'je_open'")).toHaveLength(2);
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
          sqlInOrganization(own.database, flat.organizationId, (client) => client.query(statement)),
        ).rejects.toMatchObject({ code: '42501' });
        const empty = table === 'audit_entries' && !statement.startsWith('truncate');
        if (!empty) await expect(own.owner.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    },
  );

  test('is reversed once', async () => {
    await post(rent('reversed'));
    const [original] = await own.rows<{ id: string }>(
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
    expect(await own.rows("select id from journal_entries where idempotency_key = 'new with it'")).toEqual([]);
  });

  test('twice in one batch is posted once, and refused where the two differ', async () => {
    expect(await post(rent('twin'), rent('twin'))).toEqual(new Set(['twin']));
    await expect(post(rent('unlike'), rent('unlike', 7))).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });
});

describe('what a lease stands at', () => {
  test('is the sum of its postings after any posts by many at once, rolled back ones among them', async () => {
    const flats = await Promise.all(Array.from({ length: 5 }, () => letFlat(landlord)));
    // A fixed seed: which leases a batch touches, in which order, is the same in every run.
    let state = 20_261_123;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const batches = Array.from({ length: 160 }, (_, batch) =>
      Array.from({ length: 1 + random(12) }, (__, at): NewEntry => {
        const { leaseId } = flats[random(flats.length)] ?? flat;
        const refund = refundRequested({
          leaseId,
          paymentId: 'pay_x',
          creditCents: cents(1 + random(300_000)),
          released: [],
        });
        const posted = random(3) === 0 ? reversalOf(refund) : refund;
        return { ...rent(`stand/${batch}/${at}`), entry: posted, leaseId };
      }),
    );
    const queue = batches.map((batch, at) => ({ batch, isUndone: at % 5 === 0 }));
    const undone = new Error('undone');
    const work = async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const { batch, isUndone } = next;
        await sqlInOrganization(own.database, flat.organizationId, async (client) => {
          await postEntries(overPg(client), flat.organizationId, batch);
          if (isUndone) throw undone;
        }).catch((error: unknown) => {
          if (error !== undone) throw error;
        });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    const ids = flats.map(({ leaseId }) => leaseId);
    const fold = await own.rows(
      'select lease_id, account, sum(amount_cents)::bigint as balance_cents from postings where lease_id = any($1) group by 1, 2 order by 1, 2',
      [ids],
    );
    expect(fold).toHaveLength(10);
    expect(
      await own.rows(
        'select lease_id, account, balance_cents from lease_balances where lease_id = any($1) order by 1, 2',
        [ids],
      ),
    ).toEqual(fold);
  });

  test('stands beside each line of the ledger, page by page, as the sum of all lines up to it', async () => {
    const { leaseId, organizationId } = await letFlat(landlord);
    for (const [at, day] of [3, 1, 9, 9, 2, 5, 9].entries()) {
      const refund = refundRequested({ leaseId, paymentId: 'pay_x', creditCents: cents(100 + at), released: [] });
      await post({ ...rent(`page/${at}`), entry: refund, leaseId, effectiveOn: `2026-11-0${day}` });
    }
    await post({ ...rent('page/nothing'), entry: depositReturned(leaseId, cents(5)), leaseId });
    const lines: LedgerLine[] = [];
    for (let more = true; more; ) {
      const last = lines.at(-1);
      const page = await landlord.within((tx) => readLedger(tx, { organizationId, leaseId, after: last, limit: 2 }));
      expect(page.balanceCents).toBe(721);
      lines.push(...page.lines.slice(0, 2));
      more = page.lines.length > 2;
    }
    expect(lines).toHaveLength(7);
    const oldestFirst = lines.toReversed();
    expect(oldestFirst.map(({ effectiveOn, id }) => effectiveOn + id)).toEqual(
      oldestFirst.map(({ effectiveOn, id }) => effectiveOn + id).sort(),
    );
    let sum = 0;
    for (const { amountCents, balanceCents } of oldestFirst) {
      sum += amountCents;
      expect(balanceCents).toBe(sum);
    }
    expect(sum).toBe(721);
    const empty = await letFlat(landlord);
    const nothing = await landlord.within((tx) => readLedger(tx, { organizationId, leaseId: empty.leaseId, limit: 9 }));
    expect(nothing).toMatchObject({ balanceCents: 0, lines: [] });
  });

  test('is written by postings alone: the application may read it and no more', async () => {
    for (const statement of [
      'update lease_balances set balance_cents = 0',
      'delete from lease_balances',
      'truncate lease_balances',
      "insert into lease_balances select organization_id, lease_id, 'bank', 1 from lease_balances",
    ]) {
      await expect(
        sqlInOrganization(own.database, flat.organizationId, (client) => client.query(statement)),
      ).rejects.toMatchObject({ code: '42501' });
    }
    await expect(own.database.pool.query('select lines_stand()')).rejects.toMatchObject({ code: '0A000' });
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
  const [found] = await own.rows(
    "select count(*)::int as entries, count(distinct e.idempotency_key)::int as keys from journal_entries e where idempotency_key like 'race/%'",
  );
  expect(found).toEqual({ entries: 200, keys: 200 });
  const [lines] = await own.rows(
    "select count(*)::int as lines, sum(amount_cents)::int as sum from postings p join journal_entries e on e.id = p.entry_id where e.idempotency_key like 'race/%'",
  );
  expect(lines).toEqual({ lines: 400, sum: 0 });
});

test('and after all of it the books have no fault', async () => {
  // The refunds above are entries alone: no payment and no refund stands behind them.
  const faults = (await faultsOfBooks(own.owner)).filter(
    (fault) => !/(paid ahead|about to leave) by the ledger/.test(fault),
  );
  expect(faults).toEqual([]);
});
