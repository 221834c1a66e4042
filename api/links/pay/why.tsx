import { explainCharge } from '../../../domain/charge-explanation';
import type { Locale } from '../../../domain/locales';
import type { OpenChargeRow } from '../../../store/charges/open-charges';
import type { Words } from '../kernel/words';
import { chargeIn, moneyIn } from './say';

const WHY = {
  title: { en: 'Why these amounts?', es: '¿Por qué estos montos?' },
  paid: { en: 'Paid so far', es: 'Pagado hasta ahora' },
  share: { en: 'Your share of what is open', es: 'Su parte de lo pendiente' },
  shareText: {
    en: 'Everybody on the lease owes all of it; this is the part you agreed on.',
    es: 'Todos en el contrato deben el total; esta es la parte que acordaron.',
  },
} as const satisfies Record<string, Words>;

/** What each open charge was computed from, line by line; closed until somebody asks, without a script. */
export function Why({ open, locale }: { open: readonly OpenChargeRow[]; locale: Locale }) {
  const explained = open.flatMap((charge) => {
    const { steps } = explainCharge({ amountCents: charge.amountCents, rule: charge.rule }, locale);
    return steps.length === 0 ? [] : [{ charge, steps }];
  });
  if (explained.length === 0) return null;
  return (
    <details>
      <summary>{WHY.title[locale]}</summary>
      {explained.map(({ charge, steps }) => (
        <section key={charge.chargeId}>
          <p>
            <b>{chargeIn(charge, locale)}</b>
          </p>
          <div className="lines">
            {steps.map((step) => (
              <div className="line small" key={step.text}>
                <span>{step.text}</span>
                <span className="num">{step.amountCents === null ? '' : moneyIn(step.amountCents, locale)}</span>
              </div>
            ))}
            {charge.openCents < charge.amountCents ? (
              <div className="line small">
                <span>{WHY.paid[locale]}</span>
                <span className="num">{moneyIn(charge.openCents - charge.amountCents, locale)}</span>
              </div>
            ) : null}
          </div>
        </section>
      ))}
    </details>
  );
}

/** A roommate's own part, where the rent is split. */
export function OwnShare({ cents, locale }: { cents: number | null; locale: Locale }) {
  if (cents === null) return null;
  return (
    <p>
      {WHY.share[locale]}: <b>{moneyIn(cents, locale)}</b>
      <span className="small"> · {WHY.shareText[locale]}</span>
    </p>
  );
}
