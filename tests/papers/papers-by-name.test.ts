import { execFileSync, spawnSync } from 'node:child_process';
import pg from 'pg';
import { depositStatementPdf } from '../../activities/deposits/statement-pdf';
import { statementCsv } from '../../activities/owners/statement-csv';
import { statementPdf } from '../../activities/owners/statement-pdf';
import { startApi, type TestApi, type TestLandlord } from '../../api/testing/start-api';
import { cents, formatMoney, parseCents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { readDeposit } from '../../store/deposits/read-deposit';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { loadStatement } from '../../store/owners/statements/read-statements';
import { readCsv } from './support/read-csv';
import { NOW, playStory, type Story } from './support/story';

let api: TestApi;
let landlord: TestLandlord;
let stranger: TestLandlord;
let owner: pg.Pool;
let story: Story;

beforeAll(async () => {
  api = await startApi({ now: () => NOW });
  owner = new pg.Pool({ connectionString: api.ownerUrl, max: 2 });
  [landlord, stranger] = [await api.landlord('Harbor & Pine'), await api.landlord('Stranger')];
  story = await playStory(api.database, landlord.organizationId);
}, 60_000);
afterAll(async () => {
  await owner.end();
  await api.close();
});

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

/** The words of a PDF in reading order; where no reader is installed, what is asked for is taken to be there. */
function expectWords(pdf: Buffer, words: readonly string[]): void {
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  if (!hasPdftotext) {
    console.warn('pdftotext is not installed: only the form of the PDF was checked.');
    return;
  }
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replace(/\s+/g, ' ');
  for (const word of words) expect(text).toContain(word);
}

const money = (amount: number | string) => formatMoney(cents(Number(amount)), 'USD', 'es-US');

async function fetchFile(address: string) {
  const answer = await fetch(address);
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get('content-type'), body };
}

/** What a payment took off what the lease owes, by the ledger alone. */
async function bookedFor(paymentId: string): Promise<number> {
  const { rows } = await owner.query<{ cents: string }>(
    `select -sum(p.amount_cents) as cents from postings p join journal_entries e on e.id = p.entry_id
     where e.subject_id = $1 and e.kind in ('payment_submitted', 'payment_received')
       and p.account in ('receivable', 'tenant_credit')`,
    [paymentId],
  );
  return Number(rows[0]?.cents);
}

/** The lines of a receipt's CSV by the names of its columns, after its last line, which is the total, was checked. */
async function expectReceiptCsv(csv: string, { id, paper }: { id: string; paper: string }): Promise<void> {
  const [head = [], ...lines] = readCsv(csv);
  expect(head).toEqual(['paper', 'payment_id', 'paid_on', 'payer', 'home', 'method', 'what', 'amount']);
  const rows = lines.map((line) => Object.fromEntries(head.map((key, i) => [key, line[i] ?? ''])));
  const [parts, total] = [rows.slice(0, -1), rows.at(-1)];
  expect(total).toMatchObject({ what: 'Total', payment_id: id, paper });
  const booked = await bookedFor(id);
  expect(booked).toBeGreaterThan(0);
  expect(parseCents(total?.amount ?? '')).toBe(booked);
  // What came back paid nothing in the end; of anything else every cent is accounted for.
  const summed = parts.reduce((sum, part) => sum + parseCents(part.amount ?? ''), 0);
  expect(summed).toBe(paper.includes('devuelto') || paper.includes('came back') ? 0 : booked);
}

