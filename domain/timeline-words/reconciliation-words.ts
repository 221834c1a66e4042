import type { EventType } from '../events';
import { type EventWords, prefixed, sentence } from './facts';

type Types = Extract<
  EventType,
  `reconciliation.${string}` | `difference.${string}` | `payout.${string}` | `bank_deposit.${string}`
>;

/** Reconciliation, in plain words. */
export const RECONCILIATION_WORDS: Readonly<Record<Types, EventWords>> = {
  'reconciliation.started': { tone: 'now', title: () => 'The books are held against Stripe' },
  'reconciliation.completed': {
    tone: (f) => (f.text('open') === '0' ? 'ok' : 'bad'),
    title: (f) => (f.text('open') === '0' ? 'The books agree with Stripe' : 'The books differ from Stripe'),
    detail: (f) =>
      sentence(
        prefixed('open differences: ', f.text('open')),
        prefixed('new: ', f.text('opened')),
        prefixed('booked: ', f.text('booked')),
      ),
  },
  'bank_deposit.recorded': {
    tone: 'ok',
    title: (f) => `${f.money() || 'Money'} was taken to the bank`,
    detail: (f) => sentence(prefixed('on ', f.date('depositedOn')), f.text('reference')),
  },
  'bank_deposit.voided': {
    tone: 'bad',
    title: (f) => `A bank deposit${prefixed(' of ', f.money())} was taken back`,
    detail: (f) => f.text('reason'),
  },
  'difference.opened': {
    tone: 'bad',
    title: (f) => `The books are off by ${f.money('offCents') || 'an amount'}`,
    detail: (f) => f.text('cause'),
  },
  'difference.closed': {
    tone: 'ok',
    title: (f) => `A difference${prefixed(' of ', f.money('offCents'))} was closed`,
    detail: (f) => f.text('reason'),
  },
  'payout.arrived': { tone: 'ok', title: (f) => `${f.money() || 'Money'} went from Stripe to your bank` },
  'payout.returned': {
    tone: 'bad',
    title: (f) => `Your bank sent back a payout of ${f.money() || 'an amount'}`,
    detail: (f) => f.text('reason').replaceAll('_', ' '),
  },
};
