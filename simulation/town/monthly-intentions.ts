import { addDays, addPeriods, type Period, periodOf } from '../../domain/calendar';
import type { OfflineMethod } from '../../domain/ledger';
import type { Dice } from '../dice';
import { dueOnOf, type Habit, type Household, monthNumber } from './households';
import type { DatedIntention, Intention } from './intentions';

/** A month of rent as its household sees it: days are counted from the due date, chance is the month's own. */
type Month = {
  household: Household;
  period: Period;
  dice: Dice;
  /** The how manieth month somebody lives there: zero for the one of the first day. */
  nth: number;
  at(days: number, intention: Intention): DatedIntention;
  day(least: number, most: number, what: string): number;
  luck(probability: number, what: string): boolean;
  /** Money that the landlord writes down: a share of what is owed. */
  cash(share: number, more?: { daysAgo?: number; person?: number; method?: OfflineMethod }): Intention;
};

/** A month of rent, day by day from its due date, by the way in which the household pays. */
export function intentionsOfMonth(household: Household, period: Period, dice: Dice): DatedIntention[] {
  const { index } = household;
  const dueOn = dueOnOf(household, period);
  return BY_HABIT[household.habit]({
    household,
    period,
    dice,
    nth: monthNumber(household, period),
    at: (days, intention) => ({ on: addDays(dueOn, days), intention }),
    day: (least, most, what) => dice.between(least, most, index, period, what),
    luck: (probability, what) => dice.happens(probability, index, period, what),
    cash: (share, more = {}) => ({
      kind: 'pays_offline',
      method: more.method ?? dice.pick(['cash', 'check', 'transfer', 'money_order'], index, period, share),
      share,
      daysAgo: more.daysAgo ?? 0,
      person: more.person ?? 0,
    }),
  });
}

/** What a card or bank answers, in turn, so that half a year brings each of them. */
const HARD = ['lost_card', 'stolen_card', 'expired_card', 'authentication_required', 'fraudulent'] as const;
const SOFT = ['insufficient_funds', 'processing_error', 'card_velocity_exceeded', 'generic_decline'] as const;
const BANK_BLOCKS = ['account_closed', 'no_account', 'debit_not_authorized'] as const;
const inTurn = (codes: readonly string[], nth: number) => codes[nth % codes.length] ?? 'generic_decline';
const stores = (name: string): Intention => ({ kind: 'stores_method', name, autopay: true });

const BY_HABIT: Record<Habit, (month: Month) => DatedIntention[]> = {
  card_autopay: paysABitBeside,
  bank_autopay: paysABitBeside,
  soft_declines: declinesSoftly,
  hard_declines: declinesForGood,
  bank_returns: comesBack,
  bank_closed: closesAccount,
  // Once the bank has refused an account it takes another one.
  late_returns: ({ luck, at, day }) =>
    luck(0.6, 'anew') ? [at(day(9, 20, 'new'), stores('usBankAccount_success'))] : [],
  disputes: ({ luck, at, day }) => (luck(0.6, 'anew') ? [at(day(9, 20, 'new'), stores('card_visa'))] : []),
  early_cash: ({ at, day, cash }) => [at(day(-4, 0, 'early'), cash(1))],
  late_checks: paysLateByCheck,
  in_parts: paysInParts,
  more_than_owed: paysMoreThanOwed,
  card_page: paysOnCardPage,
  bank_page: ({ at, day }) => [
    at(day(-2, 9, 'pays'), { kind: 'pays_on_page', way: 'us_bank_account', share: 1, declinedFirst: false }),
  ],
  plan_keeper: livesByPlan,
  plan_breaker: livesByPlan,
  roommates: payApart,
  stored_card: paysByStoredCard,
  stops_paying: ({ household, period, at, cash }) =>
    period <= addPeriods(periodOf(household.startsOn), 1) ? [at(0, cash(1))] : [],
  no_show: () => [],
};

function paysABitBeside({ luck, at, day, cash }: Month): DatedIntention[] {
  return luck(0.15, 'beside') ? [at(day(-4, 8, 'beside-day'), cash(0.3))] : [];
}

function declinesSoftly({ nth, at, day, cash }: Month): DatedIntention[] {
  const tries = Array.from({ length: nth % 5 }, (_, n) => inTurn(SOFT, nth + n));
  const saved = tries.length >= 3 ? [at(day(24, 28, 'saved'), cash(1))] : [];
  return [at(-4, { kind: 'bank_will_say', outcomes: [...tries, 'success', 'success', 'success'] }), ...saved];
}

