import fc from 'fast-check';
import { addDays, addPeriods, firstDayOf, lastDayOf, parsePeriod, parsePlainDate, periodOf } from './calendar';
import { cents, sumCents } from './money';
import { PRORATION_CONVENTIONS } from './proration';
import { chargesForPeriod, moveInCharges, type RentTerms, rentOn, scheduleOf } from './rent-schedule';

const d = parsePlainDate;
const p = parsePeriod;
const terms = (more: Partial<RentTerms> = {}): RentTerms => ({
  rentCents: cents(185_000),
  dueDay: 1,
  startsOn: d('2026-08-01'),
  endsOn: d('2027-07-31'),
  prorationConvention: 'actual_days',
  recurring: [],
  rentSteps: [],
  depositCents: cents(185_000),
  ...more,
});
const brief = (charges: ReturnType<typeof scheduleOf>) =>
  charges.map(({ kind, period, dueOn, amountCents }) => [kind, period, dueOn, amountCents]);

describe('moving in', () => {
  it('costs the deposit and a full month on the first', () => {
    expect(brief(moveInCharges(terms()))).toEqual([
      ['deposit', '2026-08', '2026-08-01', 185_000],
      ['rent', '2026-08', '2026-08-01', 185_000],
    ]);
  });

  it('on the 10th costs 22 of 31 days, says so, and is due that day', () => {
    const [, rent] = moveInCharges(terms({ startsOn: d('2027-01-10'), endsOn: null }));
    expect(rent).toMatchObject({
      amountCents: 131_290,
      dueOn: '2027-01-10',
      coversFrom: '2027-01-10',
      coversTo: '2027-01-31',
    });
    expect(rent?.rule.text).toContain('22 days');
  });

  it('without a deposit asks for none', () => {
    expect(moveInCharges(terms({ depositCents: cents(0) })).map((charge) => charge.kind)).toEqual(['rent']);
  });

  it('is not charged again by the monthly run', () => {
    expect(chargesForPeriod(terms(), p('2026-08'))).toEqual([]);
  });
});

describe('a month', () => {
  it('costs the rent, due on the due day', () => {
    expect(brief(chargesForPeriod(terms({ dueDay: 5 }), p('2026-11')))).toEqual([
      ['rent', '2026-11', '2026-11-05', 185_000],
    ]);
  });

  it('outside the lease costs nothing', () => {
    expect(chargesForPeriod(terms(), p('2026-07'))).toEqual([]);
    expect(chargesForPeriod(terms(), p('2027-08'))).toEqual([]);
  });

  it('of the end is prorated, and due before the tenant has gone', () => {
    const ending = terms({ endsOn: d('2026-12-14'), dueDay: 20 });
    expect(brief(chargesForPeriod(ending, p('2026-12')))).toEqual([['rent', '2026-12', '2026-12-14', 83_548]]);
  });

  it('with a step on the first costs the new rent', () => {
    const stepping = terms({ rentSteps: [{ effectiveOn: d('2026-12-01'), rentCents: cents(191_000) }] });
    expect(chargesForPeriod(stepping, p('2026-11'))[0]?.amountCents).toBe(185_000);
    expect(chargesForPeriod(stepping, p('2026-12'))[0]?.amountCents).toBe(191_000);
  });

  it('with a step on the 16th shares the month by days and says how', () => {
    const stepping = terms({ rentSteps: [{ effectiveOn: d('2026-11-16'), rentCents: cents(195_000) }] });
    const [rent] = chargesForPeriod(stepping, p('2026-11'));
    expect(rent?.amountCents).toBe(190_000);
    expect(rent?.rule).toMatchObject({
      name: 'rent_step',
      text: 'The rent changes within the month: 15 days at $1,850.00, 15 days at $1,950.00',
    });
  });

  it('carries recurring charges while they run, prorated where they start or end', () => {
    const parking = { kind: 'parking' as const, label: 'Garage 4', amountCents: cents(9000) };
    const lease = terms({
      recurring: [
        { ...parking, startsOn: d('2026-11-16') },
        { kind: 'pet_rent', label: 'Biscuit', amountCents: cents(3000), endsOn: d('2026-10-31') },
      ],
    });
    expect(brief(chargesForPeriod(lease, p('2026-10'))).map(([kind]) => kind)).toEqual(['rent', 'pet_rent']);
    expect(brief(chargesForPeriod(lease, p('2026-11')))).toContainEqual(['parking', '2026-11', '2026-11-01', 4500]);
  });

  it('tells two recurring charges of one kind and name apart', () => {
    const space = { kind: 'parking' as const, label: 'Parking', amountCents: cents(5000) };
    const charges = chargesForPeriod(terms({ recurring: [space, space] }), p('2026-11'));
    expect(charges.map((charge) => charge.item)).toEqual(['', 'Parking', 'Parking 2']);
  });

  it('moves its due date from a Sunday only where the lease says so', () => {
    expect(chargesForPeriod(terms(), p('2026-11'))[0]?.dueOn).toBe('2026-11-01');
    const moving = terms({ dueDateMoves: 'next_bank_day' });
    expect(chargesForPeriod(moving, p('2026-11'))[0]?.dueOn).toBe('2026-11-02');
  });

  it('due on the 31st may be due in the next month where the lease moves it past a weekend', () => {
    const moving = terms({ dueDay: 31, dueDateMoves: 'next_bank_day' });
    expect(chargesForPeriod(moving, p('2027-02'))[0]?.dueOn).toBe('2027-03-01');
  });

  it('with a due day of 31 falls on the last day and returns to 31', () => {
    const late = terms({ dueDay: 31 });
    const due = ['2027-01', '2027-02', '2027-03'].map((period) => chargesForPeriod(late, p(period))[0]?.dueOn);
    expect(due).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
  });
});

