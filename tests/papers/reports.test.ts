import { execFileSync, spawnSync } from 'node:child_process';
import pg from 'pg';
import { ownApi, ownLandlord } from '../../api/testing/own-api';
import { cents, formatMoney, parseCents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { type Books, booked, PAPERS, postings } from './support/expected-papers';
import { readCsv } from './support/read-csv';
import { NOW, playStory, type Story } from './support/story';

let owner: pg.Pool;
afterAll(() => owner.end()); // before the API goes with its database
const api = ownApi({ now: () => NOW });
const landlord = ownLandlord(api, 'Harbor & Pine');
const stranger = ownLandlord(api, 'Stranger');
let story: Story;
let cookie: string;

beforeAll(async () => {
  owner = new pg.Pool({ connectionString: api.ownerUrl, max: 2 });
  story = await playStory(api.database, landlord.organizationId);
  cookie = await signIn();
}, 60_000);

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

function wordsOf(pdf: Buffer): string | null {
  if (!hasPdftotext) {
    console.warn('pdftotext is not installed: only the form of the PDF was checked, not its words.');
    return null;
  }
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replace(/\s+/g, ' ');
}

const books = (): Books => ({ owner, organizationId: landlord.organizationId, story });

type Row = { is_sum: boolean; cells: Record<string, string | number | null> };
const sumOf = (rows: Row[], key: string) => rows.reduce((sum, { cells }) => sum + Number(cells[key] ?? 0), 0);

test.each(PAPERS)('$name: JSON, CSV and PDF say what the books say, to the cent', async ({ path, expected }) => {
  const { status, body } = await landlord.ask('GET', `/v1/reports/${path(story)}`);
  expect([status, body?.detail]).toEqual([200, undefined]);
  const wanted = await expected(books());
  expect(body.totals).toMatchObject(wanted);
  expect(Object.values(wanted).some((amount) => amount !== 0)).toBe(true);

  const asked = `/v1/reports/${path(story)}${path(story).includes('?') ? '&' : '?'}`;
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
      books(),
      `select sum(p.amount_cents) as cents ${postings} and p.account = 'receivable' and e.effective_on < '2026-02-01'`,
    ),
  );
  expect(last?.cells.balance_cents).toBe(
    await booked(
      books(),
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
  const before = await booked(books(), 'select count(*) as cents from events where organization_id = $1');
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
  const files = [...page.matchAll(/href="([^"]*paper\?[^"]*)format=csv"/g)].map(([, start]) => start);
  expect([files.length, page.match(/href="[^"]*paper\?/g)?.length]).toEqual([files.length, 2 * files.length]);
  for (const [asked, path] of [
    ['period=2026-02', 'invoice?period=2026-02'],
    ['from=2026-01-01&to=2026-12-31', 'tenant-statement?from=2026-01-01&to=2026-12-31'],
  ] as const) {
    expect(files.filter((start) => start?.replaceAll('&amp;', '&').includes(`&${asked}&`))).toHaveLength(1);
    const csv = await (await fetch(`${base}/paper?${asked}&format=csv&bom=false&lang=es`)).text();
    const books = await landlord.ask('GET', `/v1/reports/${path}&lease_id=${leaseId}&format=csv&bom=false&locale=es`);
    // The landlord's file is held against the books above.
    expect(csv).toBe(books.text);
    expect(readCsv(csv).length).toBeGreaterThan(2);
  }
  for (const wrong of ['period=2026-13', 'from=2026-02-30', 'from=2026-03-01&to=2026-01-01', 'format=xlsx']) {
    expect((await fetch(`${base}/paper?${wrong}`)).status).toBe(400);
  }
  expect(await booked(books(), 'select count(*) as cents from events where organization_id = $1')).toBe(before);
});
