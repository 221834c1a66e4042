import { applicationFeeFor } from './application-fee';
import { parsePlainDate } from './calendar';
import { depositReturnDeadline } from './deposit-return';
import { DEPOSIT_RETURN_RULES } from './jurisdictions/deposit-return';
import { cents } from './money';

const out = parsePlainDate('2026-11-30');

describe('a deposit goes back', () => {
  it.each([
    ['CA', false, '2026-12-21'],
    ['FL', false, '2026-12-15'],
    ['FL', true, '2026-12-30'],
    ['KY', true, '2027-01-29'],
    ['AZ', false, '2026-12-18'],
  ])('in %s, deductions %s, by %s', (state, withDeductions, dueOn) => {
    expect(depositReturnDeadline(state, out, withDeductions).dueOn).toBe(dueOn);
  });

  it('with a warning a week before, and a word on how far the rule was checked', () => {
    const deadline = depositReturnDeadline('WA', out, false);
    expect(deadline).toMatchObject({ dueOn: '2026-12-30', warnOn: '2026-12-23', rule: { confidence: 'unchecked' } });
    expect(deadline.warnings[0]).toContain('common knowledge');
  });

  it('in the shortest time on file where a state has no rule', () => {
    expect(depositReturnDeadline('WV', out, true)).toMatchObject({ days: 10, dueOn: '2026-12-10' });
  });

  it('never sooner with deductions than without, in every state once', () => {
    for (const rule of DEPOSIT_RETURN_RULES) expect(rule.daysIfDeductions).toBeGreaterThanOrEqual(rule.days);
    const states = DEPOSIT_RETURN_RULES.map((rule) => rule.state);
    expect(new Set(states).size).toBe(states.length);
  });
});

describe('an application fee', () => {
  it('in New York is the actual cost or $20, whichever is less', () => {
    expect(applicationFeeFor('NY', out, cents(5000))).toMatchObject({ amountCents: 2000, capped: true });
    expect(applicationFeeFor('NY', out, cents(5000), cents(1450)).amountCents).toBe(1450);
    expect(applicationFeeFor('NY', out, cents(5000), cents(3900)).amountCents).toBe(2000);
    expect(applicationFeeFor('NY', out, cents(1000)).capped).toBe(false);
  });

  it('elsewhere is what the landlord asks', () => {
    expect(applicationFeeFor('WA', out, cents(5000))).toEqual({ amountCents: 5000, capped: false, rule: null });
  });
});
