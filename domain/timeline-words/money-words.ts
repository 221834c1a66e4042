import type { EventType } from '../events';
import { type EventWords, type Facts, prefixed, sentence, shortDate } from './facts';

type Types = Extract<
  EventType,
  | `charge.${string}`
  | `payment.${string}`
  | `presentment.${string}`
  | `payment_method.${string}`
  | `autopay.${string}`
  | `late_fee.${string}`
  | `rent_run.${string}`
  | `collection.${string}`
>;

const amount = (facts: Facts, fallback: string) => facts.money() || fallback;
const why = (facts: Facts) =>
  facts.text(['meaning', 'failureMessage', 'message', 'reason', 'failureCode', 'declineCode', 'code']);
const period = (facts: Facts) => prefixed(' of ', shortDate(facts.text('period')));

const METHODS: Readonly<Record<string, string>> = {
  card: 'card',
  us_bank_account: 'bank debit',
  cash: 'cash',
  check: 'check',
  transfer: 'transfer',
};
const method = (facts: Facts) => {
  const said = facts.text(['methodLabel', 'method']);
  return `${METHODS[said] ?? said}${prefixed(' ••', facts.text('last4'))}`;
};

/** Rent and payments, in plain words. */
export const MONEY_WORDS: Readonly<Record<Types, EventWords>> = {
  'charge.posted': {
    tone: 'ok',
    title: (f) => `${f.text(['label', 'kind'], 'A charge')}${period(f)} posted: ${f.money()}`.replace(/: $/, ''),
    detail: (f) => prefixed('Due on ', f.date('dueOn')),
  },
  'charge.voided': {
    tone: 'ok',
    title: (f) => `${f.text(['label', 'kind'], 'A charge')} taken back`,
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
    detail: (f) => sentence(why(f), prefixed('Next try on ', f.date(['retryOn', 'nextAttemptOn']))),
  },
  'payment.canceled': { tone: 'bad', title: (f) => `${amount(f, 'A payment')} was canceled`, detail: why },
  'payment.reversed': {
    tone: 'bad',
    title: (f) => `The bank returned ${amount(f, 'a payment')}${prefixed(': ', f.text(['code', 'failureCode']))}`,
    detail: (f) => sentence(f.text(['meaning', 'reason']), 'Reversed in the ledger; what it had paid is owed again'),
  },
  'payment.refunded': { tone: 'ok', title: (f) => `${amount(f, 'A payment')} was given back`, detail: why },
  'payment.recorded': {
    tone: 'ok',
    title: (f) => `${amount(f, 'A payment')} recorded by hand`,
    detail: (f) => sentence(method(f), prefixed('with effect from ', f.date('effectiveOn')), f.text('note')),
  },
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
