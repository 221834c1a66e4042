import { type Locale, localeOf } from '../../domain/locales';
import { monthIn } from '../../domain/messages';
import { type Cents, formatMoney, negateCents, sumCents } from '../../domain/money';
import { statementLineIn } from '../../domain/owners/statement-lines';
import { createPaper } from '../../papers/paper';
import { longDateIn } from '../../papers/words';
import type { LoadedStatement } from '../../store/owners/statements/read-statements';

const WORDS = {
  en: {
    title: (month: string) => `Owner statement, ${month}`,
    for: 'Prepared for',
    summary: 'Summary',
    opening: 'Carried over',
    collected: 'Collected for you',
    fee: 'Management fee',
    expenses: 'Expenses',
    reserve: 'Into your reserve',
    drawn: 'Out of your reserve',
    payable: 'Payable to you',
    short: 'Carried over to the next month',
    held: 'Kept back for you',
    share: (whole: string, percent: string) => `${percent}% of ${whole}`,
    note: 'Collected means money that came through in the month; what is still on its way between banks, and deposits, are not in it.',
  },
  es: {
    title: (month: string) => `Estado de cuenta del propietario, ${month}`,
    for: 'Preparado para',
    summary: 'Resumen',
    opening: 'Saldo anterior',
    collected: 'Cobrado para usted',
    fee: 'Honorarios de administración',
    expenses: 'Gastos',
    reserve: 'A su reserva',
    drawn: 'De su reserva',
    payable: 'A pagar a usted',
    short: 'Pasa al mes siguiente',
    held: 'Retenido para usted',
    share: (whole: string, percent: string) => `${percent}% de ${whole}`,
    note: 'Cobrado es el dinero que llegó en el mes; lo que aún está en camino entre bancos y los depósitos no se incluyen.',
  },
} as const;

/**
 * An owner's statement as a PDF. Same input, same bytes.
 * @throws RangeError where its lines do not add up to its sums: a paper must equal the ledger
 */
export async function statementPdf(statement: LoadedStatement): Promise<Buffer> {
  assertAddsUp(statement);
  const locale = localeOf(statement.owner.locale);
  const say = WORDS[locale];
  const month = monthIn(locale, statement.period);
  const paper = createPaper({
    title: say.title(month),
    author: statement.organization.name,
    createdAt: statement.createdAt,
    reference: `${say.title(month)} · ${statement.id}`,
    language: locale === 'es' ? 'es-US' : 'en-US',
  });
  paper.title(say.title(month), `${statement.organization.name} · ${statement.organization.email}`);
  paper.rows([{ label: say.for, value: statement.owner.name }]);
  paper.heading(say.summary);
  const { reserveCents, payableCents } = statement;
  paper.rows([
    { label: say.opening, value: formatMoney(statement.openingCents) },
    { label: say.collected, value: formatMoney(statement.collectedCents) },
    { label: say.fee, value: formatMoney(statement.managementFeeCents) },
    { label: say.expenses, value: formatMoney(statement.expensesCents) },
    { label: reserveCents < 0 ? say.drawn : say.reserve, value: formatMoney(negateCents(reserveCents)) },
    { label: payableCents < 0 ? say.short : say.payable, value: formatMoney(payableCents), strong: true },
    { label: say.held, value: formatMoney(statement.reserveHeldCents) },
  ]);
  for (const property of new Set(statement.lines.map((line) => line.property))) {
    paper.heading(property);
    paper.rows(
      statement.lines
        .filter((line) => line.property === property)
        .map((line) => ({
          label: statementLineIn(line.label, locale),
          detail: detailOf(line, locale),
          value: formatMoney(line.amountCents),
        })),
    );
  }
  paper.note(say.note);
  return paper.finish();
}

/** The day; and of what it is a part, where somebody else owns a part, too. */
function detailOf({ happenedOn, shareBps, wholeCents }: LoadedStatement['lines'][number], locale: Locale): string {
  const on = longDateIn(happenedOn, locale);
  if (shareBps === 10_000) return on;
  return `${on} · ${WORDS[locale].share(formatMoney(wholeCents), String(shareBps / 100))}`;
}

function assertAddsUp(statement: LoadedStatement): void {
  const of = (kinds: readonly string[]): Cents =>
    sumCents(statement.lines.filter(({ sourceKind }) => kinds.includes(sourceKind)).map((line) => line.amountCents));
  const isRight =
    of(['collected', 'returned']) === statement.collectedCents &&
    of(['management_fee']) === statement.managementFeeCents &&
    of(['bill', 'bill_voided', 'payment_fee']) === statement.expensesCents;
  if (!isRight) throw new RangeError('A statement’s lines add up to its sums.');
}
