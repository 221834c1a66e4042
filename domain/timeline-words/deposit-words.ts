import type { EventType } from '../events';
import { type EventWords, prefixed, sentence } from './facts';

type Types = Extract<EventType, `deposit.${string}`>;

/** A deposit's way from being received to being given back, in plain words. */
export const DEPOSIT_WORDS: Readonly<Record<Types, EventWords>> = {
  'deposit.secured': {
    tone: 'ok',
    title: (f) => `${f.money() || 'Money'} ${f.text('direction') === 'out' ? 'left' : 'went into'} the deposit account`,
    detail: (f) => prefixed('held now: ', f.money('heldCents')),
  },
  'deposit.interest_credited': {
    tone: 'ok',
    title: (f) => `Interest of ${f.money() || 'some cents'} was added to the deposit`,
    detail: (f) => sentence(prefixed('from ', f.date('from')), prefixed('to ', f.date('to'))),
  },
  'deposit.deducted': {
    tone: 'ok',
    title: (f) => `${f.money() || 'Money'} was taken from the deposit`,
    detail: (f) => f.text('reason'),
  },
  'deposit.deduction_voided': {
    tone: 'bad',
    title: (f) => `A deduction of ${f.money() || 'money'} was taken back`,
    detail: (f) => f.text('reason'),
  },
  'deposit.returned': {
    tone: 'ok',
    title: (f) => `${f.money() || 'Money'} of the deposit was returned`,
    detail: (f) => sentence(f.text('how'), f.text('reference')),
  },
  'deposit.return_failed': {
    tone: 'bad',
    title: (f) => `${f.money() || 'Money'} of the deposit could not be returned and is held again`,
    detail: (f) => f.text('reason'),
  },
  'deposit.transferred': {
    tone: 'ok',
    title: (f) => `${f.money() || 'Money'} of the deposit went to the next lease`,
  },
  'deposit.due': {
    tone: 'now',
    title: () => 'The deposit must be accounted for',
    detail: (f) => sentence(prefixed('held: ', f.money('heldCents')), prefixed('by ', f.date('dueOn'))),
  },
  'deposit.deadline_near': {
    tone: 'bad',
    title: (f) => `The deposit must be back${prefixed(' by ', f.date('dueOn'))}`,
    detail: (f) => prefixed('held: ', f.money('heldCents')),
  },
  'deposit.deadline_passed': {
    tone: 'bad',
    title: () => 'The time to return the deposit is over',
    detail: (f) => sentence(prefixed('held: ', f.money('heldCents')), prefixed('was due ', f.date('dueOn'))),
  },
  'deposit.settled': {
    tone: 'ok',
    title: () => 'Every cent of the deposit is accounted for',
    detail: (f) =>
      sentence(prefixed('returned: ', f.money('returnedCents')), prefixed('kept: ', f.money('deductedCents'))),
  },
  'deposit.statement_sent': { tone: 'ok', title: () => 'The deposit statement was sent' },
};
