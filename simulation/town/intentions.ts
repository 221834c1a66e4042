import { addDays, addPeriods, type Period, type PlainDateString, periodOf } from '../../domain/calendar';
import type { OfflineMethod } from '../../domain/ledger';
import type { Dice } from '../dice';
import { dueOnOf, type Household, monthNumber } from './households';

/** What somebody does on a day. Amounts are shares of what is owed then: 1 pays it whole, 1.2 more than that. */
export type Intention =
  | { kind: 'pays_offline'; method: OfflineMethod; share: number; daysAgo: number; person: number }
  | { kind: 'pays_stored'; share: number }
  | { kind: 'pays_on_page'; way: 'card' | 'us_bank_account'; share: number; declinedFirst: boolean }
  /** What the bank or card network will answer to the coming tries. */
  | { kind: 'bank_will_say'; outcomes: string[] }
  | { kind: 'stores_method'; name: string; autopay: boolean }
  | { kind: 'check_bounces' }
  | { kind: 'amount_was_wrong' }
  | { kind: 'asks_credit_back' }
  | { kind: 'landlord_waives_fee' }
  | { kind: 'landlord_offers_plan'; count: number }
  | { kind: 'accepts_plan' }
  | { kind: 'gives_notice'; lastDay: PlainDateString };

/** One kind of it. */
export type IntentionOf<K extends Intention['kind']> = Extract<Intention, { kind: K }>;
export type DatedIntention = { on: PlainDateString; intention: Intention };

/** What a card or bank answers, in turn, so that half a year brings each of them. */
const HARD = ['lost_card', 'stolen_card', 'expired_card', 'authentication_required', 'fraudulent'] as const;
const SOFT = ['insufficient_funds', 'processing_error', 'card_velocity_exceeded', 'generic_decline'] as const;
const BANK_BLOCKS = ['account_closed', 'no_account', 'debit_not_authorized'] as const;
const inTurn = (codes: readonly string[], nth: number) => codes[nth % codes.length] ?? 'generic_decline';

/** What a household does of itself on one day. */
export function intentionsOn(household: Household, today: PlainDateString, dice: Dice): Intention[] {
  const month = periodOf(today);
  const months = [addPeriods(month, -2), addPeriods(month, -1), month, addPeriods(month, 1)];
  const first = periodOf(household.startsOn);
  const own = months.filter((period) => period > first).flatMap((period) => intentionsOfMonth(household, period, dice));
  return [...moveIn(household, dice), ...own, ...notice(household)]
    .filter(({ on }) => on === today)
    .map(({ intention }) => intention);
}

/** The deposit and the first month, and from then on how they pay. */
function moveIn(household: Household, dice: Dice): DatedIntention[] {
  const { index, habit, signedOn } = household;
  const on = addDays(signedOn, dice.between(0, 3, index, 'move-in'));
  if (habit === 'no_show') return [];
  const stored = storedMethodOf(household);
  const method: DatedIntention[] = stored === null ? [] : [{ on, intention: { kind: 'stores_method', ...stored } }];
  const pays: Intention =
    habit === 'card_page'
      ? { kind: 'pays_on_page', way: 'card', share: 1, declinedFirst: true }
      : {
          kind: 'pays_offline',
          method: dice.pick(['check', 'transfer', 'money_order'], index),
          share: 1,
          daysAgo: 0,
          person: 0,
        };
  return [...method, { on, intention: pays }];
}

function storedMethodOf({ habit }: Household): { name: string; autopay: boolean } | null {
  switch (habit) {
    case 'card_autopay':
    case 'soft_declines':
    case 'hard_declines':
    case 'disputes':
      return { name: 'card_visa', autopay: true };
    case 'bank_autopay':
    case 'bank_returns':
    case 'bank_closed':
    case 'late_returns':
      return { name: 'usBankAccount_success', autopay: true };
    case 'stored_card':
    case 'plan_breaker':
    case 'plan_keeper':
      return { name: 'card_visa', autopay: false };
    default:
      return null;
  }
}

function notice({ notice: given }: Household): DatedIntention[] {
  return given === null ? [] : [{ on: given.on, intention: { kind: 'gives_notice', lastDay: given.lastDay } }];
}