describe('a schedule', () => {
  it('of a year is a deposit and twelve rents', () => {
    const schedule = scheduleOf(terms());
    expect(schedule).toHaveLength(13);
    expect(sumCents(schedule.map((charge) => charge.amountCents))).toBe(13 * 185_000);
  });

  it('of a month-to-month lease needs a last period', () => {
    expect(() => scheduleOf(terms({ endsOn: null }))).toThrow(RangeError);
    expect(scheduleOf(terms({ endsOn: null }), p('2026-10'))).toHaveLength(4);
  });

  const anyTerms = fc
    .record({
      start: fc.integer({ min: 0, max: 1500 }),
      length: fc.integer({ min: 0, max: 420 }),
      rentCents: fc.integer({ min: 1000, max: 900_000 }).map(cents),
      dueDay: fc.integer({ min: 1, max: 31 }),
      prorationConvention: fc.constantFrom(...PRORATION_CONVENTIONS),
      steps: fc.array(fc.record({ after: fc.nat(420), rent: fc.integer({ min: 1000, max: 900_000 }).map(cents) }), {
        maxLength: 3,
      }),
      dueDateMoves: fc.constantFrom('stands' as const, 'next_bank_day' as const, 'previous_bank_day' as const),
    })
    .map(({ start, length, steps, ...more }) => {
      const startsOn = addDays(d('2024-01-01'), start);
      return terms({
        ...more,
        startsOn,
        endsOn: addDays(startsOn, length),
        rentSteps: steps.map((step) => ({ effectiveOn: addDays(startsOn, step.after), rentCents: step.rent })),
      });
    });

  it('charges rent for every day lived in exactly once, in order, within each month', () => {
    fc.assert(
      fc.property(anyTerms, (lease) => {
        const rents = scheduleOf(lease).filter((charge) => charge.kind === 'rent');
        let expected = lease.startsOn;
        for (const rent of rents) {
          expect(rent.coversFrom).toBe(expected);
          expect(rent.coversTo && periodOf(rent.coversTo)).toBe(rent.period);
          expected = addDays(rent.coversTo ?? expected, 1);
        }
        expect(addDays(expected, -1)).toBe(lease.endsOn);
      }),
      { numRuns: 40 },
    );
  });

  it('never asks twice for the same period, kind and item', () => {
    fc.assert(
      fc.property(anyTerms, (lease) => {
        const keys = scheduleOf(lease).map(({ period, kind, item }) => `${period}/${kind}/${item}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 40 },
    );
  });

  it('is due within the lease, past the end of its month only where the lease moves it there, and a whole month costs between its lowest and highest rent', () => {
    fc.assert(
      fc.property(anyTerms, (lease) => {
        for (const charge of scheduleOf(lease)) {
          if (charge.kind !== 'rent' || charge.coversTo === null) continue;
          expect(charge.dueOn >= lease.startsOn && charge.dueOn <= (lease.endsOn ?? charge.dueOn)).toBe(true);
          if (lease.dueDateMoves !== 'next_bank_day') expect(charge.dueOn <= charge.coversTo).toBe(true);
          const whole = charge.coversFrom === firstDayOf(charge.period) && charge.coversTo === lastDayOf(charge.period);
          if (!whole) continue;
          const days = Array.from({ length: 31 }, (_, index) => addDays(firstDayOf(charge.period), index));
          const inMonth = days.filter((day) => periodOf(day) === charge.period).map((day) => rentOn(lease, day));
          expect(charge.amountCents).toBeGreaterThanOrEqual(Math.min(...inMonth));
          expect(charge.amountCents).toBeLessThanOrEqual(Math.max(...inMonth));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('runs month by month to what the whole schedule says', () => {
    const lease = terms({ startsOn: d('2026-08-17') });
    const monthly = Array.from({ length: 12 }, (_, index) => chargesForPeriod(lease, addPeriods(p('2026-08'), index)));
    expect([...moveInCharges(lease), ...monthly.flat()]).toEqual(scheduleOf(lease));
  });
});
