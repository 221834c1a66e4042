import type { EventType } from '../events';
import { type EventWords, prefixed, sentence } from './facts';

type Types = Extract<EventType, `payment_plan.${string}` | `refund.${string}`>;

const BACK: Readonly<Record<string, string>> = {
  original: 'to the way it was paid',
  check: 'by check',
  cash: 'in cash',
  transfer: 'by transfer',
};

/** Payment plans and money that goes back, in plain words. */
export const PLAN_WORDS: Readonly<Record<Types, EventWords>> = {
  'payment_plan.offered': {
    tone: 'now',
    title: (f) => `A payment plan for ${f.money() || 'what is past due'} was offered`,
    detail: (f) =>
      sentence(prefixed('installments: ', f.text('installments')), prefixed('accept by ', f.date('acceptBy'))),
  },
  'payment_plan.accepted': {
    tone: 'ok',
    title: () => 'The payment plan was accepted',
    detail: (f) =>
      sentence(
        f.text('method') === '' ? 'Each installment is paid by link' : `Charged by itself: ${f.text('method')}`,
        'Late fees on what it covers pause',
      ),
  },
  'payment_plan.declined': {
    tone: 'bad',
    title: () => 'The payment plan was declined',
    detail: (f) => f.text('reason'),
  },
  'payment_plan.withdrawn': {
    tone: 'ok',
    title: () => 'The offered plan was withdrawn',
    detail: (f) => f.text('reason'),
  },
  'payment_plan.expired': { tone: 'bad', title: () => 'Nobody accepted the payment plan in time' },
  'payment_plan.canceled': {
    tone: 'ok',
    title: () => 'The payment plan was canceled',
    detail: (f) => sentence(f.text('reason'), prefixed('Open: ', f.money('openCents'))),
  },
  'payment_plan.broken': {
    tone: 'bad',
    title: (f) => `The payment plan is broken${prefixed(': installment ', f.text('installment'))}`,
    detail: (f) =>
      sentence(prefixed('due on ', f.date('dueOn')), prefixed('Open: ', f.money('openCents')), 'Collection goes on'),
  },
  'payment_plan.completed': {
    tone: 'ok',
    title: (f) => `The payment plan is paid in full${prefixed(': ', f.money())}`,
  },
  'refund.requested': {
    tone: 'now',
    title: (f) => `A refund of ${f.money() || 'a payment'} was asked for`,
    detail: (f) => sentence(BACK[f.text('method')] ?? '', f.text('reason')),
  },
  'refund.unknown': {
    tone: 'now',
    title: () => 'The answer to a refund was lost',
    detail: () => 'We ask what happened before anything else is tried, so that nobody is paid twice',
  },
  'refund.sent': {
    tone: 'now',
    title: (f) => `A refund of ${f.money() || 'a payment'} is on its way`,
    detail: () => 'Cards show it in 5 to 10 days, bank accounts in up to 10 business days',
  },
  'refund.succeeded': {
    tone: 'ok',
    title: (f) => `${f.money() || 'A payment'} was given back`,
    detail: (f) => sentence(BACK[f.text('method')] ?? '', f.text('reason')),
  },
  'refund.needs_action': {
    tone: 'bad',
    title: (f) => `A refund of ${f.money() || 'a payment'} waits for the payer`,
    detail: () => 'The payment service asked them where to send it',
  },
  'refund.failed': {
    tone: 'bad',
    title: (f) => `A refund of ${f.money() || 'a payment'} failed`,
    detail: (f) => sentence(f.text('meaning'), 'The money is back in the books as credit'),
  },
};
