import fc from 'fast-check';
import { addDays, type PlainDateString, parsePlainDate } from './calendar';
import type { ChargeKind } from './charge-kinds';
import { cents } from './money';
import type { OpenCharge } from './payment-order';
import { allocateBesidePlan, planProgress, stillCovered } from './payment-plans';

const FIRST = parsePlainDate('2026-11-10');
const GRACE = 3;

/** A dollar of a charge that nobody has paid yet, or that a payment has. */
type Dollar = { charge: string; isPlanned: boolean; payment: number | null };
type Charge = { id: string; kind: ChargeKind; dueOn: PlainDateString };
type Purpose = 'plan' | 'rent' | 'any';

/** Washington puts rent before everything; elsewhere fees come last. */
const RANKS: Readonly<Record<string, (kind: ChargeKind) => number>> = {
  WA: (kind) => (kind === 'rent' ? 0 : 1),
  TX: (kind) => ({ rent: 0, utilities: 1, deposit: 1, parking: 1 })[kind as string] ?? 2,
};

/** Every dollar lies on the table by itself; a payment picks up one after the other. */
class Table {
  readonly dollars: Dollar[] = [];
  readonly charges: Charge[] = [];
  credit = 0;
  private payments = 0;

  constructor(
    private readonly state: string,
    readonly installments: { dueOn: PlainDateString; dollars: number }[],
  ) {}

  lay(charge: Charge, dollars: number, isPlanned: boolean): void {
    this.charges.push(charge);
    for (let n = 0; n < dollars; n += 1) this.dollars.push({ charge: charge.id, isPlanned, payment: null });
  }

  /** Picks up so many dollars; what finds none is credit. @returns by charge how many */
  pay(dollars: number, purpose: Purpose, today: PlainDateString): Record<string, number> {
    this.payments += 1;
    const given: Record<string, number> = {};
    for (const dollar of this.inOrder(purpose, today).slice(0, dollars)) {
      dollar.payment = this.payments;
      given[dollar.charge] = (given[dollar.charge] ?? 0) + 1;
    }
    this.credit += dollars - Object.values(given).reduce((sum, each) => sum + each, 0);
    return given;
  }

  /** Dollars that were picked up before there was a plan. @returns by charge how many */
  layPaid(charge: string, dollars: number): Record<string, number> {
    this.payments += 1;
    for (let n = 0; n < dollars; n += 1) this.dollars.push({ charge, isPlanned: false, payment: this.payments });
    return { [charge]: dollars };
  }

  /** A payment's dollars lie on the table again. */
  bounce(payment: number): void {
    for (const dollar of this.dollars) if (dollar.payment === payment) dollar.payment = null;
  }

  openOf(charge: string): number {
    return this.dollars.filter((dollar) => dollar.charge === charge && dollar.payment === null).length;
  }

  /** How much of each installment is there: the plan's paid dollars fill one after the other. */
  filled(): number[] {
    let pot = this.dollars.filter((dollar) => dollar.isPlanned && dollar.payment !== null).length;
    return this.installments.map(({ dollars }) => {
      const paid = Math.min(pot, dollars);
      pot -= paid;
      return paid;
    });
  }

  dueByNow(today: PlainDateString): number {
    const filled = this.filled();
    return this.installments.reduce(
      (sum, { dueOn, dollars }, index) => sum + (dueOn <= today ? dollars - (filled[index] ?? 0) : 0),
      0,
    );
  }

  private inOrder(purpose: Purpose, today: PlainDateString): Dollar[] {
    const open = this.dollars.filter(({ payment }) => payment === null);
    const planned = this.sorted(open.filter(({ isPlanned }) => isPlanned));
    const dueNow = new Set(planned.slice(0, this.dueByNow(today)));
    const step = (dollar: Dollar): number => {
      const isDue = (this.charges.find(({ id }) => id === dollar.charge)?.dueOn ?? '') <= today;
      if (purpose === 'plan') return dollar.isPlanned ? 0 : isDue ? 1 : 2;
      if (purpose === 'rent') return dollar.isPlanned ? (dueNow.has(dollar) ? 1 : 2) : isDue ? 0 : 3;
      return dollar.isPlanned ? (dueNow.has(dollar) ? 0 : 1) : isDue ? 0 : 2;
    };
    return [0, 1, 2, 3].flatMap((each) => this.sorted(open.filter((dollar) => step(dollar) === each)));
  }

  private sorted(dollars: Dollar[]): Dollar[] {
    const key = ({ charge }: Dollar) => {
      const found = this.charges.find(({ id }) => id === charge);
      return `${RANKS[this.state]?.(found?.kind ?? 'rent')} ${found?.dueOn} ${charge}`;
    };
    return [...dollars].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  }
}

const debt = fc.record({
  kind: fc.constantFrom<ChargeKind>('rent', 'late_fee', 'utilities', 'deposit'),
  dollars: fc.integer({ min: 1, max: 30 }),
  offset: fc.integer({ min: -60, max: 60 }),
});
/** What was paid of a covered charge before the plan, by a payment of its own: it may come back, too. */
const before = fc.integer({ min: 0, max: 20 });
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      dollars: fc.integer({ min: 1, max: 50 }),
      purpose: fc.constantFrom('plan' as const, 'rent' as const, 'any' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('charge' as const), debt }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bounce' as const), which: fc.nat(20) }) },
);
const plan = fc.record({
  state: fc.constantFrom('WA', 'TX'),
  covered: fc.array(debt, { minLength: 1, maxLength: 4 }),
  before: fc.array(before, { minLength: 4, maxLength: 4 }),
  parts: fc.integer({ min: 1, max: 4 }),
});
type Given = typeof plan extends fc.Arbitrary<infer Each> ? Each : never;

