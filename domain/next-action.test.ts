import { parsePlainDate as day } from './calendar';
import { type LateLease, nextActionOf } from './next-action';

/** Late since the first of the month, looked at on the 23rd, without autopay and without a try. */
const late: LateLease = {
  leaseStatus: 'active',
  zone: 'America/Chicago',
  nowMs: Date.parse('2026-11-23T18:00:00Z'),
  oldestDueOn: day('2026-11-01'),
  isAccepting: true,
  hasAutopay: false,
  isInTransitInFull: false,
  plan: null,
  offerUntil: null,
  dispute: null,
  lateFeeOn: null,
  last: null,
};

describe('what happens next on a late lease', () => {
  it('is up to the landlord once nothing else is under way', () => {
    expect(nextActionOf(late)).toEqual({
      reason: 'No autopay, and the tenants have not paid',
      what: 'Call, or offer a payment plan',
      on: null,
      needsYou: true,
    });
  });

  it('is up to the tenants while a plan is offered to them', () => {
    expect(nextActionOf({ ...late, offerUntil: day('2026-11-30') })).toMatchObject({
      what: 'The tenants answer the offer of a plan',
      on: '2026-11-30',
      needsYou: false,
    });
  });

  it('is the next installment once they accepted it, and a dispute before that', () => {
    const onPlan = { ...late, plan: { nextDueOn: day('2026-12-07') } };
    expect(nextActionOf(onPlan)).toMatchObject({ what: 'The next installment is due', on: '2026-12-07' });
    const dispute = { needsResponse: true, answerBy: day('2026-12-02') };
    expect(nextActionOf({ ...onPlan, dispute })).toMatchObject({ what: 'Answer the dispute', needsYou: true });
  });

  it('waits for the late fee and for the tenth day before anybody is asked to act', () => {
    const early = { ...late, oldestDueOn: day('2026-11-20') };
    expect(nextActionOf({ ...early, lateFeeOn: day('2026-11-26') })).toMatchObject({
      on: '2026-11-26',
      needsYou: false,
    });
    expect(nextActionOf(early)).toMatchObject({ what: 'It comes on your list', on: '2026-11-30', needsYou: false });
  });
});
