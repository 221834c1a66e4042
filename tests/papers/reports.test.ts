import { execFileSync, spawnSync } from 'node:child_process';
import pg from 'pg';
import { startApi, type TestApi, type TestLandlord } from '../../api/testing/start-api';
import { cents, formatMoney, parseCents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { readCsv } from './support/read-csv';
import { NOW, playStory, type Story } from './support/story';

let api: TestApi;
let landlord: TestLandlord;
let stranger: TestLandlord;
let owner: pg.Pool;
let story: Story;
let cookie: string;

beforeAll(async () => {
  api = await startApi({ now: () => NOW });
  owner = new pg.Pool({ connectionString: api.ownerUrl, max: 2 });
  [landlord, stranger] = [await api.landlord('Harbor & Pine'), await api.landlord('Stranger')];
  story = await playStory(api.database, landlord.organizationId);
  cookie = await signIn();
}, 60_000);
afterAll(async () => {
  await owner.end();
  await api.close();
});

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

function wordsOf(pdf: Buffer): string | null {
  if (!hasPdftotext) {
    console.warn('pdftotext is not installed: only the form of the PDF was checked, not its words.');
    return null;
  }
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replace(/\s+/g, ' ');
}

/** The figure that the books give for the whole organization, or for one lease. */
async function booked(sql: string, ...more: unknown[]): Promise<number> {
  const { rows } = await owner.query<{ cents: string | null }>(sql, [landlord.organizationId, ...more]);
  return Number(rows[0]?.cents ?? 0);
}

const postings = 'from postings p join journal_entries e on e.id = p.entry_id where p.organization_id = $1';
const owedBy = `select sum(p.amount_cents) as cents ${postings} and p.lease_id = $2 and p.account in ('receivable', 'tenant_credit')`;

type Row = { is_sum: boolean; cells: Record<string, string | number | null> };
type Totals = Record<string, number>;

type Paper = {
  name: string;
  path: () => string;
  /** What a reader would hold against the books, each worked out by SQL over postings alone. */
  expected: () => Promise<Totals>;
};

const sumOf = (rows: Row[], key: string) => rows.reduce((sum, { cells }) => sum + Number(cells[key] ?? 0), 0);

const papers: Paper[] = [
  {
    name: 'tenant statement',
    path: () => `tenant-statement?lease_id=${story.lease.leaseId}&from=2026-02-01&to=2026-04-30`,
    expected: async () => {
      const moved = `select coalesce(sum(cents) filter (where cents $SIGN 0), 0) as cents from (
        select sum(p.amount_cents) as cents ${postings} and p.lease_id = $2 and p.account in ('receivable', 'tenant_credit')
          and e.effective_on between '2026-02-01' and '2026-04-30' group by e.id) entries`;
      return {
        charge_cents: await booked(moved.replace('$SIGN', '>'), story.lease.leaseId),
        payment_cents: -(await booked(moved.replace('$SIGN', '<'), story.lease.leaseId)),
        balance_cents: await booked(`${owedBy} and e.effective_on <= '2026-04-30'`, story.lease.leaseId),
      };
    },
  },
  {
    name: 'invoice',
    path: () => `invoice?lease_id=${story.lease.leaseId}&period=2026-02`,
    expected: async () => {
      // What was posted for February's charges and what payments took off them is in no single account but theirs.
      const billed = await booked(
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable' and p.amount_cents > 0
         and e.kind = 'charge_posted' and e.subject_id in (select id from charges where lease_id = $2 and period = '2026-02')`,
        story.lease.leaseId,
      );
      const paid = await booked(
        `select sum(a.amount_cents) as cents from allocations a join charges c on c.id = a.charge_id
         where c.organization_id = $1 and c.lease_id = $2 and c.period = '2026-02' and a.voided_at is null`,
        story.lease.leaseId,
      );
      return { amount_cents: billed, paid_cents: paid, open_cents: billed - paid };
    },
  },
  {
    name: 'rent roll',
    path: () => 'rent-roll?as_of=2026-03-15',
    expected: async () => ({
      rent_cents: 185_001 + 185_000,
      deposit_cents: -(await booked(
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'deposits_held' and e.effective_on <= '2026-03-15'`,
      )),
      balance_cents: await booked(
        `select sum(p.amount_cents) as cents ${postings} and p.account in ('receivable', 'tenant_credit') and e.effective_on <= '2026-03-15'`,
      ),
    }),
  },
  {
    name: 'delinquency',
    path: () => 'delinquency',
    // Everything charged is past its day by now, so what is late is all that is receivable.
    expected: async () => ({
      balance_cents: await booked(`select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable'`),
    }),
  },
  {
    name: 'trial balance',
    path: () => 'trial-balance?as_of=2026-03-31',
    expected: async () => {
      const side = (sign: string) =>
        booked(`select coalesce(sum(abs(cents)), 0) as cents from (select sum(p.amount_cents) as cents ${postings}
          and e.effective_on <= '2026-03-31' group by p.account) accounts where cents ${sign} 0`);
      return { debit_cents: await side('>'), credit_cents: await side('<') };
    },
  },
  {
    name: 'general ledger',
    path: () => 'general-ledger?from=2026-02-01&to=2026-04-30',
    expected: async () => {
      const within = `and e.effective_on between '2026-02-01' and '2026-04-30'`;
      const debits = await booked(`select sum(p.amount_cents) as cents ${postings} ${within} and p.amount_cents > 0`);
      return { debit_cents: debits, credit_cents: debits };
    },
  },
  {
    name: '1099-NEC totals',
    path: () => '1099-nec?year=2026',
    expected: async () => ({
      paid_cents: await booked(
        `select sum(p.amount_cents) as cents ${postings} and p.account = 'vendor_payable' and e.kind = 'bill_paid'`,
      ),
      services_cents: 150_050 + 49_950 + 199_999,
      box_1_cents: 200_000,
    }),
  },
  {
    name: '1099-MISC totals',
    path: () => '1099-misc?year=2026',
    expected: async () => ({
      rents_cents: await booked(`select sum(p.amount_cents) as cents ${postings} and p.account = 'owner_income'`),
      box_1_cents: 0,
    }),
  },
];

