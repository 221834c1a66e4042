import fc from 'fast-check';
import { ACH_RETURNS, achDispute, achReturn } from './ach-returns';
import { atLocalTime, dayOfWeek, localDateAt, localTimeAt, parsePlainDate } from './calendar';
import { CARD_DECLINES, cardDecline } from './declines';
import { isPayday, type MethodKind, nextPresentment, nextRetryAt, type PastPresentment } from './presentments';

const ZONE = 'America/Los_Angeles';
const DAY_MS = 86_400_000;
const NOV_1 = atLocalTime(parsePlainDate('2026-11-01'), '06:00', ZONE);
const card = { kind: 'card' as const, paymentMethodId: 'pm_card' };
const bank = { kind: 'us_bank_account' as const, paymentMethodId: 'pm_bank' };
const past = (method: typeof card | typeof bank, more: Partial<PastPresentment> = {}): PastPresentment => ({
  presentedAtMs: NOV_1,
  methodKind: method.kind,
  paymentMethodId: method.paymentMethodId,
  status: 'failed',
  ...more,
});
const at = (ms: number) => `${localDateAt(ms, ZONE)} ${localTimeAt(ms, ZONE)}`;

describe('the tables', () => {
  it('retry soft declines, never lost or stolen cards, and ask for the cure that helps', () => {
    expect(cardDecline('insufficient_funds')).toMatchObject({ kind: 'soft' });
    expect(cardDecline('lost_card')).toMatchObject({ kind: 'hard', cure: 'new_method' });
    expect(cardDecline(null, 'authentication_required')).toMatchObject({ kind: 'authentication' });
    expect(cardDecline('expired_card')).toMatchObject({ kind: 'expired', cure: 'new_method' });
    expect(cardDecline('generic_decline', 'expired_card').kind).toBe('soft');
    expect(cardDecline('brand_new_code')).toMatchObject({ kind: 'soft', cure: 'call_bank' });
    expect(cardDecline('constructor').cure).toBe('call_bank');
  });

  it('allow presenting again only after R01 and R09', () => {
    const again = [...ACH_RETURNS.values()].filter((entry) => entry.represent).map((entry) => entry.code);
    expect(again).toEqual(['R01', 'R09']);
    for (const entry of ACH_RETURNS.values()) if (entry.represent) expect(entry.blocksMethod).toBe(false);
  });

  it("know Stripe's failure codes and dispute reasons", () => {
    expect(achReturn('account_closed')).toMatchObject({ code: 'R02', blocksMethod: true, cure: 'new_account' });
    expect(achReturn('insufficient_funds').code).toBe('R01');
    expect(achReturn('debit_not_authorized')).toMatchObject({ code: 'R10', unauthorized: true });
    expect(achDispute('insufficient_funds').code).toBe('R01');
    expect(achDispute('incorrect_account_details').code).toBe('R03');
    expect(achDispute('bank_cannot_process')).toMatchObject({ code: 'unknown', represent: false, blocksMethod: false });
    expect(achReturn('customer_initiated')).toMatchObject({ code: 'R10', unauthorized: true });
    expect(achReturn('toString').code).toBe('unknown');
  });

  it('have a meaning and a cure for everything', () => {
    for (const decline of Object.values(CARD_DECLINES)) expect(decline.meaning.length).toBeGreaterThan(5);
  });
});

