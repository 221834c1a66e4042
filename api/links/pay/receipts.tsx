import { TenureError } from '../../../domain/errors';
import { addCents } from '../../../domain/money';
import { inOrganization } from '../../../store/database';
import { paidBy } from '../../../store/payments/method-label';
import type { Account } from '../../../store/payments/read-account';
import { type Receipt as ReceiptRow, readReceipts } from '../../../store/payments/read-receipts';
import { receiptLines } from '../../payments/receipt';
import { Lines } from '../kernel/forms';
import { fieldOf, type Shown } from '../kernel/link-page';
import { hrefOf } from './nav';
import { dateIn, moneyIn } from './say';
import { PAY } from './words';

const SHOWN = 36;

/** Everything that was paid on the lease, the latest first. */
export async function Receipts({ visit }: { visit: Shown }) {
  const { locale, link, services } = visit;
  const receipts = await inOrganization(services.database, link.organizationId, (tx) =>
    readReceipts(tx, { leaseId: link.subjectId, limit: SHOWN }),
  );
  return (
    <>
      <h1>{PAY.places.receipts[locale]}</h1>
      {receipts.length === 0 ? <p className="muted">{PAY.noReceipts[locale]}</p> : null}
      <ul className="steps">
        {receipts.map((receipt) => (
          <li key={receipt.paymentId}>
            <a href={hrefOf(visit, 'receipt', `&payment=${receipt.paymentId}`)}>
              <span>
                {dateIn(receipt.paidOn, locale, true)}
                <span className="small">{paidBy(receipt, locale)}</span> <Standing receipt={receipt} visit={visit} />
              </span>
              <span className="num">{moneyIn(addCents(receipt.amountCents, receipt.feeCents), locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One payment: what it paid, and the paper of it. */
export async function Receipt({ visit, account }: { visit: Shown; account: Account }) {
  const { locale, link, services, query } = visit;
  const paymentId = fieldOf(query, 'payment');
  const [receipt] = await inOrganization(services.database, link.organizationId, (tx) =>
    readReceipts(tx, { leaseId: link.subjectId, paymentId, limit: 1 }),
  );
  if (receipt === undefined) throw new TenureError('not_found', 'There is no such payment.');
  return (
    <>
      <h1>{PAY.receipt[locale]}</h1>
      <p className="sum">{moneyIn(addCents(receipt.amountCents, receipt.feeCents), locale)}</p>
      <p className="muted">
        {account.address} · {dateIn(receipt.paidOn, locale, true)} · {paidBy(receipt, locale)}
      </p>
      <Standing receipt={receipt} visit={visit} />
      <Lines
        rows={[
          ...receiptLines(receipt, locale).map(({ label, amountCents }) => ({
            what: label,
            amount: moneyIn(amountCents, locale),
          })),
          { what: PAY.paidTotal[locale], amount: moneyIn(addCents(receipt.amountCents, receipt.feeCents), locale) },
        ]}
      />
      <p className="small">
        {PAY.receiptNumber[locale]} {receipt.paymentId}
      </p>
      <a className="btn" href={hrefOf(visit, 'paper', `&payment=${receipt.paymentId}`)}>
        {PAY.pdf[locale]}
      </a>
      <a className="btn quiet" href={hrefOf(visit, 'paper', `&payment=${receipt.paymentId}&format=csv`)}>
        {PAY.csv[locale]}
      </a>
    </>
  );
}

function Standing({ receipt, visit: { locale } }: { receipt: ReceiptRow; visit: Shown }) {
  if (receipt.status === 'processing') return <span className="tag transit">{PAY.transit[locale]}</span>;
  if (receipt.status === 'refunded') return <span className="tag wait">{PAY.refunded[locale]}</span>;
  if (receipt.status !== 'reversed') return null;
  return <span className="tag bad">{receipt.voided ? PAY.voided[locale] : PAY.cameBack[locale]}</span>;
}