/** Installments a week apart, the last of what is left. */
function installmentsOf({ covered, parts }: Given) {
  const total = covered.reduce((sum, { dollars }) => sum + dollars, 0);
  const each = Math.max(1, Math.floor(total / parts));
  const all: { dueOn: PlainDateString; dollars: number }[] = [];
  for (let left = total; left > 0; left -= all.at(-1)?.dollars ?? left) {
    const isLast = all.length + 1 >= parts;
    all.push({ dueOn: addDays(FIRST, 7 * all.length), dollars: isLast ? left : Math.min(left, each) });
  }
  return all;
}

/** The same plan by the product's own rules, in cents. */
class Product {
  private readonly paid: Record<string, number>[] = [];
  /** By payment and charge, the cents that were the plan's. */
  private readonly planned: Record<string, number>[] = [];

  constructor(
    private readonly table: Table,
    private readonly state: string,
    private readonly covered: ReadonlyMap<string, number>,
    private readonly amounts: Map<string, number>,
  ) {}

  /** What was paid before there was a plan. */
  payBefore(given: Record<string, number>): void {
    this.paid.push(given);
    this.planned.push({});
  }

  pay(dollars: number, purpose: Purpose, today: PlainDateString) {
    const { leftOf, progress } = this.look(today);
    const plan = { covered: leftOf, dueCents: progress.dueCents };
    const open = this.table.charges.map(
      (charge): OpenCharge => ({ ...charge, chargeId: charge.id, openCents: cents(this.openOf(charge.id)) }),
    );
    const by = { purpose, state: this.state, effectiveOn: today };
    const { allocations, creditCents } = allocateBesidePlan(cents(dollars * 100), open, plan, by);
    const given = Object.fromEntries(allocations.map((part) => [part.chargeId, part.amountCents / 100]));
    this.paid.push(given);
    this.planned.push(Object.fromEntries(allocations.map((part) => [part.chargeId, part.planCents])));
    return { given, credit: creditCents / 100 };
  }

  bounce(payment: number): void {
    this.paid[payment - 1] = {};
    this.planned[payment - 1] = {};
  }

  openOf(charge: string): number {
    return (this.amounts.get(charge) ?? 0) - 100 * this.paid.reduce((sum, given) => sum + (given[charge] ?? 0), 0);
  }

  look(today: PlainDateString) {
    const charges = [...this.covered].map(([chargeId, amount]) => ({
      chargeId,
      coveredCents: cents(amount),
      planPaidCents: cents(this.planned.reduce((sum, given) => sum + (given[chargeId] ?? 0), 0)),
      openCents: cents(this.openOf(chargeId)),
    }));
    const installments = this.table.installments.map(({ dueOn, dollars }, index) => ({
      number: index + 1,
      dueOn,
      amountCents: cents(dollars * 100),
    }));
    const leftOf = new Map(charges.map((charge) => [charge.chargeId, stillCovered(charge)]));
    return { leftOf, progress: planProgress({ installments, graceDays: GRACE }, charges, today) };
  }
}

test('whatever is paid, comes back or is charged in whatever order, dollars on a table say the same as the plan', () => {
  fc.assert(
    fc.property(plan, fc.array(command, { maxLength: 14 }), (given, commands) => {
      const table = new Table(given.state, installmentsOf(given));
      const amounts = new Map<string, number>();
      const charge = (
        { kind, dollars, offset }: Given['covered'][number],
        from: PlainDateString,
        isPlanned: boolean,
      ) => {
        const id = `chg_${String(table.charges.length).padStart(2, '0')}`;
        table.lay({ id, kind, dueOn: addDays(from, offset) }, dollars, isPlanned);
        amounts.set(id, dollars * 100);
      };
      for (const each of given.covered) charge(each, FIRST, true);
      const product = new Product(table, given.state, new Map(amounts), amounts);
      let [today, payments, paidIn] = [FIRST, 0, 0];
      for (const [index, { id }] of table.charges.entries()) {
        const dollars = given.before[index] ?? 0;
        if (dollars === 0) continue;
        payments += 1;
        amounts.set(id, (amounts.get(id) ?? 0) + dollars * 100);
        product.payBefore(table.layPaid(id, dollars));
      }
      for (const told of commands) {
        if (told.do === 'wait') today = addDays(today, told.days);
        else if (told.do === 'charge') charge(told.debt, today, false);
        else if (told.do === 'pay') {
          payments += 1;
          paidIn += told.dollars;
          const before = table.credit;
          const byProduct = product.pay(told.dollars, told.purpose, today);
          const byTable = table.pay(told.dollars, told.purpose, today);
          expect(byProduct).toEqual({ given: byTable, credit: table.credit - before });
        } else if (payments > 0) {
          const which = (told.which % payments) + 1;
          table.bounce(which);
          product.bounce(which);
        }
        const { progress } = product.look(today);
        expect(progress.installments.map(({ paidCents }) => paidCents / 100)).toEqual(table.filled());
        expect(progress.dueCents / 100).toBe(table.dueByNow(today));
        const isMissed = table.installments.some(
          ({ dueOn, dollars }, index) => today > addDays(dueOn, GRACE) && (table.filled()[index] ?? 0) < dollars,
        );
        expect(progress.installments.some(({ status }) => status === 'missed')).toBe(isMissed);
        for (const { id } of table.charges) expect(product.openOf(id) / 100).toBe(table.openOf(id));
      }
      expect(table.credit).toBeLessThanOrEqual(paidIn);
    }),
  );
});