test.each(papers)('$name: JSON, CSV and PDF say what the books say, to the cent', async ({ path, expected }) => {
  const { status, body } = await landlord.ask('GET', `/v1/reports/${path()}`);
  expect([status, body?.detail]).toEqual([200, undefined]);
  const wanted = await expected();
  expect(body.totals).toMatchObject(wanted);
  expect(Object.values(wanted).some((amount) => amount !== 0)).toBe(true);

  const asked = `/v1/reports/${path()}${path().includes('?') ? '&' : '?'}`;
  const csv = await landlord.ask('GET', `${asked}format=csv&bom=false`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [head = [], ...lines] = readCsv(csv.text);
  const shown = [...body.rows.map((row: Row) => row.cells), body.totals];
  expect(lines).toHaveLength(shown.length);
  for (const [i, line] of lines.entries()) {
    for (const [c, { key, kind }] of body.columns.entries()) {
      const [field, cell] = [line[c] ?? '', shown[i][key]];
      if (kind === 'money' && field !== '') expect([key, parseCents(field)]).toEqual([key, cell]);
      else expect([key, field.replace(/^'(?=[=+\-@])/, '')]).toEqual([key, cell === null ? '' : String(cell)]);
    }
  }
  expect(head.length).toBe(body.columns.length);

  const pdf = Buffer.from(await bytesOf(`${asked}format=pdf`));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const words = wordsOf(pdf);
  if (words === null) return;
  expect(words).toContain(body.title);
  for (const cells of shown) {
    for (const { key, kind, shown: isShown } of body.columns) {
      if (kind === 'money' && isShown && cells[key] !== null) expect(words).toContain(formatMoney(cents(cells[key])));
    }
  }
});

/** Bytes, which the asking of JSON would spoil. */
async function bytesOf(path: string): Promise<ArrayBuffer> {
  const answer = await fetch(api.url + path, { headers: { cookie } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return answer.arrayBuffer();
}

async function signIn(): Promise<string> {
  const { email, password } = landlord;
  const { headers } = await api.ask('POST', '/v1/sessions', { body: { email, password } });
  return headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

test('a trial balance sums to zero on every day of the story', async () => {
  for (const day of ['2025-12-31', '2026-01-02', '2026-02-05', '2026-03-31', '2026-04-30']) {
    const { body } = await landlord.ask('GET', `/v1/reports/trial-balance?as_of=${day}`);
    expect([day, body.totals.debit_cents - body.totals.credit_cents]).toEqual([day, 0]);
    expect(sumOf(body.rows, 'debit_cents')).toBe(body.totals.debit_cents);
  }
});

test('an account is followed from its opening balance to its closing one, and pages of a long file join', async () => {
  const path = '/v1/reports/general-ledger?from=2026-02-01&to=2026-04-30&account=receivable';
  const { body } = await landlord.ask('GET', path);
  const rows: Row[] = body.rows;
  const [first, last] = [rows[0], rows.at(-1)];
  expect(first?.cells.balance_cents).toBe(
    await booked(
      `select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable' and e.effective_on < '2026-02-01'`,
    ),
  );
  expect(last?.cells.balance_cents).toBe(
    await booked(
      `select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable' and e.effective_on <= '2026-04-30'`,
    ),
  );
  const marked = await landlord.ask('GET', '/v1/reports/general-ledger?from=2026-01-01&to=2026-04-30&format=csv');
  expect(marked.headers.get('content-disposition')).toBe(
    'attachment; filename="general-ledger-2026-01-01-to-2026-04-30.csv"',
  );
});

test('who may not read the books is refused, and another organization’s leases are not there', async () => {
  for (const role of ['agent', 'maintenance', 'read_only'] as const) {
    const ask = await landlord.as(role);
    expect((await ask('GET', '/v1/reports/trial-balance')).status).toBe(403);
  }
  const theirs = `lease_id=${story.lease.leaseId}`;
  for (const path of [`invoice?${theirs}&period=2026-02`, `tenant-statement?${theirs}&from=2026-01-01&to=2026-02-01`]) {
    for (const format of ['json', 'csv', 'pdf']) {
      const answer = await stranger.ask('GET', `/v1/reports/${path}&format=${format}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  }
  const roll = await stranger.ask('GET', `/v1/reports/rent-roll?property_id=${story.lease.propertyId}`);
  expect(roll.status).toBe(404);
  const empty = await stranger.ask(
    'GET',
    '/v1/reports/general-ledger?from=2026-01-01&to=2026-12-31&format=csv&bom=false',
  );
  expect(
    readCsv(empty.text)
      .slice(1)
      .flat()
      .filter((field) => /\d/.test(field)),
  ).toEqual(['0.00', '0.00']);
});

test.each([
  ['general-ledger?from=2026-03-01&to=2026-02-01', 'to'],
  ['general-ledger?from=2026-02-30&to=2026-03-01', 'from'],
  ['general-ledger?from=2000-01-01&to=2026-03-01', 'to'],
  ['general-ledger?from=2026-01-01&to=2026-03-01&account=petty_cash', 'account'],
  ['general-ledger?from=2026-01-01', 'to'],
  ['trial-balance?as_of=tomorrow', 'as_of'],
  ['trial-balance?format=xlsx', 'format'],
  ['rent-roll?property_id=unit_1', 'property_id'],
  ['invoice?lease_id=lease_1&period=2026-02', 'lease_id'],
  ['1099-nec?year=1999', 'year'],
  ['1099-misc?year=20261', 'year'],
  ['1099-misc', 'year'],
])('%s is refused by the name of what is wrong', async (path, name) => {
  for (const format of path.includes('format') ? [''] : ['', '&format=csv', '&format=pdf']) {
    const { status, body } = await landlord.ask(
      'GET',
      `/v1/reports/${path}${format.replace('&', path.includes('?') ? '&' : '?')}`,
    );
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.invalid_params.map((param: { name: string }) => param.name)).toContain(name);
  }
});

test('a month without charges is said so, and a year’s threshold with its source', async () => {
  const none = await landlord.ask('GET', `/v1/reports/invoice?lease_id=${story.lease.leaseId}&period=2025-01`);
  expect([none.status, none.body.code, none.body.detail]).toEqual([
    422,
    'not_possible',
    'Nothing is charged for that month.',
  ]);
  const notes = async (year: number) =>
    (await landlord.ask('GET', `/v1/reports/1099-nec?year=${year}`)).body.notes.join(' ');
  expect(await notes(2025)).toContain('$600.00');
  expect(await notes(2026)).toMatch(/\$2,000\.00.*Pub\. L\. 119-21 sec\. 70433 \(secondary\)/);
  expect(await notes(2027)).toContain('look up the one that was published');
});

test('a tenant’s link leads to the same papers in their language, and to nobody else’s', async () => {
  const { organizationId, leaseId, tenantId } = story.lease;
  const id = await inOrganization(api.database, organizationId, (tx) =>
    createLink(tx, api.services.linkKey, {
      organizationId,
      purpose: 'portal',
      subjectId: leaseId,
      partyId: tenantId,
      locale: 'es',
      expiresAt: new Date(NOW.getTime() + 86_400_000),
    }),
  );
  const base = `${api.url}/l/${tokenOfLink(api.services.linkKey, id)}`;
  const before = await booked('select count(*) as cents from events where organization_id = $1');
  const page = await (await fetch(`${base}/papers`)).text();
  expect(page).toContain('Facturas y estados de cuenta');
  const address = /href="([^"]*paper\?[^"]*period=2026-02)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const file = await fetch(new URL(address, api.url));
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const words = wordsOf(Buffer.from(await file.arrayBuffer()));
  const { body } = await landlord.ask('GET', `/v1/reports/invoice?lease_id=${leaseId}&period=2026-02`);
  if (words !== null) {
    expect(words).toContain('Factura');
    expect(words).toContain(formatMoney(cents(body.totals.open_cents), 'USD', 'es-US'));
  }
  for (const wrong of ['period=2026-13', 'from=2026-02-30', 'from=2026-03-01&to=2026-01-01']) {
    expect((await fetch(`${base}/paper?${wrong}`)).status).toBe(400);
  }
  expect(await booked('select count(*) as cents from events where organization_id = $1')).toBe(before);
});
