import type { EventType } from '../events';
import { type EventWords, prefixed, sentence } from './facts';

type Types = Extract<
  EventType,
  | `owner.${string}`
  | `ownership.${string}`
  | `owner_agreement.${string}`
  | `bill.${string}`
  | `owner_statement.${string}`
  | `owner_statements.${string}`
  | `owner_payout.${string}`
  | `connect_account.${string}`
>;

/** Owners, their statements and payouts, and what their property cost, in plain words. */
export const OWNER_WORDS: Readonly<Record<Types, EventWords>> = {
  'owner.created': { tone: 'ok', title: (f) => `${f.text('name', 'An owner')} was added as an owner` },
  'owner.updated': { tone: 'ok', title: (f) => `${f.text('name', 'An owner')}’s details changed` },
  'ownership.changed': {
    tone: 'ok',
    title: () => 'Who owns it changed',
    detail: (f) => sentence(prefixed('from ', f.date('startsOn')), f.list('parts')),
  },
  'owner_agreement.changed': {
    tone: 'ok',
    title: () => 'The management agreement changed',
    detail: (f) => prefixed('from ', f.date('startsOn')),
  },
  'bill.created': {
    tone: 'now',
    title: (f) => `A bill of ${f.money() || 'an amount'} came${prefixed(' from ', f.text('payee'))}`,
    detail: (f) => f.text('description'),
  },
  'bill.approved': {
    tone: 'ok',
    title: (f) => `The bill of ${f.money() || 'an amount'} was approved`,
    detail: (f) => f.text('payee'),
  },
  'bill.paid': {
    tone: 'ok',
    title: (f) => `The bill of ${f.money() || 'an amount'} was paid`,
    detail: (f) => f.text('payee'),
  },
  'bill.voided': { tone: 'bad', title: () => 'The bill was voided', detail: (f) => f.text('reason') },
  'owner_statement.posted': {
    tone: 'ok',
    title: (f) => `The owner statement${prefixed(' for ', f.date('period'))} was made`,
    detail: (f) => prefixed('Payable: ', f.money('payableCents')),
  },
  'owner_statement.sent': {
    tone: 'ok',
    title: (f) => `The owner statement${prefixed(' for ', f.date('period'))} was sent`,
  },
  'owner_statements.completed': {
    tone: 'ok',
    title: (f) => `All owner statements${prefixed(' for ', f.date('period'))} are made`,
    detail: (f) =>
      sentence(prefixed('statements: ', f.text('statements')), prefixed('payable: ', f.money('payableCents'))),
  },
  'owner_payout.created': {
    tone: 'now',
    title: (f) => `${f.money() || 'Money'} goes out to an owner`,
    detail: (f) => f.text('how'),
  },
  'owner_payout.paid': {
    tone: 'ok',
    title: (f) => `${f.money() || 'Money'} was paid to an owner`,
    detail: (f) => f.text('how'),
  },
  'owner_payout.failed': {
    tone: 'bad',
    title: (f) => `A payout of ${f.money() || 'money'} to an owner did not go through`,
    detail: (f) => f.text('reason'),
  },
  'owner_payout.returned': {
    tone: 'bad',
    title: (f) => `A payout of ${f.money() || 'money'} to an owner came back`,
    detail: (f) => f.text('reason'),
  },
  'connect_account.created': { tone: 'ok', title: () => 'An account with the payment service was begun' },
  'connect_account.invited': {
    tone: 'now',
    title: (f) => `${f.text('name', 'The owner')} was sent the link to sign up with the payment service`,
  },
  'connect_account.updated': { tone: 'ok', title: () => 'The payment service looked at the account again' },
  'connect_account.payouts_paused': {
    tone: 'bad',
    title: () => 'The payment service paused payouts',
    detail: (f) => sentence(f.text('reason'), prefixed('missing: ', f.list('missing'))),
  },
  'connect_account.payouts_resumed': { tone: 'ok', title: () => 'Payouts are open' },
};
