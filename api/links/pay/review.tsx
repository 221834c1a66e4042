import { addCents, subtractCents } from '../../../domain/money';
import type { Account } from '../../../store/payments/read-account';
import { Form, Go, Lines } from '../kernel/forms';
import { type FormFields, fieldOf, type Shown } from '../kernel/link-page';
import { hrefOf } from './nav';
import { moneyIn } from './say';
import { chosenOf } from './submit-payment';
import { PAY } from './words';

/** What will be taken, a card's fee as a line of its own, and what of it is more than is owed, before anything is. */
export function Review({ visit, account }: { visit: Shown; account: Account }) {
  const { locale } = visit;
  const fields: FormFields = { ...visit.query, ...visit.fields };
  const { amountCents, feeCents } = chosenOf(fields, account);
  const keep = fieldOf(fields, 'keep');
  const total = moneyIn(addCents(amountCents, feeCents), locale);
  return (
    <>
      <h1>{PAY.review[locale]}</h1>
      <p className="sum">{total}</p>
      <p className="muted">{account.address}</p>
      <Lines
        rows={[
          { what: PAY.reviewAmount[locale], amount: moneyIn(amountCents, locale) },
          ...(feeCents === 0 ? [] : [{ what: PAY.cardFee[locale], amount: moneyIn(feeCents, locale) }]),
          { what: PAY.reviewTotal[locale], amount: total },
        ]}
      />
      {amountCents > account.totalCents ? (
        <p>
          <b>{moneyIn(subtractCents(amountCents, account.totalCents), locale)}</b> {PAY.moreThanOwed[locale]}
        </p>
      ) : null}
      {feeCents === 0 ? null : <p className="small">{PAY.cardFeeText[locale]}</p>}
      <Form visit={visit} step="review">
        <input type="hidden" name="way" value={fieldOf(fields, 'way')} />
        <input type="hidden" name="amount" value={(amountCents / 100).toFixed(2)} />
        <input type="hidden" name="fee" value={feeCents} />
        {keep === 'yes' ? <input type="hidden" name="keep" value="yes" /> : null}
        <Go>{`${PAY.payTotal[locale]} ${total}`}</Go>
      </Form>
      <a className="btn quiet" href={hrefOf(visit, 'pay')}>
        {PAY.back[locale]}
      </a>
    </>
  );
}
