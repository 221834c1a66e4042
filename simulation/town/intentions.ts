import { addDays, addPeriods, type PlainDateString, periodOf } from '../../domain/calendar';
import type { OfflineMethod } from '../../domain/ledger';
import type { Dice } from '../dice';
import type { Household } from './households';
import { intentionsOfMonth } from './monthly-intentions';

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
