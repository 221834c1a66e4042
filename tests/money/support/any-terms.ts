import fc from 'fast-check';
import { addDays, type PlainDateString, parsePlainDate } from '../../../domain/calendar';
import { paymentScheduleSchema } from '../../../domain/lease-terms';

/** A lease's money as it is stored, of every shape: steps, recurring items, concessions, credits, any due day. */
export type AnyTerms = {
  rentCents: number;
  depositCents: number;
  dueDay: number;
  startsOn: PlainDateString;
  endsOn: PlainDateString;
  paymentSchedule: ReturnType<typeof paymentScheduleSchema.parse>;
};

const amount = fc.integer({ min: 1_000, max: 400_000 });
const span = fc.tuple(fc.nat(400), fc.nat(200));

/** Leases of up to fourteen months that begin in the twelve months after a date. */
export function anyTerms(after = '2027-01-01'): fc.Arbitrary<AnyTerms> {
  return fc
    .record({
      start: fc.nat(365),
      length: fc.integer({ min: 1, max: 420 }),
      rentCents: amount,
      depositCents: fc.oneof(fc.constant(0), amount),
      dueDay: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constantFrom(29, 30, 31)),
      proration: fc.constantFrom('actual_days', 'thirty_day_month', 'year_365'),
      moves: fc.constantFrom('stands', 'next_bank_day', 'previous_bank_day'),
      steps: fc.uniqueArray(fc.tuple(fc.nat(420), amount), { maxLength: 3, selector: ([day]) => day }),
      recurring: fc.array(fc.tuple(fc.constantFrom('parking', 'pet_rent', 'utilities'), amount, fc.option(span)), {
        maxLength: 3,
      }),
      concessions: fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 10_000 }), amount, span), {
        maxLength: 3,
      }),
      credits: fc.array(fc.tuple(amount, fc.nat(400)), { maxLength: 2 }),
    })
    .map(({ start, length, rentCents, depositCents, dueDay, ...more }) => {
      const startsOn = addDays(parsePlainDate(after), start);
      const from = (day: number) => addDays(startsOn, day);
      const paymentSchedule = paymentScheduleSchema.parse({
        proration: more.proration,
        due_date_moves: more.moves,
        rent_steps: more.steps.map(([day, rent]) => ({ effective_on: from(day), rent_cents: rent })),
        recurring: more.recurring.map(([kind, cents, when]) => ({
          kind,
          label: kind,
          amount_cents: cents,
          ...(when === null ? {} : { starts_on: from(when[0]), ends_on: from(when[0] + when[1]) }),
        })),
        concessions: more.concessions.map(([isPercent, share, cents, [day, days]], index) => ({
          ...(isPercent ? { kind: 'percent', basis_points: share } : { kind: 'amount', monthly_cents: cents }),
          label: `Concession ${index}`,
          starts_on: from(day),
          ends_on: from(day + days),
        })),
        credits: more.credits.map(([cents, day]) => ({ label: 'Credit', amount_cents: cents, expires_on: from(day) })),
      });
      return { rentCents, depositCents, dueDay, startsOn, endsOn: from(length), paymentSchedule };
    });
}
