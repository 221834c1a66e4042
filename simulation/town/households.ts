import {
  addDays,
  addMonths,
  addPeriods,
  dueDateIn,
  earlierOf,
  firstDayOf,
  lastDayOf,
  laterOf,
  type Period,
  type PlainDateString,
  periodOf,
} from '../../domain/calendar';
import type { Dice } from '../dice';

/** How a household pays. Every kind of behavior that the money has to stand has its people. */
export const HABITS = [
  'card_autopay',
  'bank_autopay',
  'soft_declines',
  'hard_declines',
  'bank_returns',
  'bank_closed',
  'late_returns',
  'disputes',
  'early_cash',
  'late_checks',
  'in_parts',
  'more_than_owed',
  'card_page',
  'bank_page',
  'plan_keeper',
  'plan_breaker',
  'roommates',
  'stored_card',
  'stops_paying',
  'no_show',
] as const;
export type Habit = (typeof HABITS)[number];

/** Whose story does not need every month: some of them move in late or leave early. */
const MOVES: ReadonlySet<Habit> = new Set([
  'early_cash',
  'in_parts',
  'more_than_owed',
  'card_page',
  'bank_page',
  'roommates',
]);
/** Who always leaves where half a year is long enough for it: one by giving notice, one at the end of the term. */
const LEAVES: ReadonlySet<Habit> = new Set(['in_parts', 'card_page']);

/** Where homes stand: zones apart by hours, states with and without a limit on late fees. */
const PLACES = [
  { state: 'NY', zone: 'America/New_York', city: 'Albany', postalCode: '12207' },
  { state: 'TX', zone: 'America/Chicago', city: 'Austin', postalCode: '78701' },
  { state: 'WA', zone: 'America/Los_Angeles', city: 'Seattle', postalCode: '98101' },
  { state: 'IL', zone: 'America/Chicago', city: 'Peoria', postalCode: '61602' },
  { state: 'MA', zone: 'America/New_York', city: 'Boston', postalCode: '02108' },
  { state: 'CA', zone: 'America/Los_Angeles', city: 'Fresno', postalCode: '93721' },
] as const;
export type Place = (typeof PLACES)[number];

export type Household = {
  index: number;
  habit: Habit;
  place: Place;
  people: number;
  rentCents: number;
  depositCents: number;
  dueDay: number;
  /** When everybody has signed and the move-in money is owed. */
  signedOn: PlainDateString;
  startsOn: PlainDateString;
  endsOn: PlainDateString | null;
  /** The tenants give notice on the first for the second. */
  notice: { on: PlainDateString; lastDay: PlainDateString } | null;
  paymentSchedule: object;
};

export type TownPlan = { leases: number; months: number; startOn: PlainDateString; faults: boolean };

/** The households of a seed, by nothing but chance: who lives where, from when, for how much, and how they pay. */
export function householdsOf(plan: TownPlan, dice: Dice): Household[] {
  return Array.from({ length: plan.leases }, (_, index) => householdOf(plan, dice, index));
}

function householdOf({ months, startOn }: TownPlan, dice: Dice, index: number): Household {
  const habit = HABITS[index % HABITS.length] ?? 'card_autopay';
  const rentCents = dice.between(900, 3200, index, 'rent') * 100 + (dice.happens(0.3, index, 'odd') ? 37 : 0);
  // Most move in during the first days, some in the middle of a later month.
  const isLate = months > 2 && (habit === 'early_cash' || (MOVES.has(habit) && dice.happens(0.3, index, 'later')));
  const middle = addDays(
    startOn,
    31 * dice.between(1, 2, index, 'start-month') + dice.between(7, 17, index, 'start-day'),
  );
  const startsOn = isLate ? middle : addDays(startOn, dice.between(4, 14, index, 'start'));
  const signedOn = laterOf(startOn, addDays(startsOn, -dice.between(3, 9, index, 'signed')));
  const lastOn = addMonths(startOn, months);
  const ends = endOf(dice, habit, index, startsOn, lastOn);
  return {
    index,
    habit,
    place: PLACES[index % PLACES.length] ?? PLACES[0],
    people: habit === 'roommates' ? dice.between(2, 4, index, 'people') : dice.between(1, 2, index, 'people'),
    rentCents,
    depositCents: dice.happens(0.8, index, 'deposit') ? rentCents : 0,
    dueDay: dice.pick([1, 1, 1, 5, 15, 31], index, 'due'),
    signedOn,
    startsOn,
    ...ends,
    paymentSchedule: scheduleOf(dice, habit, index, rentCents, startsOn, lastOn),
  };
}

