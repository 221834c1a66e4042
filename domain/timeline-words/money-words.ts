import type { EventType } from '../events';
import { paymentFailure } from '../payment-failures';
import { type EventWords, type Facts, prefixed, sentence, shortDate } from './facts';

/** A return's code, `R01`, by which banks speak of it; a card network's own word for a dispute is not for people. */
const networkCode = (code: string) => (/^R\d\d$/.test(code) ? code : '');

type Types = Extract<
  EventType,
  | `charge.${string}`
  | `payment.${string}`
  | `payments.${string}`
  | `presentment.${string}`
  | `dispute.${string}`
  | `account.${string}`
  | `return_rate.${string}`
  | `payment_method.${string}`
  | `autopay.${string}`
  | `late_fee.${string}`
  | `rent_run.${string}`
  | `collection.${string}`
>;

const amount = (facts: Facts, fallback: string) => facts.money() || fallback;
const why = (facts: Facts) =>
  facts.text(['meaning', 'failureMessage', 'message', 'reason', 'failureCode', 'declineCode', 'code']);
/** A failure by its code; what the bank said itself only beside a code that nobody knows. */
const whyFailed = (facts: Facts) => {
  const said = (keys: readonly string[]) => facts.text(keys) || null;
  const code = said(['declineCode', 'failureCode', 'code']);
  const message = said(['meaning', 'failureMessage', 'message', 'reason']);
  if (code === null && message === null) return '';
  const { meaning, advice, told } = paymentFailure({ method: said(['method']), code, message });
  return sentence(meaning, advice ?? '', told === null ? '' : `the bank’s words: “${told}”`);
};
const period = (facts: Facts) => prefixed(' of ', shortDate(facts.text('period')));

const METHODS: Readonly<Record<string, string>> = {
  card: 'card',
  us_bank_account: 'bank debit',
  cash: 'cash',
  check: 'check',
  money_order: 'money order',
  transfer: 'transfer',
};
const method = (facts: Facts) => {
  const said = facts.text(['methodLabel', 'method']);
  return `${METHODS[said] ?? said}${prefixed(' ••', facts.text('last4'))}`;
};

/** Why a charge, or what was left of it, is not owed any more. */
const GIVEN_UP: Readonly<Record<string, string>> = {
  waive: 'waived',
  write_off: 'given up as lost',
  refund: 'taken back, its money given back',
};

const ratesOf = (facts: Facts) =>
  sentence(prefixed('at ', facts.text('rate')), prefixed('of at most ', facts.text('ceiling')), facts.text('what'));

