import { addDays, parsePlainDate } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { newId } from '../../store/new-id';
import { acceptPlan } from '../../store/payment-plans/accept-plan';
import { endPlan } from '../../store/payment-plans/end-plan';
import { readPlan } from '../../store/payment-plans/lock-plan';
import { offerPlan } from '../../store/payment-plans/offer-plan';
import { besidePlan } from '../../store/payment-plans/plan-in-force';
import { startInstallment } from '../../store/payment-plans/start-installment';
import { installmentObligation, obligationOf } from '../../store/payments/obligations';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { reversePayment } from '../../store/payments/reverse-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { toSqlDate } from '../../store/plain-dates';
import { createPresentment } from '../../store/presentments/create-presentment';
import { overPrisma } from '../../store/sql-runner';
import { charge, type LetFlat, letFlat, NOW, TODAY } from './support/landlord';
import { ownDatabase, ownLandlord } from './support/own-database';

const linkKey = Buffer.alloc(32, 1);
const own = ownDatabase(4);
const landlord = ownLandlord(own);

/** Presents by bank debit for an obligation, and has it end so. */
async function present(flat: LetFlat, obligation: string, planId: string | null, ends: string): Promise<void> {
  const { organizationId, leaseId, bank } = flat;
  const id = newId('payment');
  await landlord.within(async (tx) => {
    const payment = { id, organizationId, leaseId, planId, obligation, kind: 'plan', amountCents: 100n };
    await tx.payment.create({ data: { ...payment, effectiveOn: toSqlDate(TODAY) } });
    await createPresentment(tx, { organizationId, paymentId: id, paymentMethodId: bank, now: NOW });
  });
  await own.owner.query('update presentments set status = $2 where payment_id = $1', [id, ends]);
}

async function plan(flat: LetFlat, paymentMethodId = flat.bank): Promise<string> {
  const { organizationId, leaseId, tenantId } = flat;
  const installments = [10, 20].map((days) => ({ dueOn: addDays(TODAY, days), amountCents: cents(50_000) }));
  return landlord.within(async (tx) => {
    const schedule = { kind: 'dates', installments } as const;
    const planId = await offerPlan(tx, { organizationId, leaseId, schedule, actor: 'test', linkKey, now: NOW });
    const by = { tenantId, paymentMethodId, locale: 'en', ip: '::1', userAgent: 'test' };
    await acceptPlan(tx, { organizationId, planId, ...by, linkKey, now: NOW });
    return planId;
  });
}

test('a debt has three tries by bank debit in all, over its months, a plan for it, and the next plan after that', async () => {
  const flat = await letFlat(landlord);
  const { organizationId, leaseId } = flat;
  const months = ['2026-09-01', '2026-10-01'].map(parsePlainDate);
  for (const dueOn of months) await landlord.within((tx) => charge(tx, flat, { dueOn, amountCents: cents(50_000) }));
  await present(flat, obligationOf(leaseId, '2026-10'), null, 'failed');
  const first = await plan(flat);
  await present(flat, installmentObligation(first, 1), first, 'succeeded');
  await present(flat, installmentObligation(first, 2), first, 'failed');
  const end = { organizationId, planId: first, to: 'canceled', reason: 'test', actor: 'test' } as const;
  await landlord.within((tx) => endPlan(tx, { ...end, linkKey, now: NOW }));
  const second = await plan(flat);
  await present(flat, installmentObligation(second, 1), second, 'failed');
  const refused = { code: 'presentment_cap' };
  await expect(present(flat, installmentObligation(second, 2), second, 'failed')).rejects.toMatchObject(refused);
  await expect(present(flat, obligationOf(leaseId, '2026-10'), null, 'failed')).rejects.toMatchObject(refused);
  // Past the store's own look the database says the same.
  const raw = `insert into presentments (id, organization_id, payment_id, lease_id, obligation, payment_method_id, method_kind, amount_cents, presented_at)
    select $1, organization_id, id, lease_id, $2, $3, 'us_bank_account', 1, now() from payments where lease_id = $4 and plan_id = $5 limit 1`;
  const row = [newId('presentment'), installmentObligation(second, 9), flat.bank, leaseId, second];
  await expect(own.owner.query(raw, row)).rejects.toThrow(/presentments_cap/);
});

