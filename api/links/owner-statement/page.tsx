import { TenureError } from '../../../domain/errors';
import { monthIn } from '../../../domain/messages';
import { type Cents, negateCents } from '../../../domain/money';
import { statementLineIn } from '../../../domain/owners/statement-lines';
import { inOrganization } from '../../../store/database';
import { readDocument } from '../../../store/documents/read-documents';
import { type LoadedStatement, loadStatement } from '../../../store/owners/statements/read-statements';
import type { LinkPage, Visit } from '../kernel/link-page';
import { dateIn, moneyIn } from '../pay/say';
import { STATEMENT } from './words';

/** A paper is fetched within this, in seconds. */
const PAPER_SECONDS = 3_600;

type Shown = { statement: LoadedStatement; pdf: string | null; csv: string | null };

async function read({ link, services }: Visit): Promise<Shown> {
  const found = await inOrganization(services.database, link.organizationId, async (tx) => {
    const statement = await loadStatement(tx, link.subjectId);
    if (statement.ownerId !== link.partyId) throw new TenureError('not_found', 'This statement is somebody else’s.');
    const paper = async (id: string | null) => (id === null ? null : readDocument(tx, id));
    return { statement, pdf: await paper(statement.pdfDocumentId), csv: await paper(statement.csvDocumentId) };
  });
  const addressOf = (paper: { objectKey: string } | null, ending: string) =>
    paper === null
      ? null
      : services.files.downloadUrl({
          key: paper.objectKey,
          expiresInSeconds: PAPER_SECONDS,
          downloadAs: `owner-statement-${found.statement.period}.${ending}`,
        });
  return { statement: found.statement, pdf: await addressOf(found.pdf, 'pdf'), csv: await addressOf(found.csv, 'csv') };
}

/** An owner reads their month, and takes its papers along. */
export const ownerStatementPage: LinkPage = {
  purpose: 'owner_statement',
  async show(visit) {
    if (visit.step !== '') throw new TenureError('not_found', 'This page does not exist.');
    const shown = await read(visit);
    const title = STATEMENT.title[visit.locale](monthIn(visit.locale, shown.statement.period));
    return { title, body: <Statement visit={visit} title={title} {...shown} /> };
  },
  submit: () => Promise.reject(new TenureError('not_found', 'There is nothing to send here.')),
};

function Statement({ visit, title, statement, pdf, csv }: Shown & { visit: Visit; title: string }) {
  const { locale } = visit;
  const money = (amount: Cents) => moneyIn(amount, locale);
  const { reserveCents, payableCents } = statement;
  const sums = [
    [STATEMENT.opening[locale], statement.openingCents],
    [STATEMENT.collected[locale], statement.collectedCents],
    [STATEMENT.fee[locale], statement.managementFeeCents],
    [STATEMENT.expenses[locale], statement.expensesCents],
    ...(reserveCents === 0
      ? []
      : [[STATEMENT[reserveCents < 0 ? 'drawn' : 'reserve'][locale], negateCents(reserveCents)] as const]),
  ] as const;
  return (
    <>
      <h1>{title}</h1>
      <p className="muted">{statement.owner.name}</p>
      <section className="card">
        {sums.map(([label, cents]) => (
          <div key={label} className="line">
            <span>{label}</span>
            <span className="num">{money(cents)}</span>
          </div>
        ))}
        <div className="line">
          <span>{STATEMENT[payableCents < 0 ? 'short' : 'payable'][locale]}</span>
          <span className="num">{money(payableCents)}</span>
        </div>
      </section>
      {statement.reserveHeldCents === 0 ? null : (
        <p className="small">
          {STATEMENT.held[locale]}: {money(statement.reserveHeldCents)}
        </p>
      )}
      <h2>{STATEMENT.lines[locale]}</h2>
      <section className="card lines each">
        {statement.lines.length === 0 ? <p className="muted">{STATEMENT.nothing[locale]}</p> : null}
        {statement.lines.slice(0, 100).map((line) => (
          <div key={line.id} className="line">
            <span>
              {statementLineIn(line.label, locale)}
              <span className="small">{dateIn(line.happenedOn, locale)}</span>
            </span>
            <span className="num">{money(line.amountCents)}</span>
          </div>
        ))}
      </section>
      {pdf === null ? null : (
        <a className="btn primary" href={pdf}>
          {STATEMENT.pdf[locale]}
        </a>
      )}
      {csv === null ? null : (
        <a className="btn quiet" href={csv}>
          {STATEMENT.csv[locale]}
        </a>
      )}
      <p className="small muted">{STATEMENT.note[locale]}</p>
    </>
  );
}