describe('retries follow paydays', () => {
  it('from Sunday the 1st to the morning of Friday the 6th', () => {
    expect(at(nextRetryAt(NOV_1, { nowMs: NOV_1, zone: ZONE }))).toBe('2026-11-06 09:00');
  });

  it('to the 15th and the 1st, weekend or not', () => {
    const saturday = atLocalTime(parsePlainDate('2026-11-14'), '08:00', ZONE);
    expect(at(nextRetryAt(saturday, { nowMs: saturday, zone: ZONE }))).toBe('2026-11-15 09:00');
  });

  it('never within a day of the last try, and never in the past', () => {
    const thursday = atLocalTime(parsePlainDate('2026-11-05'), '10:00', ZONE);
    expect(at(nextRetryAt(thursday, { nowMs: thursday, zone: ZONE }))).toBe('2026-11-13 09:00');
    const later = thursday + 20 * DAY_MS;
    expect(nextRetryAt(thursday, { nowMs: later, zone: ZONE })).toBeGreaterThanOrEqual(later);
  });

  it('always on a payday morning of the place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: NOV_1, max: NOV_1 + 4000 * DAY_MS }),
        fc.constantFrom('America/New_York', 'Pacific/Honolulu', ZONE),
        (last, zone) => {
          const retry = nextRetryAt(last, { nowMs: last, zone });
          expect(isPayday(localDateAt(retry, zone))).toBe(true);
          expect(localTimeAt(retry, zone)).toBe('09:00');
          expect(retry - last).toBeGreaterThanOrEqual(DAY_MS);
          expect(retry - last).toBeLessThanOrEqual(9 * DAY_MS);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what may be presented next', () => {
  const now = { nowMs: NOV_1 + 2 * DAY_MS, zone: ZONE };

  it('is the first at once', () => {
    expect(nextPresentment([], bank, now)).toEqual({ kind: 'present', attempt: 1, atMs: now.nowMs });
  });

  it('is a soft decline again on the next payday', () => {
    const verdict = nextPresentment([past(card, { declineCode: 'insufficient_funds' })], card, now);
    expect(verdict).toMatchObject({ kind: 'present', attempt: 2 });
    expect(verdict.kind === 'present' && dayOfWeek(localDateAt(verdict.atMs, ZONE))).toBe(5);
  });

  it('is that retry even where the timer ends a moment or hours after the planned morning', () => {
    const history = [past(card, { declineCode: 'insufficient_funds' })];
    const friday = nextRetryAt(NOV_1, { nowMs: NOV_1, zone: ZONE });
    for (const nowMs of [friday, friday + 1, friday + 5 * 3_600_000, friday + 7 * DAY_MS + 25]) {
      expect(nextPresentment(history, card, { nowMs, zone: ZONE })).toEqual({
        kind: 'present',
        attempt: 2,
        atMs: nowMs,
      });
    }
  });

  it('waits for another payday where the planned one was missed', () => {
    const history = [past(card, { declineCode: 'insufficient_funds' })];
    const saturday = atLocalTime(parsePlainDate('2026-11-07'), '09:00', ZONE);
    const verdict = nextPresentment(history, card, { nowMs: saturday, zone: ZONE });
    expect(verdict.kind === 'present' && at(verdict.atMs)).toBe('2026-11-13 09:00');
  });

  it('is never on the payday on which the debit came back, once its morning is over', () => {
    const friday = atLocalTime(parsePlainDate('2026-11-06'), '16:00', ZONE);
    const history = [past(bank, { status: 'failed', failureCode: 'R01', resolvedAtMs: friday })];
    const verdict = nextPresentment(history, bank, { nowMs: friday + 60_000, zone: ZONE });
    expect(verdict.kind === 'present' && at(verdict.atMs)).toBe('2026-11-13 09:00');
  });

  it('is nothing on a stolen card, though another card may', () => {
    const history = [past(card, { declineCode: 'stolen_card' })];
    expect(nextPresentment(history, card, now)).toMatchObject({ kind: 'needs_person', blocksMethod: true });
    const other = { ...card, paymentMethodId: 'pm_other' };
    expect(nextPresentment(history, other, now)).toEqual({ kind: 'present', attempt: 2, atMs: now.nowMs });
  });

  it('waits for the payer where the bank wants them to confirm, and lets them', () => {
    const history = [past(card, { failureCode: 'authentication_required' })];
    expect(nextPresentment(history, card, now)).toMatchObject({
      kind: 'needs_person',
      cure: 'authenticate',
      blocksMethod: false,
    });
    expect(nextPresentment(history, card, { ...now, byPerson: true })).toMatchObject({ kind: 'present', attempt: 2 });
  });

  it('is nothing while one is unknown or on its way', () => {
    expect(nextPresentment([past(bank, { status: 'unknown' })], card, now)).toEqual({ kind: 'unknown' });
    expect(nextPresentment([past(bank, { status: 'processing' })], card, now)).toEqual({ kind: 'in_flight' });
  });

  it('after R02 asks for another account, and never the same again', () => {
    const history = [past(bank, { status: 'returned', failureCode: 'account_closed' })];
    expect(nextPresentment(history, bank, { ...now, byPerson: true })).toMatchObject({
      kind: 'needs_person',
      cure: 'new_account',
    });
  });

  it('stops a bank debit after the original and two more, by whatever path', () => {
    const returned = past(bank, { status: 'returned', failureCode: 'R01' });
    const three = [0, 7, 14].map((days) => ({ ...returned, presentedAtMs: NOV_1 + days * DAY_MS }));
    const later = { nowMs: NOV_1 + 20 * DAY_MS, zone: ZONE };
    expect(nextPresentment(three.slice(0, 2), bank, later)).toMatchObject({ kind: 'present', attempt: 3 });
    expect(nextPresentment(three, bank, later)).toMatchObject({ kind: 'capped' });
    expect(nextPresentment(three, { ...bank, paymentMethodId: 'pm_new' }, { ...later, byPerson: true })).toMatchObject({
      kind: 'capped',
    });
    expect(nextPresentment(three, card, later)).toMatchObject({ kind: 'present', attempt: 1 });
  });

  it('counts no debit that came through: a month may be paid in parts, also half a year later', () => {
    const parts = [0, 7, 14, 21].map((days) =>
      past(bank, { status: 'succeeded', presentedAtMs: NOV_1 + days * DAY_MS }),
    );
    const late = { nowMs: NOV_1 + 200 * DAY_MS, zone: ZONE };
    expect(nextPresentment(parts, bank, late)).toEqual({ kind: 'present', attempt: 1, atMs: late.nowMs });
  });

  it('never presents a debit again after 180 days', () => {
    const history = [past(bank, { status: 'returned', failureCode: 'R01' })];
    const late = { nowMs: NOV_1 + 181 * DAY_MS, zone: ZONE };
    expect(nextPresentment(history, bank, late)).toMatchObject({ kind: 'capped' });
  });

  it('keeps every card within 4 in any 14 days and every debit within 3 in all, whatever is asked and when', () => {
    const steps = fc.array(fc.record({ waitDays: fc.integer({ min: 0, max: 9 }), byPerson: fc.boolean() }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, fc.constantFrom<MethodKind>('card', 'us_bank_account'), (asks, kind) => {
        const method = { kind, paymentMethodId: 'pm' };
        const history: PastPresentment[] = [];
        let nowMs = NOV_1;
        for (const { waitDays, byPerson } of asks) {
          nowMs += waitDays * DAY_MS;
          const verdict = nextPresentment(history, method, { nowMs, zone: ZONE, byPerson });
          if (verdict.kind !== 'present') continue;
          nowMs = verdict.atMs;
          const code = 'insufficient_funds';
          history.push({ ...method, methodKind: kind, presentedAtMs: nowMs, status: 'failed', failureCode: code });
        }
        const times = history.map((each) => each.presentedAtMs);
        if (kind === 'us_bank_account') expect(times.length).toBeLessThanOrEqual(3);
        for (const end of times) {
          const within = times.filter((time) => time <= end && time > end - 14 * DAY_MS);
          expect(within.length).toBeLessThanOrEqual(4);
        }
      }),
      { numRuns: 60 },
    );
  });
});