test('every payment that moved money has a receipt that sums to it, for the landlord and in Spanish by link', async () => {
  const { organizationId, leaseId, tenantId } = story.lease;
  const { rows } = await owner.query<{ id: string; amount: string; status: string }>(
    `select id, amount_cents as amount, status from payments where lease_id = $1 and status not in ('created', 'failed')`,
    [leaseId],
  );
  expect(rows.map(({ status }) => status).sort()).toEqual(['reversed', 'succeeded', 'succeeded', 'succeeded']);
  const linkId = await inOrganization(api.database, organizationId, (tx) =>
    createLink(tx, api.services.linkKey, {
      ...{ organizationId, purpose: 'portal', subjectId: leaseId, partyId: tenantId, locale: 'es' },
      expiresAt: new Date(NOW.getTime() + 86_400_000),
    }),
  );
  const base = `${api.url}/l/${tokenOfLink(api.services.linkKey, linkId)}`;
  for (const { id, amount, status } of rows) {
    const [paper = '', inEnglish = ''] =
      status === 'reversed' ? ['Pago devuelto por el banco', 'Payment that came back'] : ['Recibo', 'Receipt'];
    const { body } = await fetchFile(`${base}/paper?payment=${id}`);
    expectWords(body, [paper, 'Total', money(amount), id]);
    const marked = await fetchFile(`${base}/paper?payment=${id}&format=csv`);
    expect([marked.type, marked.body.subarray(0, 3).toString('hex')]).toEqual(['text/csv; charset=utf-8', 'efbbbf']);
    await expectReceiptCsv(marked.body.subarray(3).toString('utf8'), { id, paper });
    const path = `/v1/payments/${id}/receipt`;
    const seen = await landlord.ask('GET', path);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const csv = await landlord.ask('GET', `${path}?format=csv&bom=false`);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    await expectReceiptCsv(csv.text, { id, paper: inEnglish });
    for (const format of ['', '?format=csv']) {
      expect((await stranger.ask('GET', `${path}${format}`)).status).toBe(404);
    }
    expect((await landlord.ask('GET', `${path}?format=json`)).status).toBe(400);
    const { body: shown } = await landlord.ask('GET', `/v1/payments/${id}`);
    expect(shown.failure?.advice ?? null).toBe(
      status === 'reversed' ? 'the payer has to add money or pay another way' : null,
    );
  }
  const others = await owner.query<{ id: string }>('select id from payments where lease_id = $1 limit 1', [
    story.left.leaseId,
  ]);
  for (const format of ['', '&format=csv']) {
    expect((await fetchFile(`${base}/paper?payment=${others.rows[0]?.id}${format}`)).status).toBe(404);
  }
  expect((await fetchFile(`${base}/paper?payment=${rows[0]?.id}&format=json`)).status).toBe(400);
  const page = (await fetchFile(`${base}/receipt?payment=${rows[0]?.id}`)).body.toString('utf8');
  expect(page.match(/paper\?[^"]*payment=/g)).toHaveLength(2);
  expect(page).toContain('Para una hoja de cálculo (CSV)');
});

test('a deposit’s statement says in both languages what was kept and returned, with days as people write them', async () => {
  const { organizationId, leaseId } = story.left;
  const deposit = await inOrganization(api.database, organizationId, (tx) =>
    readDeposit(tx, { organizationId, leaseId, now: NOW }),
  );
  const organization = { name: 'Harbor & Pine', email: 'office@harbor.test', phone: null };
  const figures = [150_000, 33_333, 116_667].map(money);
  const english = await depositStatementPdf({ deposit, organization, photos: [] });
  expectWords(english, ['Security deposit statement', 'Kept for: The floor', 'April 20, 2026', ...figures]);
  const tenants = deposit.tenants.map((tenant) => ({ ...tenant, locale: 'es' }));
  const spanish = await depositStatementPdf({ deposit: { ...deposit, tenants }, organization, photos: [] });
  expectWords(spanish, ['Liquidación del depósito', 'Retenido por: The floor', '20 de abril de 2026', ...figures]);
});

test('an owner’s statement is theirs to the cent in both languages', async () => {
  const { rows } = await owner.query<{ id: string; payable: string; collected: string }>(
    `select s.id, s.payable_cents as payable, s.collected_cents as collected from owner_statements s
     where s.organization_id = $1 and s.owner_id = $2`,
    [landlord.organizationId, story.owners.Ada],
  );
  const [stated] = rows;
  if (stated === undefined) throw new Error('Ada has no statement');
  const booked = await owner.query<{ cents: string }>(
    `select -sum(p.amount_cents) as cents from postings p where p.organization_id = $1 and p.owner_id = $2
     and p.account = 'owner_payable'`,
    [landlord.organizationId, story.owners.Ada],
  );
  expect(booked.rows[0]?.cents).toBe(stated.payable);
  const statement = await inOrganization(api.database, landlord.organizationId, (tx) => loadStatement(tx, stated.id));
  const figures = [money(stated.payable), money(stated.collected)];
  expectWords(await statementPdf(statement), ['Owner statement, January 2026', 'January 2, 2026', ...figures]);
  // The books say `2026-01`; on paper a month is read as people say it, in a CSV as programs do.
  expect(statement.lines.some(({ label }) => label.endsWith('2026-01'))).toBe(true);
  const csv = statementCsv(statement);
  expect(csv).toContain('2026-01');
  const [head = [], ...lines] = readCsv(csv.slice(1));
  const centsOf = (line: string[]) => parseCents(line[head.indexOf('your_amount')] ?? '');
  const sums = lines.filter((line) => line[head.indexOf('kind')] === 'sum');
  expect(centsOf(sums.at(-1) ?? [])).toBe(Number(stated.payable));
  const moved = lines.slice(0, -sums.length).reduce((sum, line) => sum + centsOf(line), 0);
  expect(moved).toBe(sums.slice(1, 4).reduce((sum, line) => sum + centsOf(line), 0));
  expectWords(await statementPdf(statement), [
    ...statement.lines.map(({ label }) => label.replace('2026-01', 'January 2026')),
  ]);
  const spanish = await statementPdf({ ...statement, owner: { ...statement.owner, locale: 'es' } });
  expectWords(spanish, [
    'Estado de cuenta del propietario, enero de 2026',
    '2 de enero de 2026',
    'Renta, 2B, enero de 2026',
    ...figures,
  ]);
});
