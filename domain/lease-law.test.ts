import { parsePlainDate } from './calendar';
import { TenureError } from './errors';
import { feePolicySchema, feesIn, judgePolicy } from './fee-policy';
import { judgeDeposit } from './jurisdictions/deposit-limits';
import { judgeLateFee } from './jurisdictions/late-fee-limits';
import { LATE_FEE_RULES } from './jurisdictions/late-fees';
import { legalRule, refuseForbidden } from './jurisdictions/legal-rule';
import { nsfFeeFor } from './jurisdictions/nsf-fees';
import { RULE_TOPICS, rulesOnFile, STATES_ON_FILE } from './jurisdictions/rules-on-file';
import type { LateFeeTerms } from './late-fee-formula';
import { judgeLease, scheduleProblems } from './lease-law';
import { cents } from './money';
import type { RentTerms } from './rent-schedule';

const d = parsePlainDate;
const flat = (amount: number, graceDays: number): LateFeeTerms => ({
  graceDays,
  formula: { kind: 'flat', amountCents: cents(amount) },
});
const money: RentTerms = {
  rentCents: cents(185_000),
  dueDay: 1,
  startsOn: d('2026-08-01'),
  endsOn: d('2027-07-31'),
  prorationConvention: 'actual_days',
  recurring: [],
  rentSteps: [],
  depositCents: cents(185_000),
};
const lease = (state: string, lateFee: LateFeeTerms | null, more: Partial<RentTerms> = {}) => ({
  state,
  money: { ...money, ...more },
  lateFee,
  nsfFeeCents: cents(0),
});
const brief = (findings: ReturnType<typeof judgeLease>) =>
  findings.map(({ field, rule, enforced }) => [field, rule.name, rule.cite, enforced]);

describe('a lease under the law', () => {
  it('in New York may not charge $75, nor on the third day: both are said, with the rule', () => {
    const findings = judgeLease(lease('NY', flat(7_500, 2)));
    expect(brief(findings)).toEqual([
      ['terms.late_fee.grace_days', 'late_fee_first_date', 'N.Y. Real Prop. Law 238-a', true],
      ['terms.late_fee.formula', 'late_fee_limit', 'N.Y. Real Prop. Law 238-a', true],
    ]);
    expect(findings[1]?.message).toContain('$75.00');
    expect(() => refuseForbidden(findings)).toThrow(TenureError);
  });

  it('a secondary rule warns and refuses nothing', () => {
    const findings = judgeLease(lease('ME', flat(20_000, 2)));
    expect(findings.every(({ enforced }) => !enforced)).toBe(true);
    expect(refuseForbidden(findings)).toEqual(findings);
    expect(findings[0]?.message).toContain('secondary source');
  });

  it('a fee that grows is refused where it passes the limit later', () => {
    const daily: LateFeeTerms = {
      graceDays: 5,
      formula: { kind: 'daily', firstCents: cents(1_000), perDayCents: cents(500), maxCents: cents(9_000) },
    };
    expect(judgeLease(lease('NY', daily))[0]?.message).toContain('$55.00 10 days late');
    const steps: LateFeeTerms = {
      graceDays: 5,
      formula: { kind: 'tiered', tiers: [{ fromDaysLate: 6, amountCents: cents(5_000) }] },
    };
    expect(judgeLease(lease('NY', steps))).toEqual([]);
  });

  it('looks at every rent: a cap by percentage binds the lowest one', () => {
    const stepping = { rentSteps: [{ effectiveOn: d('2027-01-01'), rentCents: cents(90_000) }] };
    expect(judgeLease(lease('NY', flat(5_000, 5)))).toEqual([]);
    expect(judgeLease(lease('NY', flat(5_000, 5), stepping))[0]?.message).toContain('rent of $900.00');
  });

  it('takes the rule in force on the day: the deposit of a California lease before and after July 2024', () => {
    const asked = { state: 'CA', depositCents: cents(370_000), rentCents: cents(185_000) };
    expect(judgeDeposit({ ...asked, on: d('2024-06-30') })).toEqual([]);
    expect(judgeDeposit({ ...asked, on: d('2024-07-01') })).toMatchObject([
      { enforced: false, rule: { confidence: 'unchecked', effective_from: '2024-07-01' } },
    ]);
  });

  it('an enforceable rule on deposits or returned payments would refuse as well', () => {
    const rule = { ...legalRule('Test 1', 'text read', { verifiedOn: '2026-11-01' }), state: 'ZZ', note: '' };
    const asked = { state: 'ZZ', on: d('2026-11-01'), depositCents: cents(200), rentCents: cents(100) };
    expect(judgeDeposit(asked, [{ ...rule, hundredthsOfMonths: 150 }])).toMatchObject([
      { enforced: true, rule: { verified_on: '2026-11-01', text: "A security deposit of at most 1.5 months' rent" } },
    ]);
    const nsf = nsfFeeFor({ state: 'ZZ', on: d('2026-11-01'), wantedCents: cents(5_000) }, [
      { ...rule, mostCents: cents(3_000) },
    ]);
    expect(nsf).toMatchObject({ amountCents: 3_000, findings: [{ enforced: true }] });
  });

  it('names what cannot be in a schedule', () => {
    const wrong: RentTerms = {
      ...money,
      rentSteps: [
        { effectiveOn: d('2026-07-31'), rentCents: cents(1) },
        { effectiveOn: d('2027-01-01'), rentCents: cents(1) },
        { effectiveOn: d('2027-01-01'), rentCents: cents(2) },
      ],
      credits: [{ label: 'Paint', amountCents: cents(1), expiresOn: d('2026-07-01') }],
      concessions: [
        { kind: 'percent', basisPoints: 100, label: 'x', startsOn: d('2027-08-01'), endsOn: d('2027-08-02') },
      ],
    };
    expect(scheduleProblems(wrong).map(({ name }) => name.replace('payment_schedule.', ''))).toEqual([
      'rent_steps.0.effective_on',
      'rent_steps.2.effective_on',
      'concessions.0.starts_on',
      'credits.0.expires_on',
    ]);
    expect(scheduleProblems(money)).toEqual([]);
  });
});