test('while one try for a debt is open, no other path may begin one', async () => {
  const flat = await letFlat(landlord);
  await landlord.within((tx) => charge(tx, flat, { dueOn: parsePlainDate('2026-10-01'), amountCents: cents(100_000) }));
  const planId = await plan(flat);
  await present(flat, installmentObligation(planId, 1), planId, 'processing');
  const month = obligationOf(flat.leaseId, '2026-10');
  await expect(present(flat, month, null, 'failed')).rejects.toMatchObject({ code: 'conflict' });
  await expect(present(flat, installmentObligation(planId, 2), planId, 'failed')).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('whoever says that a debit was never allowed is debited for a plan no more either: it goes on by link', async () => {
  const flat = await letFlat(landlord);
  const { organizationId, leaseId, tenantId } = flat;
  await landlord.within((tx) => charge(tx, flat, { dueOn: parsePlainDate('2026-10-01'), amountCents: cents(100_000) }));
  const planId = await plan(flat, flat.card);
  const step = (days: number) => {
    const workflowId = `plan/${planId}`;
    const now = new Date(NOW.getTime() + days * 86_400_000);
    return landlord.within((tx) => startInstallment(tx, { planId, workflowId, now }));
  };
  const paymentId = newId('payment');
  await landlord.within(async (tx) => {
    const of = { organizationId, leaseId, tenantId, kind: 'autopay', method: 'us_bank_account', amountCents: 100n };
    await tx.payment.create({ data: { id: paymentId, ...of, status: 'succeeded', effectiveOn: toSqlDate(TODAY) } });
    const denied = { organizationId, paymentId, code: 'R10', meaning: 'the payer denies it', now: NOW };
    await reversePayment(tx, denied);
  });
  expect(await step(10)).toEqual({ kind: 'no_method' });
});

test('what was paid before a plan and comes back is beside it: no installment is empty again, and money finds both', async () => {
  const flat = await letFlat(landlord);
  const { organizationId, leaseId } = flat;
  const pay = (amount: number) =>
    landlord.within((tx) =>
      recordOfflinePayment(tx, {
        ...{ organizationId, leaseId, method: 'cash', recordedBy: 'test' },
        ...{ amountCents: cents(amount), effectiveOn: TODAY, now: NOW },
      }),
    );
  const look = (id: string) =>
    landlord.within(async (tx) => {
      const run = overPrisma(tx);
      const { paidCents, leftCents } = (await readPlan(tx, id, NOW)).progress;
      const beside = totalOpen(await besidePlan(run, flat, await openCharges(run, organizationId, leaseId)));
      return { paidCents, leftCents, beside };
    });
  const dueOn = parsePlainDate('2026-09-01');
  await landlord.within((tx) => charge(tx, flat, { dueOn, amountCents: cents(140_000) }));
  const early = await pay(40_000);
  const id = await plan(flat);
  const [first, second] = [await pay(60_000), await pay(40_000)];
  expect(await look(id)).toEqual({ paidCents: 100_000, leftCents: 0, beside: 0 });
  const taken = { organizationId, reason: 'a bad bill', actor: 'test', now: NOW };
  await landlord.within((tx) => voidPayment(tx, { ...taken, paymentId: early }));
  expect(await look(id)).toEqual({ paidCents: 100_000, leftCents: 0, beside: 40_000 });
  await pay(30_000);
  expect(await look(id)).toEqual({ paidCents: 100_000, leftCents: 0, beside: 10_000 });
  await landlord.within((tx) => voidPayment(tx, { ...taken, paymentId: second }));
  expect(await look(id)).toEqual({ paidCents: 60_000, leftCents: 40_000, beside: 10_000 });
  // Beside what is due already, money goes to installments to come.
  await pay(15_000);
  expect(await look(id)).toEqual({ paidCents: 65_000, leftCents: 35_000, beside: 0 });
  await landlord.within((tx) => voidPayment(tx, { ...taken, paymentId: first }));
  expect(await look(id)).toEqual({ paidCents: 5_000, leftCents: 95_000, beside: 0 });
});
