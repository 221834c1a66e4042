import fc from 'fast-check';
import { addDays, type PlainDateString, parsePlainDate } from './calendar';
import { depositInterest, type HeldSince, simpleInterest } from './deposit-interest';
import { DEPOSIT_INTEREST_RULES } from './jurisdictions/deposit-interest';
import { cents } from './money';

const day = parsePlainDate('2026-01-01');
const history = (...steps: [days: number, amount: number][]): HeldSince[] =>
  steps.map(([days, amount]) => ({ on: addDays(day, days), heldCents: cents(amount) }));

/** The same by another way: day after day, in fractions that are never rounded before the end. */
function byTheDay(held: readonly HeldSince[], bps: number, from: PlainDateString, through: PlainDateString): bigint {
  let parts = 0n;
  for (let on = from; on <= through; on = addDays(on, 1)) {
    const known = held.filter((one) => one.on <= on).at(-1);
    parts += BigInt(known?.heldCents ?? 0) * BigInt(bps);
  }
  const whole = 365n * 10_000n;
  return (2n * parts + whole) / (2n * whole);
}

describe('interest on a deposit', () => {
  it('is one percent of a thousand dollars after a year', () => {
    const through = parsePlainDate('2026-12-31');
    expect(simpleInterest(history([0, 100_000]), 100, day, through).amountCents).toBe(1_000);
  });

  it('counts each day at what was held then', () => {
    const due = simpleInterest(history([0, 100_000], [10, 50_000]), 365, day, addDays(day, 19));
    expect(due.spans.map(({ days, heldCents }) => [days, heldCents])).toEqual([
      [10, 100_000],
      [10, 50_000],
    ]);
    expect(due.amountCents).toBe(150);
  });

  it('is the same day by day, whatever was held when', () => {
    const held = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 10_000_000 })), { maxLength: 6 })
      .map((steps) => history(...[...new Map(steps)].sort(([a], [b]) => a - b)));
    fc.assert(
      fc.property(held, fc.nat(2_000), fc.nat(300), fc.nat(300), (steps, bps, begin, length) => {
        const from = addDays(day, begin);
        const through = addDays(from, length);
        expect(BigInt(simpleInterest(steps, bps, from, through).amountCents)).toBe(byTheDay(steps, bps, from, through));
      }),
    );
  });

  const asked = { rentCents: cents(100_000), history: history([0, 100_000]), from: day, agreedBasisPoints: undefined };
  const year = parsePlainDate('2026-12-31');

  it('goes by the lease where it agrees a rate, also where the state has its own', () => {
    const due = depositInterest({ ...asked, state: 'MN', agreedBasisPoints: 250, through: year });
    expect(due).toMatchObject({ amountCents: 2_500, basis: 'lease' });
  });

  it('goes by the rate that the state names, and says that nobody held it against the law', () => {
    const due = depositInterest({ ...asked, state: 'MN', through: year });
    expect(due).toMatchObject({ amountCents: 1_000, basis: 'state', rule: { cite: 'Minn. Stat. 504B.178' } });
    expect(due.warnings[0]).toContain('was not checked against the law');
  });

  it('is nothing where no law asks for it, and only a warning where the rate is a bank’s', () => {
    expect(depositInterest({ ...asked, state: 'ID', through: year })).toMatchObject({ amountCents: 0, warnings: [] });
    const due = depositInterest({ ...asked, state: 'NJ', through: year });
    expect([due.amountCents, due.basis, due.warnings.length]).toEqual([0, 'none', 1]);
  });

  it('waits for as long as the state lets it, and in Ohio is on what is above a month’s rent', () => {
    expect(depositInterest({ ...asked, state: 'MD', through: parsePlainDate('2026-06-29') }).amountCents).toBe(0);
    expect(depositInterest({ ...asked, state: 'MD', through: parsePlainDate('2026-06-30') }).amountCents).toBe(744);
    const ohio = { ...asked, state: 'OH', through: year };
    expect(depositInterest(ohio).amountCents).toBe(0);
    expect(depositInterest({ ...ohio, history: history([0, 150_000]) }).amountCents).toBe(2_500);
  });

  it('has each state once', () => {
    const states = DEPOSIT_INTEREST_RULES.map(({ state }) => state);
    expect(new Set(states).size).toBe(states.length);
  });
});