function declinesForGood({ nth, at, day, luck }: Month): DatedIntention[] {
  const after = day(2, 20, 'new');
  return [
    at(-4, { kind: 'bank_will_say', outcomes: [inTurn(HARD, nth - 1)] }),
    at(after, { kind: 'pays_on_page', way: 'card', share: 1, declinedFirst: luck(0.5, 'declined') }),
    at(after + 1, stores('card_visa')),
  ];
}

function comesBack({ nth, at, day, cash }: Month): DatedIntention[] {
  const returns = Array.from({ length: nth % 4 }, () => 'insufficient_funds');
  const saved = returns.length === 3 ? [at(day(29, 40, 'saved'), cash(1))] : [];
  return [at(-4, { kind: 'bank_will_say', outcomes: [...returns, 'success', 'success'] }), ...saved];
}

function closesAccount({ nth, at, day }: Month): DatedIntention[] {
  if (nth % 2 === 0) return [];
  const outcomes = [inTurn(BANK_BLOCKS, (nth - 1) / 2)];
  return [at(-4, { kind: 'bank_will_say', outcomes }), at(day(9, 20, 'new'), stores('usBankAccount_success'))];
}

/** A check bounces in the third month whatever chance says; so is a wrong amount among the parts of the second. */
function paysLateByCheck({ nth, luck, at, day, cash }: Month): DatedIntention[] {
  const on = day(4, 18, 'late');
  const pays = at(on, cash(1, { method: 'check', daysAgo: luck(0.4, 'found') ? day(1, 12, 'ago') : 0 }));
  const bounces = nth === 2 || luck(0.2, 'bounces') ? [at(on + 4, { kind: 'check_bounces' }), at(on + 9, cash(1))] : [];
  // The day before they pay, while the fee is still open.
  const waives = luck(0.5, 'waives') ? [at(on - 1, { kind: 'landlord_waives_fee' })] : [];
  return [pays, ...bounces, ...waives];
}

function paysInParts({ nth, luck, at, day, cash }: Month): DatedIntention[] {
  return [
    at(day(-3, 1, 'one'), cash(0.4)),
    at(day(4, 9, 'two'), cash(0.5)),
    ...(nth === 1 || luck(0.3, 'wrong') ? [at(day(10, 12, 'wrong-day'), { kind: 'amount_was_wrong' })] : []),
    ...(luck(0.8, 'three') ? [at(day(13, 24, 'three-day'), cash(1))] : []),
  ];
}

function paysMoreThanOwed({ luck, at, day, cash }: Month): DatedIntention[] {
  const pays: Intention = luck(0.5, 'page')
    ? { kind: 'pays_on_page', way: 'card', share: 1.25, declinedFirst: false }
    : cash(1.4);
  const back = luck(0.7, 'back') ? [at(day(6, 12, 'back-day'), { kind: 'asks_credit_back' })] : [];
  return [at(day(-3, 3, 'pays'), pays), ...back];
}

function paysOnCardPage({ luck, at, day }: Month): DatedIntention[] {
  const share = luck(0.2, 'part') ? 0.6 : 1;
  return [at(day(-2, 9, 'pays'), { kind: 'pays_on_page', way: 'card', share, declinedFirst: luck(0.4, 'declined') })];
}

function payApart({ household: { people }, luck, at, day, cash }: Month): DatedIntention[] {
  return Array.from({ length: people }, (_, person) =>
    at(day(-3, 7, `mate-${person}`), cash(1 / (people - person), { person })),
  ).filter((_, person) => person === 0 || luck(0.85, `pays-${person}`));
}

function paysByStoredCard({ luck, at, day }: Month): DatedIntention[] {
  return [
    at(-5, { kind: 'bank_will_say', outcomes: luck(0.3, 'soft') ? ['insufficient_funds', 'success'] : [] }),
    at(day(-2, 6, 'pays'), { kind: 'pays_stored', share: luck(0.2, 'part') ? 0.5 : 1 }),
    at(day(7, 9, 'again'), { kind: 'pays_stored', share: 1 }),
  ];
}

/** Behind from the second month on, then a plan: kept by paying its installments, broken by paying the first alone. */
function livesByPlan({ household: { index, habit }, period, dice, nth, at, cash }: Month): DatedIntention[] {
  if (nth === 1) {
    const offered = dice.between(9, 14, index, 'offered');
    const outcomes = habit === 'plan_breaker' ? ['success', 'lost_card'] : [];
    return [
      at(offered, { kind: 'landlord_offers_plan', count: 3 }),
      at(offered + 2, { kind: 'accepts_plan' }),
      at(offered + 2, { kind: 'bank_will_say', outcomes }),
    ];
  }
  // Who breaks the plan pays nothing at all for a while: money from anywhere would keep it.
  if (habit === 'plan_breaker' && nth <= 3) return [];
  return [at(dice.between(-1, 3, index, period, 'pays'), cash(1))];
}