describe('a rule that was replaced', () => {
  it('is held against the rents due while it was in force, and no others', () => {
    const [ny] = LATE_FEE_RULES.filter(({ state }) => state === 'NY');
    if (ny === undefined) throw new Error('no rule');
    const old = { ...ny, effectiveTo: d('2026-12-31') };
    const months = [{ dueOn: d('2027-01-01'), rentCents: cents(185_000) }];
    const asked = { state: 'NY', terms: flat(9_900, 0), months };
    expect(judgeLateFee(asked, [old])).toEqual([]);
    expect(judgeLateFee({ ...asked, months: [{ dueOn: d('2026-12-01'), rentCents: cents(1) }] }, [old])).toHaveLength(
      2,
    );
  });
});

describe('a fee policy', () => {
  const policy = feePolicySchema.parse({
    late_fee: { grace_days: 5, formula: { kind: 'flat', amount_cents: 7_500 } },
    nsf_fee_cents: 2_500,
    overrides: [
      {
        state: 'NY',
        late_fee: { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } },
        nsf_fee_cents: 2_000,
      },
    ],
  });
  const example = { on: d('2026-11-10'), rentCents: cents(150_000) };

  it('is judged state by state', () => {
    const verdicts = ['NY', 'TX', 'OH', 'CO', 'ME'].map((state) => judgePolicy(policy, state, example).verdict);
    expect(verdicts).toEqual(['allowed', 'allowed', 'no_rule', 'doubtful', 'doubtful']);
    const bare = { ...policy, overrides: [] };
    expect(judgePolicy(bare, 'NY', example)).toMatchObject({
      verdict: 'forbidden',
      firstChargeableOn: '2026-12-07',
      firstFeeCents: 5_000,
      findings: [
        { field: 'late_fee.formula', enforced: true },
        { field: 'nsf_fee_cents', enforced: false },
      ],
    });
  });

  it('gives a lease the fees of its state', () => {
    expect(feesIn(policy, 'NY').nsf_fee_cents).toBe(2_000);
    expect(feesIn(policy, 'OH').late_fee?.formula).toEqual({ kind: 'flat', amount_cents: 7_500 });
  });
});

describe('the rules on file', () => {
  it('are read out by date, each with its source, how far it was checked and whether it is enforced', () => {
    const rules = rulesOnFile('CA', d('2024-06-30'));
    expect(rules.find(({ topic }) => topic === 'deposit_limit')?.text).toContain("2 months' rent");
    expect(rulesOnFile('CA', null).filter(({ topic }) => topic === 'deposit_limit')).toHaveLength(2);
    expect(rulesOnFile('NY', null).find(({ topic }) => topic === 'late_fee')).toMatchObject({
      cite: 'N.Y. Real Prop. Law 238-a',
      confidence: 'quoted',
      enforced: true,
    });
    expect(rulesOnFile('OH', null).map(({ topic }) => topic)).toContain('payment_order');
  });

  it('are enforced only where the day on which they were held against the law is known, and name no day that is not', () => {
    const all = [...STATES_ON_FILE, '*'].flatMap((state) => rulesOnFile(state, null));
    const enforced = all.filter((rule) => rule.enforced);
    expect(new Set(enforced.map(({ cite }) => cite)).size).toBeGreaterThan(4);
    expect(enforced.filter(({ verified_on }) => verified_on === null)).toEqual([]);
    const read = all.filter(({ confidence }) => confidence === 'text read' || confidence === 'quoted');
    expect(read.filter((rule) => !rule.enforced)).toEqual([]);
    expect(all.filter(({ effective_from }) => effective_from !== null && effective_from < '1950-01-01')).toEqual([]);
  });

  it('warn, however well they were read, while nobody says when', () => {
    const [ny] = LATE_FEE_RULES.filter(({ state }) => state === 'NY');
    if (ny === undefined) throw new Error('no rule');
    const months = [{ dueOn: d('2027-01-01'), rentCents: cents(185_000) }];
    const found = judgeLateFee({ state: 'NY', terms: flat(9_900, 9), months }, [{ ...ny, verifiedOn: null }]);
    expect(found).toMatchObject([{ enforced: false, message: expect.stringContaining('no day is on file') }]);
  });

  it('stand in the order of their topics', () => {
    const at = rulesOnFile('NY', null).map(({ topic }) => RULE_TOPICS.indexOf(topic));
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });
});