/** A month of rent, day by day from its due date. */
function intentionsOfMonth(household: Household, period: Period, dice: Dice): DatedIntention[] {
  const { index, people } = household;
  const dueOn = dueOnOf(household, period);
  const at = (days: number, intention: Intention): DatedIntention => ({ on: addDays(dueOn, days), intention });
  const day = (least: number, most: number, what: string) => dice.between(least, most, index, period, what);
  const luck = (probability: number, what: string) => dice.happens(probability, index, period, what);
  const cash = (
    share: number,
    more: { daysAgo?: number; person?: number; method?: OfflineMethod } = {},
  ): Intention => ({
    kind: 'pays_offline',
    method: more.method ?? dice.pick(['cash', 'check', 'transfer', 'money_order'], index, period, share),
    share,
    daysAgo: more.daysAgo ?? 0,
    person: more.person ?? 0,
  });
  const stores = (name: string): Intention => ({ kind: 'stores_method', name, autopay: true });
  const nth = monthNumber(household, period);
  switch (household.habit) {
    case 'card_autopay':
    case 'bank_autopay':
      return luck(0.15, 'beside') ? [at(day(-4, 8, 'beside-day'), cash(0.3))] : [];
    case 'late_returns':
      // Once the bank has refused an account it takes another one.
      return luck(0.6, 'anew') ? [at(day(9, 20, 'new'), stores('usBankAccount_success'))] : [];
    case 'disputes':
      return luck(0.6, 'anew') ? [at(day(9, 20, 'new'), stores('card_visa'))] : [];
    case 'soft_declines': {
      const tries = Array.from({ length: nth % 5 }, (_, n) => inTurn(SOFT, nth + n));
      const saved = tries.length >= 3 ? [at(day(24, 28, 'saved'), cash(1))] : [];
      return [at(-4, { kind: 'bank_will_say', outcomes: [...tries, 'success', 'success', 'success'] }), ...saved];
    }
    case 'hard_declines': {
      const outcomes = [inTurn(HARD, nth - 1)];
      const after = day(2, 20, 'new');
      return [
        at(-4, { kind: 'bank_will_say', outcomes }),
        at(after, { kind: 'pays_on_page', way: 'card', share: 1, declinedFirst: luck(0.5, 'declined') }),
        at(after + 1, stores('card_visa')),
      ];
    }
    case 'bank_returns': {
      const returns = Array.from({ length: nth % 4 }, () => 'insufficient_funds');
      const saved = returns.length === 3 ? [at(day(29, 40, 'saved'), cash(1))] : [];
      return [at(-4, { kind: 'bank_will_say', outcomes: [...returns, 'success', 'success'] }), ...saved];
    }
    case 'bank_closed': {
      if (nth % 2 === 0) return [];
      const outcomes = [inTurn(BANK_BLOCKS, (nth - 1) / 2)];
      return [at(-4, { kind: 'bank_will_say', outcomes }), at(day(9, 20, 'new'), stores('usBankAccount_success'))];
    }
    case 'early_cash':
      return [at(day(-4, 0, 'early'), cash(1))];
    case 'late_checks': {
      const on = day(4, 18, 'late');
      const pays = at(on, cash(1, { method: 'check', daysAgo: luck(0.4, 'found') ? day(1, 12, 'ago') : 0 }));
      const bounces = luck(0.2, 'bounces') ? [at(on + 4, { kind: 'check_bounces' }), at(on + 9, cash(1))] : [];
      // The day before they pay, while the fee is still open.
      const waives = luck(0.5, 'waives') ? [at(on - 1, { kind: 'landlord_waives_fee' })] : [];
      return [pays, ...bounces, ...waives];
    }
    case 'in_parts':
      return [
        at(day(-3, 1, 'one'), cash(0.4)),
        at(day(4, 9, 'two'), cash(0.5)),
        ...(luck(0.3, 'wrong') ? [at(day(10, 12, 'wrong-day'), { kind: 'amount_was_wrong' })] : []),
        ...(luck(0.8, 'three') ? [at(day(13, 24, 'three-day'), cash(1))] : []),
      ];
    case 'more_than_owed':
      return [
        at(
          day(-3, 3, 'pays'),
          luck(0.5, 'page') ? { kind: 'pays_on_page', way: 'card', share: 1.25, declinedFirst: false } : cash(1.4),
        ),
        ...(luck(0.7, 'back') ? [at(day(6, 12, 'back-day'), { kind: 'asks_credit_back' })] : []),
      ];
    case 'card_page':
      return [
        at(day(-2, 9, 'pays'), {
          kind: 'pays_on_page',
          way: 'card',
          share: luck(0.2, 'part') ? 0.6 : 1,
          declinedFirst: luck(0.4, 'declined'),
        }),
      ];
    case 'bank_page':
      return [at(day(-2, 9, 'pays'), { kind: 'pays_on_page', way: 'us_bank_account', share: 1, declinedFirst: false })];
    case 'plan_keeper':
    case 'plan_breaker':
      return planMonths(household, period, dice, at, cash);
    case 'roommates':
      return Array.from({ length: people }, (_, person) =>
        at(day(-3, 7, `mate-${person}`), cash(1 / (people - person), { person })),
      ).filter((_, person) => person === 0 || luck(0.85, `pays-${person}`));
    case 'stored_card':
      return [
        at(-5, { kind: 'bank_will_say', outcomes: luck(0.3, 'soft') ? ['insufficient_funds', 'success'] : [] }),
        at(day(-2, 6, 'pays'), { kind: 'pays_stored', share: luck(0.2, 'part') ? 0.5 : 1 }),
        at(day(7, 9, 'again'), { kind: 'pays_stored', share: 1 }),
      ];
    case 'stops_paying':
      return period <= addPeriods(periodOf(household.startsOn), 1) ? [at(0, cash(1))] : [];
    case 'no_show':
      return [];
  }
}

/** Behind from the second month on, then a plan: kept by paying its installments, broken by paying the first alone. */
function planMonths(
  household: Household,
  period: Period,
  dice: Dice,
  at: (days: number, intention: Intention) => DatedIntention,
  cash: (share: number) => Intention,
): DatedIntention[] {
  const { index, habit } = household;
  const nth = monthNumber(household, period);
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
