import fc from 'fast-check';
import { autopayAuthorization, isCardFeeNamed } from './autopay-authorization';
import { debitAllowed, noticeBy, stopBy } from './autopay-notices';
import { addDays, type PlainDateString, parsePlainDate } from './calendar';
import { type CardFeePolicy, cardFeeFindings, cardFeeFor, cardFeePolicyOf, LANDLORD_BEARS } from './card-fees';
import { refuseForbidden } from './jurisdictions/legal-rule';
import { cents } from './money';
import { leastPayment, refusalOfPart } from './partial-payments';

const day = (text: string) => parsePlainDate(text);
const TENANT: CardFeePolicy = { bearer: 'tenant', basis_points: 290, fixed_cents: 30, except_states: [] };
const ON = day('2026-12-01');

describe('a card fee', () => {
  const fee = (policy: CardFeePolicy, state: string, method = 'card') =>
    cardFeeFor(policy, { amountCents: cents(185_000), method, state, on: ON }).feeCents;

  test('is a share and a fixed part, by card only, and only where the tenant bears it', () => {
    expect(fee(TENANT, 'TX')).toBe(5_395);
    expect(fee(TENANT, 'TX', 'us_bank_account')).toBe(0);
    expect(fee(LANDLORD_BEARS, 'TX')).toBe(0);
    expect(fee({ ...TENANT, except_states: ['TX'] }, 'TX')).toBe(0);
  });

  test('is never charged where a checked rule forbids it; an unchecked rule only warns', () => {
    expect(fee(TENANT, 'CT')).toBe(0);
    expect(fee(TENANT, 'MA')).toBe(0);
    expect(fee(TENANT, 'ME')).toBe(5_395);
    expect(() => refuseForbidden(cardFeeFindings(TENANT, ['TX', 'CT'], ON))).toThrow(
      expect.objectContaining({
        code: 'rule_forbids',
        rule: expect.objectContaining({ source: 'Conn. Gen. Stat. § 42-133ff', confidence: 'quoted' }),
      }),
    );
    expect(refuseForbidden(cardFeeFindings({ ...TENANT, except_states: ['CT'] }, ['TX', 'CT'], ON))).toEqual([]);
    const [warning] = refuseForbidden(cardFeeFindings(TENANT, ['ME'], ON));
    expect(warning?.message).toContain('not checked against the law');
    // The rule in force on the day, not today's.
    expect(cardFeeFindings(TENANT, ['CO'], day('2020-01-01'))).toEqual([]);
    expect(cardFeeFindings(TENANT, ['CO'], ON)).toHaveLength(1);
  });

  test('stands in autopay’s authorization or is not charged by it', () => {
    const about = { payer: 'Ada', landlord: 'Harbor', address: '418 Alder St', dueDay: 1, typicalAmount: '$1,850.00' };
    for (const locale of ['en', 'es'] as const) {
      const words = autopayAuthorization({ ...about, cardFee: TENANT }, locale);
      expect(isCardFeeNamed(words, TENANT, 'TX', locale)).toBe(true);
      expect(isCardFeeNamed(words, { ...TENANT, basis_points: 300 }, 'TX', locale)).toBe(false);
      expect(isCardFeeNamed(autopayAuthorization(about, locale), TENANT, 'TX', locale)).toBe(false);
    }
  });

  test('settings that cannot be read are the landlord’s to bear', () => {
    expect(cardFeePolicyOf({ card_fee: TENANT })).toEqual(TENANT);
    for (const broken of [null, {}, { card_fee: { ...TENANT, basis_points: 9_999 } }, 'x']) {
      expect(cardFeePolicyOf(broken)).toEqual(LANDLORD_BEARS);
    }
  });
});

describe('notice and stop of a debit', () => {
  test('count federal banking days back over weekends and holidays, and ten calendar days', () => {
    // Thanksgiving, the 26th, is a holiday, and the 28th and 29th are a weekend.
    expect(stopBy(day('2026-12-01'))).toBe('2026-11-25');
    expect(stopBy(day('2026-11-30'))).toBe('2026-11-24');
    expect(stopBy(day('2027-01-04'))).toBe('2026-12-29');
    expect(noticeBy(day('2026-12-01'))).toBe('2026-11-21');
    expect(noticeBy(day('2027-01-05'))).toBe('2026-12-26');
  });

  test('nothing above the usual amount goes out before ten days have passed since it was said', () => {
    const usual = cents(185_000);
    const told = (amount: number, sentOn: string) => ({ amountCents: cents(amount), sentOn: day(sentOn) });
    expect(debitAllowed(cents(185_000), usual, [], ON)).toEqual({ amountCents: 185_000, restFrom: null });
    expect(debitAllowed(cents(100), usual, [], ON)).toEqual({ amountCents: 100, restFrom: null });
    expect(debitAllowed(cents(190_000), usual, [], ON)).toEqual({ amountCents: 185_000, restFrom: '2026-12-11' });
    expect(debitAllowed(cents(190_000), usual, [told(190_000, '2026-11-21')], ON).amountCents).toBe(190_000);
    expect(debitAllowed(cents(190_000), usual, [told(190_000, '2026-11-22')], ON)).toEqual({
      amountCents: 185_000,
      restFrom: '2026-12-02',
    });
    expect(debitAllowed(cents(190_000), null, [], ON)).toEqual({ amountCents: 190_000, restFrom: null });
  });

  test('against a naive reading of the rule, whatever was owed, usual and told', () => {
    const notice = fc.record({ amount: fc.integer({ min: 1, max: 400_000 }), ago: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400_000 }),
        fc.integer({ min: 0, max: 400_000 }),
        fc.array(notice, { maxLength: 5 }),
        (owed, usual, told) => {
          const notices = told.map(({ amount, ago }) => ({ amountCents: cents(amount), sentOn: addDays(ON, -ago) }));
          const allowed = debitAllowed(cents(owed), cents(usual), notices, ON);
          // Every cent taken was usual or said ten days before; the rest comes no earlier than a notice allows.
          const saidInTime = told.filter(({ ago }) => ago >= 10).map(({ amount }) => amount);
          expect(allowed.amountCents).toBe(Math.min(owed, Math.max(usual, ...saidInTime)));
          expect(allowed.restFrom === null).toBe(allowed.amountCents === owed);
          const restFrom: PlainDateString | null = allowed.restFrom;
          if (restFrom !== null) expect(restFrom > ON).toBe(true);
        },
      ),
    );
  });
});

test('what a lease says about parts of a payment', () => {
  const minimum = { policy: 'minimum', minimumCents: cents(50_000) } as const;
  const blocked = { policy: 'blocked', minimumCents: cents(0) } as const;
  expect(leastPayment({ policy: 'allowed', minimumCents: cents(9) }, cents(185_000))).toBe(0);
  expect(leastPayment(minimum, cents(20_000))).toBe(20_000);
  expect(refusalOfPart(minimum, cents(49_999), cents(185_000))).toContain('at least $500.00');
  expect(refusalOfPart(minimum, cents(50_000), cents(185_000))).toBeNull();
  expect(refusalOfPart(blocked, cents(184_999), cents(185_000))).toContain('$1,850.00 is due');
  expect(refusalOfPart(blocked, cents(200_000), cents(185_000))).toBeNull();
  expect(refusalOfPart(blocked, cents(1), cents(0))).toBeNull();
});
