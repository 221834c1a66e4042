import { cents, formatMoney } from '../../../domain/money';
import { inOrganization } from '../../../store/database';
import { fieldOf, type Shown } from '../kernel/link-page';
import type { Words } from '../kernel/words';
import { PAY } from './words';

/** Where the payer comes back to: what became of the payment, as far as it is known. */
export async function Done({ visit }: { visit: Shown }) {
  const { locale, base, query, link, services } = visit;
  const id = fieldOf(query, 'payment');
  const payment = await inOrganization(services.database, link.organizationId, (tx) =>
    tx.payment.findFirst({ where: { id, leaseId: link.subjectId, tenantId: link.partyId } }),
  );
  const sum = payment === null ? null : formatMoney(cents(Number(payment.amountCents)));
  const told = TOLD[payment?.status ?? ''] ?? MOMENT;
  const again = `${base}/done?payment=${encodeURIComponent(id)}&lang=${locale}`;
  return (
    <>
      <h1>{told.title[locale]}</h1>
      {sum === null ? null : <p className="sum">{sum}</p>}
      <p className="muted">{told.text[locale]}</p>
      {payment?.status === 'succeeded' ? (
        <a className="btn" href={`${base}/receipt?payment=${encodeURIComponent(id)}&lang=${locale}`}>
          {PAY.receipt[locale]}
        </a>
      ) : null}
      {told.next === 'look' ? (
        <a className="btn" href={again}>
          {PAY.look[locale]}
        </a>
      ) : null}
      {told.next === 'pay' ? (
        <a className="btn primary" href={`${base}?lang=${locale}`}>
          {PAY.again[locale]}
        </a>
      ) : null}
    </>
  );
}

type Told = { title: Words; text: Words; next: 'none' | 'look' | 'pay' };

const NOT_PAID: Told = { title: PAY.notPaid, text: PAY.other, next: 'pay' };
const MOMENT: Told = { title: PAY.moment, text: PAY.momentText, next: 'look' };
const TOLD: Readonly<Record<string, Told>> = {
  succeeded: { title: PAY.thanks, text: PAY.thanksText, next: 'none' },
  processing: { title: PAY.way, text: PAY.wayText, next: 'none' },
  failed: NOT_PAID,
  canceled: NOT_PAID,
  reversed: NOT_PAID,
};
