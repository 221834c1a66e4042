import fc from 'fast-check';
import { addDays, parsePlainDate } from './calendar';
import { CHARGE_KINDS, type ChargeKind, isFee } from './charge-kinds';
import { cents } from './money';
import { allocatePayment, type OpenCharge } from './payment-order';

const today = parsePlainDate('2026-11-10');
const open = (chargeId: string, kind: ChargeKind, dueOn: string, openCents: number): OpenCharge => ({
  chargeId,
  kind,
  dueOn: parsePlainDate(dueOn),
  openCents: cents(openCents),
});
const charges = [
  open('fee_oct', 'late_fee', '2026-10-06', 5000),
  open('rent_nov', 'rent', '2026-11-01', 100_000),
  open('park_oct', 'parking', '2026-10-01', 5000),
  open('util_nov', 'utilities', '2026-11-01', 8000),
  open('rent_oct', 'rent', '2026-10-01', 100_000),
];
const orderIn = (state: string) =>
  allocatePayment(cents(1_000_000), charges, state, today).allocations.map((allocation) => allocation.chargeId);

describe('a payment goes', () => {
  it('to the oldest rent, then oldest others, then fees, where no rule is on file', () => {
    expect(orderIn('OH')).toEqual(['rent_oct', 'rent_nov', 'park_oct', 'util_nov', 'fee_oct']);
  });

  it('in Washington and Colorado to rent before anything else', () => {
    expect(orderIn('WA').slice(0, 2)).toEqual(['rent_oct', 'rent_nov']);
    expect(orderIn('CO').slice(0, 2)).toEqual(['rent_oct', 'rent_nov']);
  });

  it('in Oregon to prior rent, current rent, utilities, late fees, then others', () => {
    expect(orderIn('OR')).toEqual(['rent_oct', 'rent_nov', 'util_nov', 'fee_oct', 'park_oct']);
  });

  it('in part where it runs out, with the rule and its source', () => {
    const result = allocatePayment(cents(150_000), charges, 'WA', today);
    expect(result.allocations.map(({ chargeId, amountCents }) => [chargeId, amountCents])).toEqual([
      ['rent_oct', 100_000],
      ['rent_nov', 50_000],
    ]);
    expect(result).toMatchObject({ creditCents: 0, rule: { cite: 'RCW 59.18.283' } });
  });

  it('to credit where it is more than is owed', () => {
    expect(allocatePayment(cents(250_000), charges, 'OH', today).creditCents).toBe(32_000);
    expect(allocatePayment(cents(1), [], 'OH', today)).toMatchObject({ allocations: [], creditCents: 1 });
  });
});

describe('always', () => {
  const kinds = Object.keys(CHARGE_KINDS) as ChargeKind[];
  const anyCharges = fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), days: fc.nat(400), openCents: fc.nat(200_000).map(cents) }),
    { maxLength: 12 },
  );
  const states = fc.constantFrom('WA', 'OR', 'CO', 'TX', 'NY');

  it('nothing is lost, no charge is overpaid, no fee is paid before rent, and the order given does not matter', () => {
    fc.assert(
      fc.property(fc.nat(900_000), anyCharges, states, (amount, drafts, state) => {
        const list = drafts.map((draft, index) => ({
          chargeId: `chg_${index}`,
          kind: draft.kind,
          dueOn: addDays(today, -draft.days),
          openCents: draft.openCents,
        }));
        const { allocations, creditCents } = allocatePayment(cents(amount), list, state, today);
        const given = allocations.reduce((sum, allocation) => sum + allocation.amountCents, 0);
        expect(given + creditCents).toBe(amount);
        const paid = new Map(allocations.map((allocation) => [allocation.chargeId, allocation.amountCents]));
        for (const charge of list) expect(paid.get(charge.chargeId) ?? 0).toBeLessThanOrEqual(charge.openCents);
        const rentLeft = list.some(
          (charge) => charge.kind === 'rent' && (paid.get(charge.chargeId) ?? 0) < charge.openCents,
        );
        if (rentLeft) expect(allocations.some((allocation) => isFee(allocation.kind))).toBe(false);
        expect(allocatePayment(cents(amount), [...list].reverse(), state, today).allocations).toEqual(allocations);
      }),
    );
  });
});
