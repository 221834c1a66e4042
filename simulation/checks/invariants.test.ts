import pg from 'pg';
import { parsePlainDate } from '../../domain/calendar';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database';
import { tellBreach } from '../report/tell-breach';
import { holdInvariants, prepareChecks } from './check-day';
import { firstOf } from './first-breach';
import type { INVARIANTS } from './invariants';

const DAY = parsePlainDate('2032-02-20');
const LEASE = 'lease_watched';

/** A rent of $1,000 of which a card paid $600: everything that the checks ask for, in as few rows as will do. */
const SOUND = `
  insert into leases (id, organization_id, unit_id, status, starts_on, rent_cents, time_zone, state, terms, payment_schedule)
    values ('${LEASE}', 'org', 'unit', 'active', '2032-01-01', 100000, 'America/New_York', 'NY', '{"nsf_fee_cents": 2500}', '{"rent_steps": []}');
  insert into charges (id, organization_id, lease_id, kind, label, period, amount_cents, due_on, covers_from, covers_to, rule)
    values ('chg_rent', 'org', '${LEASE}', 'rent', 'Rent', '2032-02', 100000, '2032-02-01', '2032-02-01', '2032-02-29', '{"text": "Rent"}');
  insert into payments (id, organization_id, lease_id, kind, method, amount_cents, status, effective_on, vendor_ref)
    values ('pay_card', 'org', '${LEASE}', 'one_off', 'card', 60000, 'succeeded', '2032-02-10', 'pi_card');
  insert into allocations (id, organization_id, payment_id, charge_id, amount_cents)
    values ('all_card', 'org', 'pay_card', 'chg_rent', 60000);
  insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on, lease_id, subject_id) values
    ('entry_rent', 'org', 'rent', 'x', 'charge_posted', 'Rent', '2032-02-01', '${LEASE}', 'chg_rent'),
    ('entry_card', 'org', 'card', 'x', 'payment_received', 'Paid by card', '2032-02-10', '${LEASE}', 'pay_card');
  insert into postings (id, organization_id, entry_id, account, amount_cents, lease_id) values
    ('post_1', 'org', 'entry_rent', 'receivable', 100000, '${LEASE}'), ('post_2', 'org', 'entry_rent', 'rent_income', -100000, '${LEASE}'),
    ('post_3', 'org', 'entry_card', 'undeposited_funds', 60000, '${LEASE}'), ('post_4', 'org', 'entry_card', 'receivable', -60000, '${LEASE}');
  insert into lease_balances (organization_id, lease_id, account, balance_cents) values
    ('org', '${LEASE}', 'receivable', 40000), ('org', '${LEASE}', 'rent_income', -100000), ('org', '${LEASE}', 'undeposited_funds', 60000);
  insert into stripe_objects values ('pi_card', 'payment_intent', 'succeeded', 60000, '${LEASE}', 'pi_card');`;

const charge = (id: string, kind: string, amountCents: number, dueOn: string, rule: object, item = id) =>
  `insert into charges (id, organization_id, lease_id, kind, item, label, period, amount_cents, due_on, rule) values
    ('${id}', 'org', '${LEASE}', '${kind}', '${item}', 'Planted', '2032-02', ${amountCents}, '${dueOn}', '${JSON.stringify(rule)}');`;

const lateFee = (amountCents: number, dueOn: string, rule: object = {}) =>
  charge('chg_fee', 'late_fee', amountCents, dueOn, {
    name: 'late_fee_by_law',
    text: 'By the lease',
    due_on: '2032-02-01',
    first_chargeable_on: '2032-02-07',
    inputs: { cap_cents: 5_000 },
    ...rule,
  });

const presentment = (id: string, status: string) =>
  `insert into presentments (id, organization_id, payment_id, lease_id, obligation, obligations, payment_method_id, method_kind, attempt, amount_cents, status, presented_at)
    values ('${id}', 'org', 'pay_card', '${LEASE}', '${LEASE}/2032-02', '{${LEASE}/2032-02}', 'pm', 'card', 1, 100000, '${status}', '2032-02-01T12:00:00Z');`;

