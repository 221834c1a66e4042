import { allocateByDate } from '../../domain/account-replay';
import { localDateAt, type PlainDateString, periodOf } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { partialPaymentsOf } from '../../domain/lease-terms';
import type { Cents } from '../../domain/money';
import { refusalOfPart } from '../../domain/partial-payments';
import { type OpenChargeRow, openCharges, totalOpen } from '../charges/open-charges';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { assertNotCanceled } from '../leases/assert-not-canceled';
import { newId } from '../new-id';
import { besidePlan } from '../payment-plans/plan-in-force';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { applyCredit } from './apply-credit';
import { assertNothingUnknown, assertTriesLeft } from './assert-may-present';
import { cardFeeOf } from './card-fee';
import { installmentObligation, obligationOf } from './obligations';

export type WantedPayment = {
  organizationId: string;
  leaseId: string;
  tenantId: string;
  /** `all`: everything that is open, after what was paid ahead. */
  amountCents: Cents | 'all';
  /** `hosted`: the payer chooses on the vendor's page; else a stored way to pay, presented without them. */
  by: { kind: 'hosted'; method: 'card' | 'us_bank_account' } | { kind: 'stored'; paymentMethodId: string };
  /** The payment plan, and which of its installments, that it is for. */
  plan?: { planId: string; number: number } | undefined;
  /** The card fee that the payer was shown, refused where it is another by now; null where nobody asked them. */
  shownFeeCents?: Cents | null;
  actor: string;
  now: Date;
};

/** An unfinished hosted payment of the same amount and method is taken up again for this long. */
const TAKEN_UP_AGAIN_MS = 60 * 60_000;

/**
 * Records a one-off payment that is about to be made, and has its workflow started.
 * @returns the payment's and its workflow's id
 * @throws TenureError not_found, illegal_transition on a canceled lease, not_possible where the lease accepts none or the
 * method is not usable, presentment_cap for a bank debit on a page where its months have had their tries
 */
export async function createPayment(tx: Transaction, wanted: WantedPayment): Promise<{ paymentId: string }> {
  const { organizationId, leaseId, tenantId, by, plan, now } = wanted;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { tenants: { where: { tenantId } }, unit: true },
  });
  if (lease === null) throw notFound('lease');
  if (lease.tenants.length === 0) throw notFound('tenant on this lease');
  assertNotCanceled(lease);
  if (!lease.acceptingPayments) throw new TenureError('not_possible', 'This lease accepts no payments at present.');
  const today = localDateAt(now.getTime(), lease.timeZone);
  const { open, amountCents } = await amountOf(tx, wanted, lease, today);
  if (by.kind === 'hosted') {
    const unfinished = await findUnfinished(tx, wanted, by.method, amountCents);
    if (unfinished !== null) return { paymentId: unfinished.id };
    await assertNothingUnknown(tx, { leaseId, periods: open.map((charge) => charge.period) });
  }
  const methodKind = by.kind === 'hosted' ? by.method : await kindOfMethod(tx, tenantId, by.paymentMethodId);
  const fee = await cardFeeOf(tx, { organizationId, amountCents, method: methodKind, state: lease.state, on: today });
  refuseOtherFee(wanted, fee.feeCents);
  const covers = monthsPaid(open, { amountCents, state: lease.state, today });
  if (by.kind === 'hosted' && methodKind === 'us_bank_account') await assertTriesLeft(tx, { leaseId, periods: covers });
  const period = covers.at(-1) ?? periodOf(today);
  const paymentId = newId('payment');
  const workflowId = `payment/${paymentId}`;
  await tx.payment.create({
    data: {
      id: paymentId,
      organizationId,
      leaseId,
      tenantId,
      kind: by.kind === 'hosted' ? 'portal' : 'one_off',
      method: methodKind,
      paymentMethodId: by.kind === 'stored' ? by.paymentMethodId : null,
      amountCents: BigInt(amountCents),
      feeCents: BigInt(fee.feeCents),
      ...(fee.rule === null ? {} : { feeRule: fee.rule as object }),
      // With what is presented for the same month by autopay, counted together.
      obligation: plan === undefined ? obligationOf(leaseId, period) : installmentObligation(plan.planId, plan.number),
      covers,
      planId: plan?.planId ?? null,
      effectiveOn: toSqlDate(today),
      workflowId,
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'payment.submitted',
    subjectId: paymentId,
    alsoAbout: [leaseId, tenantId, lease.unitId, lease.unit.propertyId],
    payload: { amount_cents: amountCents, method: methodKind, fee_cents: fee.feeCents },
    actor: wanted.actor,
  });
  const input = { organizationId, paymentId, leaseId };
  await enqueueCommand(tx, { organizationId, workflowType: 'payment', workflowId, kind: 'start', input });
  return { paymentId };
}

/**
 * What is to be paid, after what was paid ahead has paid what it can, held to what the lease says about partial
 * payments.
 */
async function amountOf(
  tx: Transaction,
  wanted: WantedPayment,
  lease: { state: string; terms: unknown },
  today: PlainDateString,
) {
  const { organizationId, leaseId } = wanted;
  await applyCredit(tx, { organizationId, leaseId, state: lease.state, on: today });
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  const amountCents = wanted.amountCents === 'all' ? totalOpen(open) : wanted.amountCents;
  if (amountCents <= 0) {
    throw new TenureError('not_possible', 'Nothing is open on this lease: what was paid ahead has paid it.');
  }
  // What a payment plan collects may come in parts: that is what was agreed.
  const beside = await besidePlan(overPrisma(tx), { organizationId, leaseId }, open);
  const due = totalOpen(beside.filter((charge) => charge.dueOn <= today));
  const refusal = wanted.plan !== undefined ? null : refusalOfPart(partialPaymentsOf(lease.terms), amountCents, due);
  if (refusal !== null) {
    throw new TenureError('not_possible', refusal, { params: [{ name: 'amount', reason: refusal }] });
  }
  return { open, amountCents };
}

/** The months of what the money would pay, the newest last. */
function monthsPaid(
  open: readonly OpenChargeRow[],
  { amountCents, state, today }: { amountCents: Cents; state: string; today: PlainDateString },
): string[] {
  const { allocations } = allocateByDate(amountCents, open, state, today);
  const paid = new Set(allocations.map((part) => part.chargeId));
  return [...new Set(open.filter((charge) => paid.has(charge.chargeId)).map((charge) => charge.period))].sort();
}

function refuseOtherFee({ shownFeeCents }: WantedPayment, feeCents: Cents): void {
  if (shownFeeCents === undefined || shownFeeCents === null || shownFeeCents === feeCents) return;
  throw new TenureError('conflict', 'The card fee has changed meanwhile. Please look at the amount again.');
}

async function findUnfinished(
  tx: Transaction,
  { leaseId, tenantId, plan, now }: WantedPayment,
  method: string,
  amountCents: Cents,
) {
  return tx.payment.findFirst({
    where: {
      leaseId,
      tenantId,
      method,
      kind: 'portal',
      status: 'created',
      planId: plan?.planId ?? null,
      amountCents: BigInt(amountCents),
      createdAt: { gt: new Date(now.getTime() - TAKEN_UP_AGAIN_MS) },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
}

async function kindOfMethod(tx: Transaction, tenantId: string, paymentMethodId: string): Promise<string> {
  const method = await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } });
  if (method === null || method.tenantId !== tenantId) throw notFound('way to pay');
  if (method.status !== 'active') throw new TenureError('not_possible', 'This way to pay cannot be used any more.');
  return method.kind;
}
