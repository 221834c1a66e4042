import type { Account } from '../../../store/payments/read-account';
import type { Shown } from '../kernel/link-page';
import { type Section, stepOf } from './sections';
import { PAY } from './words';

/** The address of a section of the page, in the reader's language. */
export function hrefOf({ base, link, locale }: Shown, section: Section, query = ''): string {
  const step = stepOf(link.purpose, section);
  return `${base}${step === '' ? '' : `/${step}`}?lang=${locale}${query}`;
}

const PLACES = ['pay', 'autopay', 'methods', 'receipts', 'papers'] as const satisfies readonly Section[];

/** The other sections of the page. */
export function Nav({ visit, account, section }: { visit: Shown; account: Account; section: Section }) {
  const { locale } = visit;
  const autopay = account.autopay === null ? PAY.isOff : PAY.isOn;
  return (
    <nav aria-label={PAY.more[locale]}>
      <ul className="steps">
        {PLACES.filter((place) => place !== section).map((place) => {
          const note = place === 'autopay' ? autopay : null;
          return (
            <li key={place}>
              <a href={hrefOf(visit, place)}>
                {PAY.places[place][locale]}
                {note === null ? null : <span className="muted">{note[locale]}</span>}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
