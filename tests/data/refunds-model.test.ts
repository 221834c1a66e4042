import fc from 'fast-check';
import { addDays } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { newId } from '../../store/new-id';
import { acceptPlan } from '../../store/payment-plans/accept-plan';
import { endPlan } from '../../store/payment-plans/end-plan';
import { readPlan } from '../../store/payment-plans/lock-plan';
import { offerPlan } from '../../store/payment-plans/offer-plan';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { toSqlDate } from '../../store/plain-dates';
import { recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { requestRefund } from '../../store/refunds/request-refund';
import { balances, charge, faultsOfBooks, type Landlord, type LetFlat, letFlat, NOW, TODAY } from './support/landlord';
import { ownDatabase, ownLandlord } from './support/own-database';

/** More and longer with TENURE_LONG=1. */
const LONG = process.env.TENURE_LONG === '1';
const RUNS = Number(process.env.PROPERTY_RUNS ?? (LONG ? 300 : 8));
const linkKey = Buffer.alloc(32, 1);

const own = ownDatabase(4);
const landlord = ownLandlord(own);

const amount = fc.integer({ min: 1, max: 200_000 });
const which = fc.nat(1_000);
const command = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('charge' as const), amount, days: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), amount, byBank: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('refund' as const), which, amount, forgives: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('arrive' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('bounce' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('takeBack' as const), which, amount, whole: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('plan' as const), parts: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('endPlan' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer Each> ? Each : never;

/** The same as one would count it in a notebook: money in the till, what was ever charged, what was ever forgiven. */
type Notebook = {
  charged: number;
  forgiven: number;
  /** What came, and what of it its bank took back or was never there. */
  cameIn: Map<string, { amount: number; taken: number; byBank: boolean }>;
  wentBack: Map<string, { of: string; amount: number; waits: boolean }>;
};

const within: Landlord['within'] = (work) => landlord.within(work);

async function step(flat: LetFlat, book: Notebook, told: Command): Promise<void> {
  const { organizationId, leaseId, tenantId } = flat;
  if (told.do === 'charge') {
    await within((tx) => charge(tx, flat, { amountCents: cents(told.amount), dueOn: addDays(TODAY, -told.days) }));
    book.charged += told.amount;
  } else if (told.do === 'pay' && told.byBank) {
    const id = await debit(flat, told.amount);
    book.cameIn.set(id, { amount: told.amount, taken: 0, byBank: true });
  } else if (told.do === 'pay') {
    const cash = {
      organizationId,
      leaseId,
      method: 'cash',
      amountCents: cents(told.amount),
      effectiveOn: TODAY,
    } as const;
    const id = await within((tx) => recordOfflinePayment(tx, { ...cash, recordedBy: 'test', now: NOW }));
    book.cameIn.set(id, { amount: told.amount, taken: 0, byBank: false });
  } else if (told.do === 'refund') {
    await giveBack(flat, book, told);
  } else if (told.do === 'takeBack') {
    await takeBack(flat, book, told);
  } else if (told.do === 'arrive') {
    const [refundId, back] = [...book.wentBack].filter(([, { waits }]) => waits)[0] ?? [];
    if (refundId === undefined || back === undefined) return;
    const outcome = { status: 'succeeded', vendorRef: `re_${refundId}` } as const;
    await within((tx) => recordRefundOutcome(tx, { organizationId, refundId, outcome, now: NOW }));
    back.waits = false;
  } else if (told.do === 'bounce') {
    const ids = [...book.wentBack.keys()];
    const refundId = ids[told.which % Math.max(1, ids.length)];
    if (refundId === undefined) return;
    const outcome = { status: 'failed', code: 'test', meaning: 'test' } as const;
    await within((tx) => recordRefundOutcome(tx, { organizationId, refundId, outcome, now: NOW }));
    book.wentBack.delete(refundId);
  } else if (told.do === 'plan') {
    const firstDueOn = addDays(TODAY, 8);
    const schedule = {
      kind: 'split',
      count: told.parts,
      every: 'week',
      firstDueOn,
      downPaymentCents: cents(0),
    } as const;
    const offer = { organizationId, leaseId, schedule, actor: 'test', linkKey, now: NOW };
    const planId = await within((tx) => offerPlan(tx, offer)).catch(() => null);
    const by = { tenantId, paymentMethodId: null, locale: 'en', ip: '::1', userAgent: 'test' };
    if (planId !== null) await within((tx) => acceptPlan(tx, { organizationId, planId, ...by, linkKey, now: NOW }));
  } else {
    const { rows } = await own.owner.query<{ id: string }>(
      "select id from payment_plans where lease_id = $1 and status = 'active'",
      [leaseId],
    );
    const planId = rows[0]?.id;
    if (planId === undefined) return;
    const plan = await within((tx) => readPlan(tx, planId, NOW));
    expect(plan.progress.paidCents + plan.progress.leftCents).toBe(plan.coveredCents);
    const end = { organizationId, planId, to: 'canceled', reason: 'test', actor: 'test' } as const;
    await within((tx) => endPlan(tx, { ...end, linkKey, now: NOW }));
  }
}

/** A bank debit that came through. */
async function debit({ organizationId, leaseId, tenantId, bank }: LetFlat, amountCents: number): Promise<string> {
  const id = newId('payment');
  const of = { id, organizationId, leaseId, tenantId, paymentMethodId: bank, effectiveOn: toSqlDate(TODAY) };
  const outcome = { kind: 'succeeded', vendorRef: `pi_${id}` } as const;
  await within(async (tx) => {
    const data = { ...of, kind: 'one_off', method: 'us_bank_account', amountCents: BigInt(amountCents) };
    await tx.payment.create({ data });
    await recordOutcome(tx, { organizationId, paymentId: id, outcome, now: NOW });
  });
  return id;
}

/** The bank takes a debit back, all of it or a part, whatever was refunded; cash was never there. */
async function takeBack(
  { organizationId }: LetFlat,
  book: Notebook,
  told: { which: number; amount: number; whole: boolean },
): Promise<void> {
  const [paymentId, came] = [...book.cameIn][told.which % Math.max(1, book.cameIn.size)] ?? [];
  if (paymentId === undefined || came === undefined || came.taken === came.amount) return;
  if (!came.byBank) {
    const why = { reason: 'test', actor: 'test', now: NOW };
    await within((tx) => voidPayment(tx, { organizationId, paymentId, ...why }));
    came.taken = came.amount;
    return;
  }
  const left = came.amount - came.taken;
  const amount = told.whole ? left : Math.min(told.amount, left);
  const part = { amountCents: cents(amount), key: newId('dispute') };
  const why = { code: 'R10', meaning: 'not allowed', now: NOW };
  const { reversed } = await within((tx) => reversePayment(tx, { organizationId, paymentId, ...why, part }));
  if (reversed) came.taken += amount;
}

async function giveBack(
  { organizationId }: LetFlat,
  book: Notebook,
  told: { which: number; amount: number; forgives: boolean },
): Promise<void> {
  const [paymentId, came] = [...book.cameIn][told.which % Math.max(1, book.cameIn.size)] ?? [];
  if (paymentId === undefined || came === undefined) return;
  const back = [...book.wentBack.values()].filter(({ of }) => of === paymentId);
  const left = came.amount - came.taken - back.reduce((sum, one) => sum + one.amount, 0);
  const wanted = {
    organizationId,
    paymentId,
    amountCents: cents(told.amount),
    method: came.byBank ? 'original' : 'cash',
    reason: 'test',
    voidCharges: told.forgives,
    actor: 'test',
    now: NOW,
  } as const;
  const asked = within((tx) => requestRefund(tx, wanted));
  if (told.amount > left) {
    await expect(asked).rejects.toMatchObject({ code: left <= 0 ? expect.any(String) : 'not_possible' });
    return;
  }
  const refundId = await asked;
  book.wentBack.set(refundId, { of: paymentId, amount: told.amount, waits: came.byBank });
  const row = await within((tx) => tx.refund.findUniqueOrThrow({ where: { id: refundId } }));
  if (told.forgives) book.forgiven += Number(row.amountCents - row.fromCreditCents);
}

test(
  'whatever is charged, paid, planned, given back, taken by banks or bounces: money is never made or lost',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: LONG ? 40 : 20 }), async (commands) => {
        const flat = await letFlat(landlord);
        const book: Notebook = { charged: 0, forgiven: 0, cameIn: new Map(), wentBack: new Map() };
        for (const told of commands) {
          await step(flat, book, told);
          const now = await balances(own.owner, flat.leaseId);
          const sum = (amounts: number[]) => amounts.reduce((total, one) => total + one, 0);
          const came = sum([...book.cameIn.values()].map(({ amount: whole, taken }) => whole - taken));
          const back = sum([...book.wentBack.values()].map((one) => one.amount));
          const waiting = sum([...book.wentBack.values()].map((one) => (one.waits ? one.amount : 0)));
          const earned = book.charged - book.forgiven;
          // What is handed back of a check, or of cash that never came, is the landlord's own.
          expect((now.undeposited_funds ?? 0) + (now.bank ?? 0)).toBe(came - back + waiting);
          expect((now.rent_income ?? 0) + earned).toBe(0);
          // Whoever got money twice owes it: what is owed is what was earned, less what really stayed.
          expect((now.receivable ?? 0) + (now.tenant_credit ?? 0)).toBe(earned - (came - back));
          expect(now.refunds_payable ?? 0).toBe(0 - waiting);
          expect(now.given_back_twice ?? 0).toBe(0);
          expect(await faultsOfBooks(own.owner, flat.leaseId)).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + RUNS * 5_000,
);