/** Who leaves within half a year, and how: the last day always lies in the middle of a month. */
function endOf(dice: Dice, habit: Habit, index: number, startsOn: PlainDateString, lastOn: PlainDateString) {
  const months = dice.between(2, 3, index, 'lives');
  const last = addDays(firstDayOf(addPeriods(periodOf(startsOn), months)), dice.between(7, 22, index, 'last-day'));
  const leaves = last < lastOn && (LEAVES.has(habit) || (MOVES.has(habit) && dice.happens(0.3, index, 'ends')));
  if (leaves && habit !== 'in_parts') return { endsOn: last, notice: null };
  if (leaves) return { endsOn: null, notice: { on: addDays(last, -30), lastDay: last } };
  return { endsOn: dice.happens(0.5, index, 'term') ? addMonths(startsOn, 12) : null, notice: null };
}

/** Rent steps, recurring charges, concessions and credits, as the lease's payment_schedule column holds them. */
function scheduleOf(
  dice: Dice,
  habit: Habit,
  index: number,
  rentCents: number,
  startsOn: PlainDateString,
  lastOn: PlainDateString,
): object {
  const third = firstDayOf(addPeriods(periodOf(startsOn), 2));
  const midMonth = addDays(third, dice.between(4, 20, index, 'step-day'));
  const stepOn = habit !== 'card_autopay' && dice.happens(0.5, index, 'step-first') ? third : midMonth;
  return {
    proration: dice.pick(['actual_days', 'thirty_day_month', 'year_365'], index, 'proration'),
    due_date_moves: dice.pick(['stands', 'stands', 'next_bank_day', 'previous_bank_day'], index, 'moves'),
    rent_steps:
      habit === 'card_autopay' || dice.happens(0.4, index, 'step')
        ? [
            {
              effective_on: earlierOf(stepOn, lastOn),
              rent_cents: rentCents + dice.between(25, 150, index, 'more') * 100,
            },
          ]
        : [],
    recurring: [
      ...(dice.happens(0.4, index, 'pet') ? [{ kind: 'pet_rent', label: 'Pet', amount_cents: 3_500 }] : []),
      ...(dice.happens(0.3, index, 'parking')
        ? [{ kind: 'parking', label: 'Parking', amount_cents: 9_000, starts_on: addDays(startsOn, 40) }]
        : []),
    ],
    concessions: dice.happens(0.2, index, 'concession')
      ? [
          {
            kind: 'percent',
            label: 'Welcome',
            basis_points: 1_000,
            starts_on: startsOn,
            ends_on: lastDayOf(addPeriods(periodOf(startsOn), 1)),
          },
        ]
      : [],
    credits: dice.happens(0.15, index, 'credit')
      ? [{ label: 'For painting', amount_cents: 15_000, expires_on: addDays(startsOn, 60) }]
      : [],
  };
}

/** The how manieth month somebody lives there: zero for the one of the first day. */
export function monthNumber({ startsOn }: Household, period: Period): number {
  const [from, to] = [periodOf(startsOn), period].map((each) => Number(each.slice(0, 4)) * 12 + Number(each.slice(5)));
  return (to ?? 0) - (from ?? 0);
}

/** The day on which a household's month is due, before bank holidays move it. */
export function dueOnOf({ dueDay, startsOn }: Household, period: Period): PlainDateString {
  return period === periodOf(startsOn) ? startsOn : dueDateIn(period, dueDay);
}
