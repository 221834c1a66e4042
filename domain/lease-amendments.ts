import { addPeriods, earlierOf, laterOf, type Period, type PlainDateString, periodOf } from './calendar';
import type { InvalidParam } from './errors';
import type { Finding } from './jurisdictions/legal-rule';
import { judgeRaise } from './jurisdictions/rent-raises';
import type { PaymentSchedule } from './lease-terms';
import { chargesForPeriod } from './rent-schedule';
import { type RentTerms, rentOn } from './rent-terms';

/** What may be added to a signed lease's money, as its payment schedule holds it. */
export type Additions = Pick<PaymentSchedule, 'recurring' | 'rent_steps' | 'concessions'>;

/** The most that a schedule holds of each. */
const MOST = { recurring: 20, rent_steps: 24, concessions: 12 } as const;

/** A schedule with additions at the ends of its lists, so that what stands keeps its place and its charges. */
export function amendSchedule(schedule: PaymentSchedule, added: Additions): PaymentSchedule {
  return {
    ...schedule,
    recurring: [...schedule.recurring, ...added.recurring],
    rent_steps: [...schedule.rent_steps, ...added.rent_steps],
    concessions: [...schedule.concessions, ...added.concessions],
  };
}

/**
 * A schedule without what an amendment added to it. Null where it no longer holds that, or where a charge that was
 * added later and is called the same would change its name with it: what is charged goes by these names.
 */
export function withoutAdditions(schedule: PaymentSchedule, added: Additions): PaymentSchedule | null {
  const recurring = withoutEach(schedule.recurring, added.recurring);
  const rent_steps = withoutEach(schedule.rent_steps, added.rent_steps);
  const concessions = withoutEach(schedule.concessions, added.concessions);
  if (recurring === null || rent_steps === null || concessions === null) return null;
  const isNamedAfter = added.recurring.some((gone) => {
    const twins = schedule.recurring.filter(({ kind, label }) => kind === gone.kind && label === gone.label);
    const last = twins.at(-1);
    return last !== undefined && !isSame(last, gone) && !added.recurring.some((other) => isSame(other, last));
  });
  return isNamedAfter ? null : { ...schedule, recurring, rent_steps, concessions };
}

/** A list without the last of each that equals one of `gone`; null where one is missing. */
function withoutEach<T extends object>(list: readonly T[], gone: readonly T[]): T[] | null {
  const left = [...list];
  for (const one of gone) {
    const at = left.findLastIndex((other) => isSame(other, one));
    if (at === -1) return null;
    left.splice(at, 1);
  }
  return left;
}

/** Whether two entries of a schedule say the same, in whatever order they are stored. */
function isSame(a: object, b: object): boolean {
  const said = (entry: object) =>
    JSON.stringify(
      Object.entries(entry)
        .filter(([, value]) => value !== undefined)
        .sort(([one], [other]) => one.localeCompare(other)),
    );
  return said(a) === said(b);
}

/** The first day on which anything changes; null where nothing is added. */
export function firstDayAmended({ recurring, rent_steps, concessions }: Additions): PlainDateString | null {
  const days = [
    ...recurring.flatMap(({ starts_on }) => starts_on ?? []),
    ...rent_steps.map(({ effective_on }) => effective_on),
    ...concessions.map(({ starts_on }) => starts_on),
  ];
  return days.length === 0 ? null : days.reduce(earlierOf);
}

/** A month-to-month lease is looked ahead so far. */
const MONTHS_AHEAD = 24;

/**
 * The first day from which a lease's money can still change: that of the first month of which nothing is charged, nor
 * is about to be. Null where the whole lease is charged.
 * @param charged the last month of which anything of the schedule stands; null before the first
 * @param until charges due by this day may be posted at any moment
 */
export function amendableFrom(
  terms: RentTerms,
  { today, until, charged }: { today: PlainDateString; until: PlainDateString; charged: Period | null },
): PlainDateString | null {
  const start = laterOf(today, terms.startsOn);
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const period = addPeriods(periodOf(start), ahead);
    if (period === periodOf(terms.startsOn) || (charged !== null && period <= charged)) continue;
    const planned = chargesForPeriod(terms, period);
    if (terms.endsOn !== null && period > periodOf(terms.endsOn)) return null;
    if (planned.every(({ dueOn }) => dueOn > until)) return laterOf(`${period}-01` as PlainDateString, today);
  }
  return null;
}

/** What of additions cannot be: nothing to pay, a day before `from`, no day at all, more than a schedule holds. */
export function additionProblems(added: Additions, schedule: PaymentSchedule, from: PlainDateString): InvalidParam[] {
  const reason = `must not be before ${from}: the months before are charged, or about to be`;
  const early = (name: string, on: PlainDateString | undefined) =>
    on === undefined ? [{ name, reason: 'is missing: from which day?' }] : on < from ? [{ name, reason }] : [];
  const nothing = (name: string, amountCents: number) =>
    amountCents > 0 ? [] : [{ name, reason: 'must be above zero' }];
  const most = (['recurring', 'rent_steps', 'concessions'] as const).flatMap((name) =>
    schedule[name].length + added[name].length > MOST[name]
      ? [{ name, reason: `a lease holds at most ${MOST[name]}, and has ${schedule[name].length}` }]
      : [],
  );
  return [
    ...added.recurring.flatMap(({ starts_on }, index) => early(`recurring.${index}.starts_on`, starts_on)),
    ...added.recurring.flatMap(({ amount_cents }, index) => nothing(`recurring.${index}.amount_cents`, amount_cents)),
    ...added.rent_steps.flatMap(({ effective_on }, index) => early(`rent_steps.${index}.effective_on`, effective_on)),
    ...added.rent_steps.flatMap(({ rent_cents }, index) => nothing(`rent_steps.${index}.rent_cents`, rent_cents)),
    ...added.concessions.flatMap(({ starts_on }, index) => early(`concessions.${index}.starts_on`, starts_on)),
    ...added.concessions.flatMap((item, index) =>
      item.kind === 'amount' ? nothing(`concessions.${index}.monthly_cents`, item.monthly_cents) : [],
    ),
    ...most,
  ];
}

/** A problem of the amended schedule by the name that it has among what is added; as it is where it has none there. */
export function amongAdditions({ name, reason }: InvalidParam, schedule: PaymentSchedule): InvalidParam {
  const [, list, index, field] =
    /^payment_schedule\.(recurring|rent_steps|concessions)\.(\d+)\.(\w+)$/.exec(name) ?? [];
  const known = (['recurring', 'rent_steps', 'concessions'] as const).find((each) => each === list);
  if (known === undefined || Number(index) < schedule[known].length) return { name, reason };
  return { name: `${known}.${Number(index) - schedule[known].length}.${field}`, reason };
}

/** What the rules on file say of the raises among additions. */
export function judgeAdditions(
  added: Additions,
  lease: { state: string; before: RentTerms; after: RentTerms; toldOn: PlainDateString },
): Finding[] {
  const { state, before, toldOn } = lease;
  return added.rent_steps.flatMap(({ effective_on: effectiveOn, rent_cents }, index) =>
    judgeRaise({
      state,
      toldOn,
      effectiveOn,
      beforeCents: rentOn(before, effectiveOn),
      afterCents: rent_cents,
      field: `rent_steps.${index}.effective_on`,
    }),
  );
}
