import { addDays } from '../../domain/calendar';
import { ownerStatementPosted } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { postEntries } from '../../store/ledger/post-entries';
import { newId } from '../../store/new-id';
import { acceptPlan } from '../../store/payment-plans/accept-plan';
import { offerPlan } from '../../store/payment-plans/offer-plan';
import { startInstallment } from '../../store/payment-plans/start-installment';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reevaluateAccount } from '../../store/payments/reevaluate-account';
import { reversePayment } from '../../store/payments/reverse-payment';
import { setAccepting } from '../../store/payments/set-accepting';
import { voidPayment } from '../../store/payments/void-payment';
import { createPayout } from '../../store/payouts/create-payout';
import { recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { requestRefund } from '../../store/refunds/request-refund';
import { overPrisma } from '../../store/sql-runner';
import { balances, charge, faultsOfBooks, type LetFlat, letFlat, NOW, TODAY } from './support/landlord';
import { ownDatabase, ownLandlord } from './support/own-database';

const linkKey = Buffer.alloc(32, 1);
const own = ownDatabase(8);
const landlord = ownLandlord(own);
afterEach(async () => expect(await faultsOfBooks(own.owner)).toEqual([]));

const RENT = cents(100_000);
const common = { actor: 'test', now: NOW };

/** A flat whose rent was paid by a card or bank debit that came through. */
async function paidFlat(method: 'card' | 'us_bank_account' = 'card'): Promise<LetFlat & { paymentId: string }> {
  const flat = await letFlat(landlord);
  await landlord.within((tx) => charge(tx, flat, { amountCents: RENT }));
  const { organizationId, leaseId, tenantId } = flat;
  const by = { kind: 'hosted', method } as const;
  const { paymentId } = await landlord.within((tx) =>
    createPayment(tx, { organizationId, leaseId, tenantId, amountCents: RENT, by, ...common }),
  );
  await hear(flat, paymentId);
  return { ...flat, paymentId };
}

const hear = ({ organizationId }: LetFlat, paymentId: string) =>
  landlord.within((tx) =>
    recordOutcome(tx, {
      organizationId,
      paymentId,
      outcome: { kind: 'succeeded', vendorRef: `pi_${paymentId}` },
      now: NOW,
    }),
  );

const refund = (
  { organizationId, paymentId }: LetFlat & { paymentId: string },
  amount: number,
  method: 'original' | 'cash' = 'original',
) =>
  landlord.within((tx) =>
    requestRefund(tx, {
      organizationId,
      paymentId,
      amountCents: cents(amount),
      method,
      reason: 'test',
      voidCharges: false,
      ...common,
    }),
  );

const comesBack = (
  { organizationId, paymentId }: LetFlat & { paymentId: string },
  part?: { amountCents: ReturnType<typeof cents>; key: string },
) =>
  landlord.within((tx) =>
    reversePayment(tx, {
      organizationId,
      paymentId,
      code: 'R10',
      meaning: 'not allowed',
      now: NOW,
      ...(part ? { part } : {}),
    }),
  );

const cash = ({ organizationId, leaseId }: LetFlat, amount: number, effectiveOn = TODAY) =>
  landlord.within((tx) =>
    recordOfflinePayment(tx, {
      organizationId,
      leaseId,
      method: 'cash',
      amountCents: cents(amount),
      effectiveOn,
      recordedBy: 'test',
      now: NOW,
    }),
  );

const done = (all: PromiseSettledResult<unknown>[]) => all.map(({ status }) => status === 'fulfilled');
/** Every refusal is one that a person can read, never a failure of the machine. */
function refusedPolitely(all: PromiseSettledResult<unknown>[]): void {
  for (const one of all) {
    if (one.status === 'rejected')
      expect(['not_possible', 'illegal_transition', 'conflict']).toContain(one.reason.code);
  }
}
const books = ({ leaseId }: LetFlat): Promise<Record<string, number>> => balances(own.owner, leaseId);
/** Refunds of a lease that the vendor will be asked for. */
const asked = (leaseId: string) =>
  own.rows(
    "select c.id from commands c join refunds r on c.workflow_id = 'refund/' || r.id where r.lease_id = $1 and c.kind = 'start'",
    [leaseId],
  );

test('two refunds of more than is there together: one goes, and one is asked for at the vendor', async () => {
  const flat = await paidFlat();
  const both = await Promise.allSettled([refund(flat, 60_000), refund(flat, 60_000)]);
  expect(done(both).filter(Boolean)).toHaveLength(1);
  refusedPolitely(both);
  expect(await asked(flat.leaseId)).toHaveLength(1);
  expect(await balances(own.owner, flat.leaseId)).toMatchObject({ receivable: 60_000, refunds_payable: -60_000 });
});

test('a refund and the bank’s return: what leaves twice is owed, and is owed no more once the refund failed', async () => {
  const flat = await paidFlat('us_bank_account');
  const both = await Promise.allSettled([refund(flat, 60_000), comesBack(flat)]);
  expect(done(both)[1]).toBe(true);
  refusedPolitely(both);
  const { receivable, undeposited_funds: there = 0, refunds_payable: leaving = 0 } = await books(flat);
  expect(receivable).toBe(RENT - there - leaving);
  const { organizationId, leaseId } = flat;
  const outcome = { status: 'failed', code: 'charge_disputed', meaning: 'disputed' } as const;
  await landlord.within(async (tx) => {
    const { id: refundId } = (await tx.refund.findFirst({ where: { leaseId } })) ?? { id: null };
    if (refundId !== null) await recordRefundOutcome(tx, { organizationId, refundId, outcome, now: NOW });
  });
  expect(await books(flat)).toEqual({ receivable: RENT, rent_income: -RENT });
});

test('a refund and a dispute over a part: both stand where there is enough for both', async () => {
  const flat = await paidFlat();
  const both = await Promise.allSettled([
    refund(flat, 40_000),
    comesBack(flat, { amountCents: cents(50_000), key: 'd1' }),
  ]);
  expect(done(both)).toEqual([true, true]);
  expect(await balances(own.owner, flat.leaseId)).toMatchObject({
    receivable: 90_000,
    undeposited_funds: 50_000,
    refunds_payable: -40_000,
  });
});

test('a recorded payment is voided while it is given back: what left by hand stays left', async () => {
  const flat = await letFlat(landlord);
  await landlord.within((tx) => charge(tx, flat, { amountCents: RENT }));
  const paymentId = await cash(flat, RENT);
  const { organizationId } = flat;
  const both = await Promise.allSettled([
    refund({ ...flat, paymentId }, 30_000, 'cash'),
    landlord.within((tx) => voidPayment(tx, { organizationId, paymentId, reason: 'test', ...common })),
  ]);
  expect(done(both)[1]).toBe(true);
  refusedPolitely(both);
  const { receivable, undeposited_funds: drawer = 0, bank: there = 0 } = await books(flat);
  // Handed back of cash that never came: the landlord's own.
  expect(drawer).toBe(0);
  expect([0, -30_000]).toContain(there);
  expect(receivable).toBe(RENT - there);
});

test('two payouts of all that an owner is owed: one begins', async () => {
  const { organizationId, within } = landlord;
  const ownerId = newId('owner');
  await within((tx) =>
    tx.owner.create({
      data: { id: ownerId, organizationId, kind: 'person', name: 'Rosa Vale', email: 'rosa@owner.test' },
    }),
  );
  const none = {
    managementFeeCents: cents(0),
    repairsCents: cents(0),
    platformFeesCents: cents(0),
    processingFeesCents: cents(0),
  };
  const month = { ownerId, collectedCents: cents(80_000), ...none };
  const entry = ownerStatementPosted({ ...month, otherExpensesCents: cents(0), reserveCents: cents(0) });
  if (entry === null) throw new Error('nothing was collected');
  const posted = {
    idempotencyKey: `test/${ownerId}`,
    entry,
    description: 'test',
    effectiveOn: TODAY,
    subjectId: ownerId,
  };
  await within((tx) => postEntries(overPrisma(tx), organizationId, [posted]));
  const payout = () =>
    within((tx) =>
      createPayout(tx, {
        organizationId,
        ownerId,
        amountCents: null,
        method: 'check',
        reference: '7',
        today: TODAY,
        actor: 'test',
      }),
    );
  const all = await Promise.allSettled([payout(), payout(), payout()]);
  expect(done(all).filter(Boolean)).toHaveLength(1);
  refusedPolitely(all);
  const left = await own.rows<{ left: string }>(
    "select (-sum(amount_cents))::text as left from postings where owner_id = $1 and account = 'owner_payable'",
    [ownerId],
  );
  expect(left).toEqual([{ left: '0' }]);
});

test('an installment beside cash for the same: cash first leaves nothing to take, else what is left is credit', async () => {
  const flat = await letFlat(landlord);
  const { organizationId, leaseId, tenantId, card } = flat;
  await landlord.within((tx) => charge(tx, flat, { amountCents: RENT }));
  const installments = [{ dueOn: TODAY, amountCents: RENT }];
  const planId = await landlord.within((tx) =>
    offerPlan(tx, { organizationId, leaseId, schedule: { kind: 'dates', installments }, linkKey, ...common }),
  );
  const who = { tenantId, paymentMethodId: card, locale: 'en', ip: '::1', userAgent: 'test' } as const;
  await landlord.within((tx) => acceptPlan(tx, { organizationId, planId, ...who, linkKey, now: NOW }));
  const step = () => landlord.within((tx) => startInstallment(tx, { planId, workflowId: `plan/${planId}`, now: NOW }));
  const both = await Promise.allSettled([step(), step(), cash(flat, RENT)]);
  expect(done(both)).toEqual([true, true, true]);
  const presented = await own.rows('select id from presentments where lease_id = $1', [leaseId]);
  expect(presented.length).toBeLessThanOrEqual(1);
});

test('stop-accepting and a payment under way: what was begun is booked, nothing new begins', async () => {
  const flat = await letFlat(landlord);
  const { organizationId, leaseId, tenantId } = flat;
  await landlord.within((tx) => charge(tx, flat, { amountCents: RENT }));
  const by = { kind: 'hosted', method: 'card' } as const;
  const begin = () =>
    landlord.within((tx) => createPayment(tx, { organizationId, leaseId, tenantId, amountCents: RENT, by, ...common }));
  const { paymentId } = await begin();
  const stop = landlord.within((tx) =>
    setAccepting(tx, { organizationId, leaseId, accepting: false, reason: null, ...common }),
  );
  const both = await Promise.allSettled([stop, hear(flat, paymentId), hear(flat, paymentId)]);
  expect(done(both)).toEqual([true, true, true]);
  await expect(begin()).rejects.toMatchObject({ code: 'not_possible' });
  expect(await balances(own.owner, leaseId)).toEqual({ rent_income: -RENT, undeposited_funds: RENT });
});

test('counting anew leaves a fee that a person waived and a rent that a plan pauses as they are', async () => {
  const flat = await letFlat(landlord);
  const { organizationId, leaseId, tenantId } = flat;
  const terms = { late_fee: { grace_days: 3, formula: { kind: 'flat', amount_cents: 5_000 } } };
  await own.owner.query('update leases set terms = $2 where id = $1', [leaseId, terms]);
  const recount = () =>
    landlord.within((tx) =>
      reevaluateAccount(tx, { organizationId, leaseId, reason: 'test', now: NOW, before: 'everything' }),
    );
  await landlord.within((tx) => charge(tx, flat, { amountCents: RENT, dueOn: addDays(TODAY, -40) }));
  const [fee] = (await recount()).addedFees;
  expect(fee?.amountCents).toBe(5_000);
  const waived = {
    organizationId,
    chargeId: fee?.chargeId ?? '',
    how: 'waive',
    reason: 'kindness',
    on: TODAY,
  } as const;
  await landlord.within((tx) => takeBackCharge(tx, { ...waived, ...common }));
  expect(await recount()).toMatchObject({ addedFees: [], undoneFees: 0 });
  await landlord.within((tx) => charge(tx, flat, { amountCents: RENT, dueOn: addDays(TODAY, -9) }));
  const installments = [{ dueOn: addDays(TODAY, 8), amountCents: cents(2 * RENT) }];
  const planId = await landlord.within((tx) =>
    offerPlan(tx, { organizationId, leaseId, schedule: { kind: 'dates', installments }, linkKey, ...common }),
  );
  const who = { tenantId, paymentMethodId: null, locale: 'en', ip: '::1', userAgent: 'test' } as const;
  const accepted = new Date(NOW.getTime() - 6 * 86_400_000);
  await landlord.within((tx) => acceptPlan(tx, { organizationId, planId, ...who, linkKey, now: NOW }));
  await own.owner.query('update payment_plans set accepted_at = $2 where id = $1', [planId, accepted]);
  expect(await recount()).toMatchObject({ addedFees: [], undoneFees: 0 });
});
