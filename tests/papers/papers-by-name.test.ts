import { execFileSync, spawnSync } from 'node:child_process';
import pg from 'pg';
import { depositStatementPdf } from '../../activities/deposits/statement-pdf';
import { statementPdf } from '../../activities/owners/statement-pdf';
import { startApi, type TestApi, type TestLandlord } from '../../api/testing/start-api';
import { cents, formatMoney } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { readDeposit } from '../../store/deposits/read-deposit';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { loadStatement } from '../../store/owners/statements/read-statements';
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

async function fetchPdf(address: string, headers: Record<string, string> = {}) {
  const answer = await fetch(address, { headers });
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
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
    const title = status === 'reversed' ? 'Pago devuelto por el banco' : 'Recibo';
    const { body } = await fetchPdf(`${base}/paper?payment=${id}`);
    expectWords(body, [title, 'Total', money(amount), id]);
    const path = `/v1/payments/${id}/receipt`;
    const seen = await landlord.ask('GET', path);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await stranger.ask('GET', path)).status).toBe(404);
  }
  const others = await owner.query<{ id: string }>('select id from payments where lease_id = $1 limit 1', [
    story.left.leaseId,
  ]);
  expect((await fetchPdf(`${base}/paper?payment=${others.rows[0]?.id}`)).status).toBe(404);
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
  const spanish = await statementPdf({ ...statement, owner: { ...statement.owner, locale: 'es' } });
  expectWords(spanish, ['Estado de cuenta del propietario, enero de 2026', '2 de enero de 2026', ...figures]);
});
