import fc from 'fast-check';
import { type PlainDateString, parsePlainDate } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { cents } from '../../domain/money';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { applyCredit } from '../../store/payments/apply-credit';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { balances, charge, faultsOfBooks, type LetFlat, letFlat, NOW, parted, TODAY } from './support/landlord';
import { MoneyModel } from './support/money-model';
import { ownDatabase, ownLandlord } from './support/own-database';

/** More and longer with TENURE_LONG=1. */
const LONG = process.env.TENURE_LONG === '1';
const RUNS = Number(process.env.PROPERTY_RUNS ?? (LONG ? 300 : 8));

const own = ownDatabase(4);
const landlord = ownLandlord(own);

const amount = fc.integer({ min: 1, max: 300_000 });
/** Which of what there is by then: the remainder decides. */
const which = fc.nat(1_000);
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('charge' as const),
      kind: fc.constantFrom<ChargeKind>('rent', 'deposit', 'utilities', 'late_fee', 'parking'),
      amount,
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      method: fc.constantFrom('card' as const, 'us_bank_account' as const),
      amount,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      method: fc.constantFrom('cash' as const, 'check' as const, 'transfer' as const),
      amount,
      day: fc.integer({ min: 1, max: 10 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      which,
      said: fc.constantFrom('processing' as const, 'succeeded' as const, 'failed' as const, 'canceled' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('takeBack' as const),
      which,
      how: fc.constantFrom('void' as const, 'waive' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('spendCredit' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer Each> ? Each : never;

/** A lease in the store and on paper side by side. */
class Books {
  readonly paper = new MoneyModel();
  constructor(private readonly flat: LetFlat) {}

  async run(step: Command): Promise<void> {
    if (step.do === 'charge') return this.charge(step.kind, step.amount, november(step.day));
    if (step.do === 'pay') return this.pay(step.method, step.amount);
    if (step.do === 'record') return this.record(step.method, step.amount, november(step.day));
    if (step.do === 'hear') return this.hear(step.which, step.said);
    if (step.do === 'reverse') return this.reverse(step.which);
    if (step.do === 'takeBack') return this.takeBack(step.which, step.how);
    await landlord.within((tx) => applyCredit(tx, { ...this.flat, state: 'IL', on: TODAY }));
    this.paper.spendCredit();
  }

  private async charge(kind: ChargeKind, value: number, dueOn: PlainDateString): Promise<void> {
    const id = await landlord.within((tx) => charge(tx, this.flat, { kind, amountCents: cents(value), dueOn }));
    this.paper.post({ id, kind, dueOn, amount: value });
  }

  private async pay(method: 'card' | 'us_bank_account', value: number): Promise<void> {
    const wanted = {
      ...this.flat,
      amountCents: cents(value),
      actor: 'test',
      now: NOW,
      by: { kind: 'hosted', method },
    } as const;
    const paymentId = await landlord
      .within((tx) => createPayment(tx, wanted))
      .then((made) => made.paymentId)
      .catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'presentment_cap' });
        expect(this.paper.returnedDebits()).toBeGreaterThanOrEqual(3);
        return null;
      });
    if (paymentId === null) return;
    // What was paid ahead pays first.
    this.paper.spendCredit();
    // One that nobody finished is taken up again.
    if (this.paper.payments.some(({ id }) => id === paymentId)) return;
    this.paper.begin({ id: paymentId, amount: value, method, effectiveOn: TODAY });
  }

  private async record(
    method: 'cash' | 'check' | 'transfer',
    value: number,
    effectiveOn: PlainDateString,
  ): Promise<void> {
    const { organizationId, leaseId } = this.flat;
    const paid = {
      organizationId,
      leaseId,
      method,
      amountCents: cents(value),
      effectiveOn,
      recordedBy: 'test',
      now: NOW,
    };
    const id = await landlord.within((tx) => recordOfflinePayment(tx, paid));
    this.paper.begin({ id, amount: value, method, effectiveOn });
    const payment = this.paper.payments.at(-1);
    if (payment) this.paper.hear(payment, 'succeeded');
    // It was paid before today: what others paid since is counted anew.
    if (effectiveOn < TODAY) this.paper.countAnew();
  }

  private async hear(index: number, said: 'processing' | 'succeeded' | 'failed' | 'canceled'): Promise<void> {
    const payment = pick(this.paper.payments, index);
    if (payment === undefined) return;
    const outcome = outcomeOf(said, payment.id);
    const report = { organizationId: this.flat.organizationId, paymentId: payment.id, outcome, now: NOW };
    const before = payment.status;
    const fee = this.paper.hear(payment, said);
    const { changed } = await landlord.within((tx) => recordOutcome(tx, report));
    expect({ before, said, changed }).toEqual({ before, said, changed: payment.status !== before });
    if (fee) await this.noteFee(payment.id);
    if (before === 'processing' && ['failed', 'canceled'].includes(payment.status)) this.paper.countAnew();
    // Whatever comes twice changes nothing.
    expect(await landlord.within((tx) => recordOutcome(tx, report))).toMatchObject({ changed: false });
  }

  private async reverse(index: number): Promise<void> {
    const payment = pick(this.paper.payments, index);
    if (payment === undefined) return;
    const before = payment.status;
    const { possible, fee } = this.paper.reverse(payment);
    const reversal = {
      organizationId: this.flat.organizationId,
      paymentId: payment.id,
      code: 'R01',
      meaning: 'no money',
      blocksMethod: false,
      now: NOW,
    };
    const done = landlord.within((tx) => reversePayment(tx, reversal));
    if (!possible) return expect(done).rejects.toMatchObject({ code: 'illegal_transition' });
    await done;
    if (fee) await this.noteFee(payment.id);
    if (before !== 'reversed') this.paper.countAnew();
  }

  private async takeBack(index: number, how: 'void' | 'waive'): Promise<void> {
    const taken = pick(this.paper.charges, index);
    if (taken === undefined) return;
    const wanted = {
      organizationId: this.flat.organizationId,
      chargeId: taken.id,
      how,
      reason: 'test',
      actor: 'test',
      on: TODAY,
      now: NOW,
    };
    const take = () => landlord.within((tx) => takeBackCharge(tx, wanted));
    if (how === 'void') this.paper.void(taken);
    else if (!this.paper.waive(taken)) {
      await take().catch((error: unknown) => expect(error).toMatchObject({ code: 'not_possible' }));
      return;
    }
    await take();
    await take();
  }

  private async noteFee(paymentId: string): Promise<void> {
    const [fee] = await own.rows<{ id: string }>("select id from charges where kind = 'nsf_fee' and item = $1", [
      paymentId,
    ]);
    expect(fee).toBeDefined();
    this.paper.nsfFee(fee?.id ?? '');
  }
}

function november(day: number): PlainDateString {
  return parsePlainDate(`2026-11-${String(day).padStart(2, '0')}`);
}

function pick<Each>(all: readonly Each[], index: number): Each | undefined {
  return all[index % Math.max(1, all.length)];
}

function outcomeOf(said: 'processing' | 'succeeded' | 'failed' | 'canceled', paymentId: string): PaymentOutcome {
  if (said === 'canceled') return { kind: 'canceled' };
  const vendorRef = `pi_${paymentId}`;
  return said === 'failed'
    ? { kind: said, vendorRef, failureCode: 'R01', message: 'no money' }
    : { kind: said, vendorRef };
}

test(
  'whatever happens to a lease in whatever order, its books say what paper would',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: LONG ? 60 : 30 }), async (commands) => {
        const flat = await letFlat(landlord);
        const books = new Books(flat);
        for (const step of commands) {
          await books.run(step);
          expect(await balances(own.owner, flat.leaseId)).toEqual(books.paper.balances());
          expect(await parted(own.owner, flat.leaseId)).toEqual(books.paper.parted());
          expect(await faultsOfBooks(own.owner, flat.leaseId)).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + RUNS * 5_000,
);

test('no lease was disturbed by another', async () => {
  expect(await faultsOfBooks(own.owner)).toEqual([]);
});