const entry = (
  id: string,
  kind: string,
  subject: string,
  postings: string[],
  on = '2032-02-10',
  lease = `'${LEASE}'`,
) =>
  `insert into journal_entries (id, organization_id, idempotency_key, inputs_hash, kind, description, effective_on, lease_id, subject_id)
    values ('${id}', 'org', '${id}', 'x', '${kind}', 'Planted', '${on}', ${lease}, '${subject}');
   insert into postings (id, organization_id, entry_id, account, amount_cents, owner_id) values ${postings
     .map((posting, at) => `('${id}_${at}', 'org', '${id}', ${posting})`)
     .join(', ')};`;

const vendor = (id: string, kind: string, status: string) =>
  `insert into stripe_objects values ('${id}', '${kind}', '${status}', 60000, '${LEASE}', 'pi_card');`;

const TOLD = `insert into owner_items (id, organization_id, run_id, source_kind, source_id, property_id, category, label, amount_cents, happened_on)
  values ('item', 'org', 'run', 'collected', 'all_card', 'prop', 'rent', 'Rent', 60000, '2032-02-10');`;

type Planted = { sql: string; lease?: null };

/** For each invariant the row that breaks it; an index that would forbid the row goes first. */
const PLANTED: Record<keyof typeof INVARIANTS, Planted> = {
  'every entry sums to zero and has two lines or more': {
    sql: `insert into postings (id, organization_id, entry_id, account, amount_cents) values ('odd', 'org', 'entry_card', 'bank', 1)`,
  },
  'a kept balance is the fold of its postings': {
    sql: `update lease_balances set balance_cents = 39999 where account = 'receivable'`,
  },
  'what a lease owes by the ledger is what its charges leave open': {
    sql: `update charges set amount_cents = 100001`,
  },
  'nothing is charged twice for a lease, period, kind and item': {
    sql: `drop index charges_lease_id_period_kind_item_key;
      insert into charges (id, organization_id, lease_id, kind, label, period, amount_cents, due_on, rule)
      values ('twice', 'org', '${LEASE}', 'rent', 'Rent', '2032-02', 100000, '2032-02-01', '{"text": "Rent"}')`,
  },
  'a month has no more rent than its schedule': {
    sql: `${charge('more', 'rent', 100, '2032-02-01', { text: 'Rent' })}
      update charges set covers_from = '2032-02-29', covers_to = '2032-03-05' where id = 'more'`,
  },
  'presentments keep within their cap': {
    sql: `${[1, 2, 3, 4, 5].map((n) => presentment(`try_${n}`, 'failed')).join('')}`,
  },
  'a debit is a try for every month that it asks for': {
    sql: `${presentment('try_1', 'failed')} update payments set covers = '{2032-01,2032-02}'`,
  },
  'a debt is never presented twice at a time': {
    sql: `drop index presentments_one_open;
      ${presentment('try_1', 'submitted') + presentment('try_2', 'unknown')}`,
  },
  'a payment pays no more than it is': { sql: `update allocations set amount_cents = 60001` },
  'a charge is paid no more than it is': {
    sql: `update payments set amount_cents = 200000; update allocations set amount_cents = 100001`,
  },
  'only money that came or is on its way pays': { sql: `update payments set status = 'failed'` },
  'no fee comes before its first chargeable date': { sql: lateFee(5_000, '2032-02-06') },
  'no late fee is above what the law allows': { sql: lateFee(5_001, '2032-02-07') },
  'no late fee is early or high where the law’s text was read': {
    sql: lateFee(5_001, '2032-02-07', { inputs: { cap_cents: null } }),
  },
  'no late fee stands on rent that was paid before the fee’s day': {
    sql: `update payments set effective_on = '2032-02-06', amount_cents = 100000; update allocations set amount_cents = 100000;
      ${lateFee(5_000, '2032-02-07')}`,
  },
  'a fee for a returned payment is as the lease says, and its payment did come back': {
    sql: charge(
      'chg_nsf',
      'nsf_fee',
      2_500,
      '2032-02-12',
      { name: 'nsf_fee_by_lease', text: 'By the lease' },
      'pay_card',
    ),
  },
  'every fee names its rule': { sql: charge('chg_nsf', 'nsf_fee', 2_500, '2032-02-12', { text: 'By the lease' }) },
  'nothing due on a lease is later than its end': { sql: `update leases set ends_on = '2032-02-28'` },
  'nothing but a charge takes effect after its day': {
    sql: entry('ahead', 'payment_received', 'pay_card', [`'bank', 1, null`, `'receivable', -1, null`], '2032-02-22'),
  },
  'every line of a lease can be explained': {
    sql: entry('mute', 'payment_reapplied', 'pay_nobody', [`'bank', 1, null`, `'receivable', -1, null`]),
  },
  'every charge says why it is what it is': { sql: `update charges set rule = '{}'` },
  'what is in transit is what banks have under way': {
    sql: entry('transit', 'payment_submitted', 'pay_card', [`'in_transit', 1, null`, `'receivable', -1, null`]),
  },
  'no owner is told of money that was in transit': {
    sql: `update payments set method = 'us_bank_account', status = 'processing';
      update journal_entries set kind = 'payment_submitted' where id = 'entry_card';
      update postings set account = 'in_transit' where id = 'post_3'; ${TOLD}`,
  },
  'nothing is paid out but what statements made payable': {
    sql: entry(
      'stated',
      'owner_statement',
      'run',
      [`'owner_income', 500, null`, `'owner_payable', -500, 'owner'`],
      DAY,
      'null',
    ).concat(
      entry(
        'paid',
        'owner_payout_begun',
        'out',
        [`'owner_payable', 501, 'owner'`, `'owner_payouts', -501, 'owner'`],
        DAY,
        'null',
      ),
    ),
    lease: null,
  },
  'owners’ payouts and statements touch no money in transit': {
    sql: entry(
      'direct',
      'owner_payout_paid',
      'out',
      [`'owner_payouts', 500, 'owner'`, `'in_transit', -500, null`],
      DAY,
      'null',
    ),
    lease: null,
  },
  'money that came at the vendor stands in the books once': {
    sql: vendor('pi_unknown', 'payment_intent', 'succeeded'),
  },
  'money that the books hold by card or bank is the vendor’s to the cent': {
    sql: `update stripe_objects set amount_cents = 59999`,
  },
  'a refund at the vendor stands in the books once': { sql: vendor('re_unknown', 'refund', 'succeeded') },
  'money that a dispute took is no longer counted, once': { sql: vendor('dp_unknown', 'dispute', 'lost') },
};

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await prepareChecks(owner);
  // Neither triggers nor references are asked from here on: nothing but the checks stands in the way of a bad row.
  await owner.query(`set session_replication_role = 'replica'`);
  await owner.query(SOUND);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

test('sound books break nothing', async () => {
  expect(await holdInvariants(owner, DAY)).toEqual([]);
});

test.each(Object.entries(PLANTED))(
  'a row that breaks "%s" is found, with the seed and the lease',
  async (name, { sql, lease }) => {
    await owner.query('begin');
    try {
      await owner.query(sql);
      const breaches = (await holdInvariants(owner, DAY)).filter(({ invariant }) => invariant === name);
      const breach = await firstOf(breaches, { owner, day: DAY, refusals: [] });
      const told = tellBreach({ options: { seed: 4711 }, breach });
      expect(told[0]).toContain(`Seed 4711, ${DAY}: "${name}" does not hold`);
      expect(told.length).toBeGreaterThan(1);
      if (lease === null) {
        expect(breach?.leaseId).toBeNull();
        return;
      }
      expect(told[0]).toContain(`for ${LEASE}.`);
      const story = told.join('\n');
      for (const part of [`lease ${LEASE}`, 'charge   chg_rent', 'payment  pay_card', 'entry    entry_card']) {
        expect(story).toContain(part);
      }
    } finally {
      await owner.query('rollback');
    }
  },
);
