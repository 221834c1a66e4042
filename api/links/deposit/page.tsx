import { notFound, TenureError } from '../../../domain/errors';
import { type Cents, negateCents } from '../../../domain/money';
import { longDateIn } from '../../../papers/words';
import { inOrganization } from '../../../store/database';
import { type DepositAccount, type DepositLine, readDeposit } from '../../../store/deposits/read-deposit';
import { Lines } from '../kernel/forms';
import type { LinkPage, Shown, Visit } from '../kernel/link-page';
import { moneyIn } from '../pay/say';
import { DEPOSIT } from './words';

const PDF_SECONDS = 300;

/** What makes the deposit more; everything else makes it less. */
const ADDS: ReadonlySet<DepositLine['kind']> = new Set(['interest', 'return_failed']);

type Seen = { deposit: DepositAccount; pdfUrl: string | null };

/** A tenant sees what became of their deposit, and gets the statement as a PDF. */
export const depositStatementPage: LinkPage = {
  purpose: 'deposit_statement',
  async show(visit) {
    if (visit.step !== '') throw new TenureError('not_found', 'This page does not exist.');
    const seen = await load(visit);
    return { title: DEPOSIT.title[visit.locale], body: <Statement visit={visit} seen={seen} /> };
  },
  async submit() {
    throw new TenureError('not_found', 'There is nothing to send here.');
  },
};

async function load({ link, services, now }: Visit): Promise<Seen> {
  const { organizationId, subjectId: leaseId, partyId } = link;
  const { deposit, key } = await inOrganization(services.database, organizationId, async (tx) => {
    const read = await readDeposit(tx, { organizationId, leaseId, now });
    const id = read.statementDocumentId;
    const document = id === null ? null : await tx.document.findUnique({ where: { id }, select: { objectKey: true } });
    return { deposit: read, key: document?.objectKey ?? null };
  });
  if (!deposit.tenants.some(({ id }) => id === partyId)) throw notFound('deposit');
  const wanted = { expiresInSeconds: PDF_SECONDS, downloadAs: 'deposit-statement.pdf' };
  return { deposit, pdfUrl: key === null ? null : await services.files.downloadUrl({ key, ...wanted }) };
}

function Statement({ visit: { locale }, seen: { deposit, pdfUrl } }: { visit: Shown; seen: Seen }) {
  const money = (amount: Cents) => moneyIn(amount, locale);
  const posted = deposit.lines.filter(({ status }) => status === 'posted');
  return (
    <>
      <h1>{DEPOSIT.title[locale]}</h1>
      <p className="sum">{money(deposit.returnedCents)}</p>
      <p className="muted">
        {DEPOSIT.returned[locale]} · {deposit.address}
      </p>
      <h2>{DEPOSIT.lines[locale]}</h2>
      <Lines
        rows={[
          { what: DEPOSIT.received[locale], amount: money(deposit.receivedCents) },
          ...posted.map((line) => ({
            what: wordsOf(line, locale),
            amount: money(ADDS.has(line.kind) ? line.amountCents : negateCents(line.amountCents)),
          })),
          { what: DEPOSIT.held[locale], amount: money(deposit.heldCents) },
        ]}
      />
      {pdfUrl === null ? null : (
        <a className="btn primary" href={pdfUrl}>
          {DEPOSIT.pdf[locale]}
        </a>
      )}
      <p className="small">{DEPOSIT.disagree[locale]}</p>
    </>
  );
}

function wordsOf(
  { kind, purpose, reason, chargeLabel, effectiveOn, tenant }: DepositLine,
  locale: 'en' | 'es',
): string {
  switch (kind) {
    case 'interest':
      return DEPOSIT.interest[locale];
    case 'deduction':
      return purpose === 'charge'
        ? `${DEPOSIT.owed[locale]}: ${chargeLabel ?? ''}`
        : `${DEPOSIT.damage[locale]}: ${reason ?? ''}`;
    case 'transfer':
      return DEPOSIT.transfer[locale];
    case 'return':
      return `${DEPOSIT.returned[locale]} · ${longDateIn(effectiveOn, locale)}${tenant === null ? '' : ` · ${tenant.name}`}`;
    case 'return_failed':
      return `${DEPOSIT.returnFailed[locale]} · ${longDateIn(effectiveOn, locale)}`;
  }
}