/** Rent and payments, in plain words. */
export const MONEY_WORDS: Readonly<Record<Types, EventWords>> = {
  'charge.posted': {
    tone: 'ok',
    title: (f) => `${f.text(['label', 'kind'], 'A charge')}${period(f)} posted: ${f.money()}`.replace(/: $/, ''),
    detail: (f) => prefixed('Due on ', f.date('dueOn')),
  },
  'charge.voided': {
    tone: 'ok',
    title: (f) => `${f.text(['label', 'kind'], 'A charge')} ${GIVEN_UP[f.text('how')] ?? 'taken back'}`,
    detail: (f) => sentence(f.money(), f.text('reason')),
  },
  'payment.submitted': {
    tone: 'now',
    title: (f) => `${amount(f, 'A payment')} asked for`,
    detail: (f) => prefixed('By ', method(f)),
  },
  'payment.processing': {
    tone: 'now',
    title: (f) => `${amount(f, 'A payment')} is on its way`,
    detail: () => 'In transit: banks take up to 4 business days, and may still send it back',
  },
  'payment.succeeded': {
    tone: 'ok',
    title: (f) => `${amount(f, 'A payment')} received`,
    detail: (f) => prefixed('By ', method(f)),
  },
  'payment.failed': {
    tone: 'bad',
    title: (f) => `${amount(f, 'A payment')} did not go through`,
    detail: (f) => sentence(whyFailed(f), prefixed('Next try on ', f.date(['retryOn', 'nextAttemptOn']))),
  },
  'payment.canceled': { tone: 'bad', title: (f) => `${amount(f, 'A payment')} was canceled`, detail: why },
  'payment.reversed': {
    tone: 'bad',
    title: (f) =>
      `The bank returned ${amount(f, 'a payment')}${prefixed(': ', networkCode(f.text(['code', 'failureCode'])))}`,
    detail: (f) => sentence(f.text(['meaning', 'reason']), 'Reversed in the ledger; what it had paid is owed again'),
  },
  'payment.refunded': { tone: 'ok', title: (f) => `${amount(f, 'A payment')} was given back`, detail: why },
  'payment.recorded': {
    tone: 'ok',
    title: (f) => `${amount(f, 'A payment')} recorded by hand`,
    detail: (f) => sentence(method(f), prefixed('with effect from ', f.date('effectiveOn')), f.text('note')),
  },
  'payment.voided': {
    tone: 'bad',
    title: (f) => `${amount(f, 'A payment')} taken out of the books`,
    detail: (f) => sentence(method(f), f.text('reason'), 'What it had paid is owed again'),
  },
  'payment.corrected': {
    tone: 'ok',
    title: (f) => `${amount(f, 'A payment')} corrected${prefixed(' to ', f.money('correctedCents'))}`,
    detail: (f) => sentence(prefixed('with effect from ', f.date('effectiveOn')), f.text('reason')),
  },
  'payments.stopped': {
    tone: 'bad',
    title: () => 'Payments are not accepted for now',
    detail: (f) => sentence(f.text('reason'), 'Autopay holds still and tenants cannot pay by link'),
  },
  'payments.resumed': { tone: 'ok', title: () => 'Payments are accepted again', detail: (f) => f.text('reason') },
  'presentment.created': {
    tone: 'now',
    title: (f) => `Try ${f.text('attempt', '1')} to take ${amount(f, 'the payment')}`,
  },
  'presentment.unknown': {
    tone: 'now',
    title: () => 'The answer was lost',
    detail: () => 'We ask what happened before anything else is tried, so nobody pays twice',
  },
  'presentment.resolved': {
    tone: (f) => (f.text('status') === 'failed' ? 'bad' : 'ok'),
    title: (f) => `It is known what happened: ${f.text('status', 'settled')}`,
  },
  'dispute.opened': {
    tone: 'bad',
    title: (f) => `The payer disputes ${amount(f, 'a payment')}`,
    detail: (f) => sentence(f.text('meaning'), prefixed('Answer by ', f.date('answerBy'))),
  },
  'dispute.evidence_added': { tone: 'ok', title: () => 'Evidence added', detail: (f) => f.text('title') },
  'dispute.submitted': {
    tone: 'now',
    title: () => 'Evidence handed in',
    detail: () => 'The card’s bank decides, in up to 75 days',
  },
  'dispute.accepted': {
    tone: 'ok',
    title: () => 'The dispute was accepted',
    detail: () => 'The payer keeps the money',
  },
  'dispute.won': {
    tone: 'ok',
    title: (f) => `The dispute over ${amount(f, 'a payment')} was won`,
    detail: () => 'The money is back and counts from its first day',
  },
  'dispute.lost': {
    tone: 'bad',
    title: (f) => `The dispute over ${amount(f, 'a payment')} was lost`,
    detail: () => 'It stays reversed and is owed again',
  },
  'dispute.closed': { tone: 'ok', title: () => 'The inquiry was closed', detail: () => 'No money was taken' },
  'dispute.deadline_missed': {
    tone: 'bad',
    title: () => 'No evidence was handed in in time',
    detail: () => 'The card’s bank decides without it',
  },
  'account.reevaluated': {
    tone: 'ok',
    title: () => 'What was paid was counted anew, in the order of its dates',
    detail: (f) => f.text('reason'),
  },
  'return_rate.neared': {
    tone: 'bad',
    title: () => 'Returned debits near a ceiling',
    detail: ratesOf,
  },
  'return_rate.exceeded': {
    tone: 'bad',
    title: () => 'Returned debits are over a ceiling',
    detail: ratesOf,
  },
  'payment_method.added': { tone: 'ok', title: (f) => `${f.text(['label', 'method'], 'A way to pay')} was added` },
  'payment_method.blocked': {
    tone: 'bad',
    title: (f) => `${f.text(['label', 'method'], 'A way to pay')} is blocked`,
    detail: (f) => sentence(why(f), 'Another account or card is needed'),
  },
  'autopay.on': {
    tone: 'ok',
    title: () => 'Autopay turned on',
    detail: (f) => sentence(method(f), 'The written authorization is on file'),
  },
  'payment_method.removed': { tone: 'ok', title: (f) => `${f.text(['label', 'method'], 'A way to pay')} was removed` },
  'payment_method.made_default': {
    tone: 'ok',
    title: (f) => `${f.text(['label', 'method'], 'A way to pay')} is now the usual one`,
  },
  'autopay.held': {
    tone: 'now',
    title: (f) => `Autopay holds still${period(f)}`,
    detail: (f) => sentence(f.text('why'), prefixed('The debit was planned for ', f.date('debitOn'))),
  },
  'autopay.hold_lifted': { tone: 'ok', title: (f) => `Autopay goes on${period(f)}` },
  'autopay.amount_noticed': {
    tone: 'ok',
    title: (f) => `The payer was told of ${amount(f, 'another amount')} by autopay`,
    detail: (f) => sentence(prefixed('Usually ', f.money('usualCents')), prefixed('debit on ', f.date('debitOn'))),
  },
  'autopay.off': { tone: 'ok', title: () => 'Autopay turned off', detail: (f) => f.text('reason') },
  'late_fee.posted': {
    tone: 'bad',
    title: (f) => `Late fee${prefixed(' of ', f.money())}`,
    detail: (f) => sentence(f.text(['ruleText', 'rule']), f.text(['source', 'cite'])),
  },
  'late_fee.waived': {
    tone: 'ok',
    title: (f) => `Late fee${prefixed(' of ', f.money())} forgiven`,
    detail: (f) => sentence(prefixed('by ', f.text('by')), f.text('reason')),
  },
  'rent_run.started': {
    tone: 'now',
    title: (f) => `Rent run${prefixed(' of ', f.date(['localDate', 'date', 'period']))} started`,
  },
  'rent_run.completed': {
    tone: 'ok',
    title: (f) => `Rent run${prefixed(' of ', f.date(['localDate', 'date', 'period']))} done`,
    detail: (f) => sentence(prefixed('charges posted: ', f.text(['charges', 'chargesPosted'])), f.money('totalCents')),
  },
  'rent_run.failed': { tone: 'bad', title: () => 'The rent run stopped', detail: why },
  'collection.waiting': { tone: 'now', title: (f) => `Waiting for ${f.text('waitsFor', 'the payment')}` },
  'collection.escalated': {
    tone: 'bad',
    title: (f) => `Rent${period(f)} needs you`,
    detail: (f) => sentence(prefixed('Open: ', f.money()), f.text('reason')),
  },
};
