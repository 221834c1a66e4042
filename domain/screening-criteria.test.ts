import fc from 'fast-check';
import { type AdverseActionFacts, adverseActionNotice, adverseActionText } from './adverse-action';
import { cents } from './money';
import {
  type ApplicationFacts,
  DEFAULT_CRITERIA,
  evaluate,
  incomeToRentRatio,
  type ScreeningFact,
} from './screening-criteria';

const clear: ScreeningFact = { name: 'Priya', status: 'complete', result: 'clear', assessment: 'eligible' };
const facts = (more: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  householdMonthlyIncomeCents: cents(600_000),
  monthlyRentCents: cents(185_000),
  screenings: [clear],
  pets: 0,
  hasGuarantor: false,
  ...more,
});
const recommend = (more: Partial<ApplicationFacts>, criteria = DEFAULT_CRITERIA) =>
  evaluate(criteria, facts(more)).recommendation;

describe('criteria recommend', () => {
  it('approval where all are met, with every reason and the version', () => {
    const result = evaluate(DEFAULT_CRITERIA, facts());
    expect(result).toMatchObject({ recommendation: 'approve', criteriaVersion: 1, restsOnReport: false });
    expect(result.reasons.map((reason) => reason.criterion)).toEqual(['income', 'screening', 'pets']);
    expect(result.reasons[0]?.text).toBe('Household income $6,000.00 is 3.2 times the rent, at least 3.0');
  });

  it('conditions where income is short by little or there is a guarantor', () => {
    expect(recommend({ householdMonthlyIncomeCents: cents(500_000) })).toBe('conditional');
    expect(recommend({ householdMonthlyIncomeCents: cents(100_000) })).toBe('deny');
    expect(recommend({ householdMonthlyIncomeCents: cents(100_000), hasGuarantor: true })).toBe('conditional');
    expect(recommend({ householdMonthlyIncomeCents: cents(554_999) })).toBe('conditional');
    expect(recommend({ householdMonthlyIncomeCents: cents(555_000) })).toBe('approve');
  });

  it('a person where the report has something, is disputed, missing or not done', () => {
    const consider = { ...clear, result: 'consider' as const, assessment: 'review' as const };
    expect(evaluate(DEFAULT_CRITERIA, facts({ screenings: [consider] }))).toMatchObject({
      recommendation: 'review',
      restsOnReport: true,
    });
    expect(recommend({ screenings: [{ ...clear, status: 'disputed' }] })).toBe('review');
    expect(recommend({ screenings: [{ ...clear, status: 'pending', result: null, assessment: null }] })).toBe('review');
    expect(recommend({ screenings: [] })).toBe('review');
    expect(recommend({ householdMonthlyIncomeCents: null })).toBe('review');
  });

  it('by evictions, score and pets as the version says', () => {
    expect(recommend({ screenings: [{ ...clear, evictions: 1 }] })).toBe('review');
    const strict = { ...DEFAULT_CRITERIA, version: 2, minimumCreditScore: 650, onLowScore: 'deny' as const };
    expect(recommend({ screenings: [{ ...clear, creditScore: 649 }] }, strict)).toBe('deny');
    expect(recommend({ screenings: [{ ...clear, creditScore: 650 }] }, strict)).toBe('approve');
    expect(recommend({ screenings: [{ ...clear, creditScore: 300 }] })).toBe('approve');
    expect(recommend({ pets: 3 })).toBe('conditional');
  });

  it('no worse with more income, and the same for the same facts', () => {
    const rank = ['deny', 'review', 'conditional', 'approve'];
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(500_000), fc.boolean(), (income, more, hasGuarantor) => {
        const of = (amount: number) => recommend({ householdMonthlyIncomeCents: cents(amount), hasGuarantor });
        expect(rank.indexOf(of(income + more))).toBeGreaterThanOrEqual(rank.indexOf(of(income)));
        expect(of(income)).toBe(of(income));
      }),
    );
  });

  it('never rounds a ratio up to the limit', () => {
    expect(incomeToRentRatio({ householdMonthlyIncomeCents: cents(554_999), monthlyRentCents: cents(185_000) })).toBe(
      '2.9',
    );
  });
});

describe('the adverse-action notice', () => {
  const notice: AdverseActionFacts = {
    action: 'denied',
    applicantName: 'Tomas Brandt',
    landlordName: 'Harbor & Pine Rentals',
    address: '12 Quay Row, 5',
    decidedOn: '2026-11-23',
    conditions: [],
    agency: {
      name: 'Checkr, Inc.',
      address: 'One Montgomery Street, San Francisco, CA 94104',
      phone: '(844) 824-3257',
    },
    score: null,
  };

  it.each(['en', 'es'] as const)('has all that the law asks, in %s', (locale) => {
    const score = {
      score: 612,
      lowest: 300,
      highest: 850,
      createdOn: '2026-11-20',
      source: 'TransUnion',
      keyFactors: ['Late payments'],
    };
    const { sections } = adverseActionNotice({ ...notice, score }, locale);
    expect(sections.map((section) => section.key)).toEqual([
      'action',
      'agency',
      'not_the_decider',
      'free_copy',
      'dispute',
      'score',
    ]);
    const text = adverseActionText(adverseActionNotice({ ...notice, score }, locale));
    for (const part of [
      'Checkr, Inc.',
      'One Montgomery Street',
      '(844) 824-3257',
      '60 ',
      '612',
      '300',
      '850',
      'TransUnion',
      'Late payments',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('leaves the score out where none was used, and names conditions where there are some', () => {
    expect(adverseActionNotice(notice, 'en').sections.map((section) => section.key)).not.toContain('score');
    const conditional = {
      ...notice,
      action: 'conditional' as const,
      conditions: ['a co-signer', 'a deposit of $3,700.00'],
    };
    expect(adverseActionText(adverseActionNotice(conditional, 'en'))).toContain('a co-signer; a deposit of $3,700.00');
  });

  it('refuses to be void', () => {
    expect(() => adverseActionNotice({ ...notice, agency: { ...notice.agency, phone: ' ' } }, 'en')).toThrow(
      RangeError,
    );
    expect(() => adverseActionNotice({ ...notice, action: 'conditional' }, 'en')).toThrow(RangeError);
  });
});
