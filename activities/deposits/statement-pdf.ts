import { type Locale, localeOf } from '../../domain/locales';
import { type Cents, cents, formatMoney, negateCents } from '../../domain/money';
import { createPaper } from '../../papers/paper';
import { longDateIn } from '../../papers/words';
import type { DepositAccount, DepositLine } from '../../store/deposits/read-deposit';
import { STATEMENT_WORDS } from './statement-words';

export type DepositPhoto = { bytes: Buffer; caption: string; kind: 'photo' | 'receipt' };

export type StatementOnPaper = {
  deposit: DepositAccount;
  organization: { name: string; email: string; phone: string | null };
  photos: readonly DepositPhoto[];
};

/**
 * The itemized statement of a deposit as a PDF, in the first tenant's language. Same input, same bytes.
 * @throws RangeError where its lines do not add up: a paper must equal the ledger
 */
export async function depositStatementPdf({ deposit, organization, photos }: StatementOnPaper): Promise<Buffer> {
  assertAddsUp(deposit);
  const locale = localeOf(deposit.tenants[0]?.locale);
  const say = STATEMENT_WORDS[locale];
  const day = (date: string) => longDateIn(date, locale);
  const contact = [organization.email, organization.phone].filter((part) => part !== null).join(' · ');
  const paper = createPaper({
    title: say.title,
    author: organization.name,
    createdAt: deposit.settledAt ?? lastChange(deposit),
    reference: `${say.title} · ${deposit.id}`,
    language: locale === 'es' ? 'es-US' : 'en-US',
  });
  paper.title(say.title, `${organization.name} · ${contact}`);
  paper.rows([
    { label: say.for, value: deposit.tenants.map(({ name }) => name).join(', ') },
    { label: say.home, value: deposit.address, detail: deposit.place },
    {
      label: say.lived,
      value: `${day(deposit.startsOn)} – ${deposit.movedOutOn === null ? '…' : day(deposit.movedOutOn)}`,
    },
    ...(deposit.dueOn === null ? [] : [{ label: say.dueOn, value: day(deposit.dueOn) }]),
  ]);
  paper.heading(say.summary);
  paper.rows([
    { label: say.received, value: formatMoney(deposit.receivedCents) },
    ...linesOf(deposit, 'interest', locale),
    ...linesOf(deposit, 'deduction', locale),
    ...linesOf(deposit, 'transfer', locale),
    { label: say.toReturn, value: formatMoney(owedBack(deposit)), strong: true },
  ]);
  if (deposit.lines.some(({ kind }) => kind === 'return')) {
    paper.heading(say.returned);
    paper.rows([...linesOf(deposit, 'return', locale), ...linesOf(deposit, 'return_failed', locale)]);
  }
  paper.rows([{ label: say.held, value: formatMoney(deposit.heldCents), strong: true }]);
  if (photos.length > 0) paper.heading(say.photos, 'picture');
  for (const { bytes, caption, kind } of photos) paper.picture(bytes, `${say[kind]}: ${caption}`);
  paper.note(say.note);
  return paper.finish();
}

function linesOf(deposit: DepositAccount, kind: DepositLine['kind'], locale: Locale) {
  return deposit.lines
    .filter((line) => line.kind === kind && line.status === 'posted')
    .map((line) => ({
      label: labelOf(line, locale),
      detail: detailOf(line, locale),
      value: formatMoney(kind === 'interest' || kind === 'return' ? line.amountCents : negateCents(line.amountCents)),
    }));
}

function labelOf({ kind, purpose, reason, chargeLabel, tenant }: DepositLine, locale: Locale): string {
  const say = STATEMENT_WORDS[locale];
  switch (kind) {
    case 'interest':
      return say.interest;
    case 'deduction':
      return purpose === 'charge' ? `${say.owed}: ${chargeLabel ?? ''}` : `${say.damage}: ${reason ?? ''}`;
    case 'transfer':
      return say.transfer;
    case 'return':
      return tenant?.name ?? say.returned;
    case 'return_failed':
      return say.returnFailed;
  }
}

function detailOf({ kind, purpose, reason, effectiveOn, ...line }: DepositLine, locale: Locale): string {
  const say = STATEMENT_WORDS[locale];
  const day = (date: string) => longDateIn(date, locale);
  const days = `${day(line.fromOn ?? effectiveOn)} – ${day(line.toOn ?? effectiveOn)}`;
  const parts: (string | null)[] = [kind === 'interest' ? days : day(effectiveOn)];
  if (kind === 'deduction' && purpose === 'charge') parts.push(reason);
  if (kind === 'return') parts.push(say.methods[methodOf(line.method)], line.reference, line.address);
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function methodOf(method: string | null): 'check' | 'ach' | 'cash' | 'original' {
  return method === 'ach' || method === 'cash' || method === 'original' ? method : 'check';
}

function owedBack({ receivedCents, interestCents, deductedCents, transferredCents }: DepositAccount): Cents {
  return cents(receivedCents + interestCents - deductedCents - transferredCents);
}

function lastChange({ lines }: DepositAccount): Date {
  return new Date(Math.max(0, ...lines.map(({ createdAt }) => createdAt.getTime())));
}

function assertAddsUp(deposit: DepositAccount): void {
  if (owedBack(deposit) - deposit.returnedCents !== deposit.heldCents) {
    throw new RangeError('A deposit statement’s lines add up to what is held.');
  }
}
