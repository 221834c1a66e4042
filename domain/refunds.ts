import type { ChargeKind } from './charge-kinds';
import { TenureError } from './errors';
import { type Cents, cents, formatMoney, minCents, subtractCents, sumCents, ZERO_CENTS } from './money';
import type { PaymentStatus, RefundStatus } from './states';

/** How money goes back. `original`: to the card or account that it came from. */
export const REFUND_METHODS = ['original', 'check', 'cash', 'transfer'] as const;
export type RefundMethod = (typeof REFUND_METHODS)[number];

/** What a payment pays of one charge. */
export type PaidPart = { allocationId: string; chargeId: string; kind: ChargeKind; amountCents: Cents };

/** Where a refund comes from: what was paid ahead first, then what paid charges, the newest allocation first. */
export type RefundSources = { creditCents: Cents; released: PaidPart[] };

/**
 * Takes an amount out of a payment. What the tenant had paid ahead goes first, since nobody owes it; the rest is taken
 * back from the charges it had paid, the newest allocation first, which are then owed again.
 * @param parts what the payment pays, oldest allocation first
 * @throws RangeError where more is asked for than the payment still holds
 */
export function takeForRefund(amount: Cents, creditCents: Cents, parts: readonly PaidPart[]): RefundSources {
  const fromCredit = minCents(amount, creditCents);
  let left = subtractCents(amount, fromCredit);
  const released: PaidPart[] = [];
  for (const part of [...parts].reverse()) {
    const amountCents = minCents(left, part.amountCents);
    if (amountCents <= 0) break;
    released.push({ ...part, amountCents });
    left = subtractCents(left, amountCents);
  }
  if (amount <= 0 || left !== ZERO_CENTS) throw new RangeError('A refund is above zero and at most what is left');
  return { creditCents: fromCredit, released };
}

/** A payment as far as refunds go. `refundedCents` counts what is on its way too. */
export type RefundablePayment = {
  status: PaymentStatus;
  method: string | null;
  amountCents: Cents;
  refundedCents: Cents;
  /** What disputes and returns took of it. */
  returnedCents: Cents;
  /** Whether a refund to the original way to pay has failed before. */
  originalFailed: boolean;
  /** Until when a bank may still send the debit back, in words; for the refusal. */
  safeBy: string | null;
};

/** What a bank took back of a payment, by what it is to the payer. The three sum to what was taken. */
export type TakenBack = {
  /** Of what stood: what it had paid is owed again. */
  standingCents: Cents;
  /** Of the card fee that was still kept. */
  feeCents: Cents;
  /** What had been refunded already: the payer has it twice, and owes it. */
  againCents: Cents;
  /** Whether nothing of the payment stands any more. */
  isWhole: boolean;
};

/**
 * Divides what a bank took back: first what stands, then the card fee still kept, the rest had been refunded before.
 * Banks return a debit whole, whatever was refunded of it (Stripe, "Disputes for ACH payments": potential for double
 * crediting with refunds and disputes).
 * @param taken the bank's amount; more than was ever paid counts as all of it
 */
export function divideTaken(
  taken: Cents,
  payment: { standingCents: Cents; feeKeptCents: Cents; refundedCents: Cents },
): TakenBack {
  const standingCents = minCents(taken, payment.standingCents);
  const isWhole = standingCents === payment.standingCents;
  const beyond = subtractCents(taken, standingCents);
  const feeCents = minCents(beyond, payment.feeKeptCents);
  const againCents = minCents(subtractCents(beyond, feeCents), payment.refundedCents);
  return { standingCents, feeCents, againCents, isWhole };
}

/** A card payment's fee beside what has gone back of both, by refunds to the card. */
export type FeeFacts = {
  amountCents: Cents;
  feeCents: Cents;
  /** What refunds to the card took before, without fees, and the fees beside. */
  refundedCents: Cents;
  feeRefundedCents: Cents;
};

/**
 * The part of the card fee that goes back with a refund: together with what went before it is in proportion, half up,
 * and all of it once all of the payment is back. Visa Core Rules 5.5.1.5 (US credit card surcharge requirements): a
 * refund includes the surcharge, a partial refund its pro-rated part.
 */
export function feeOfRefund(refund: Cents, facts: FeeFacts): Cents {
  const { amountCents, feeCents, refundedCents, feeRefundedCents } = facts;
  if (amountCents <= 0) return ZERO_CENTS;
  const gone = Math.min(amountCents, refundedCents + refund);
  const due = Math.round((feeCents * gone) / amountCents);
  return cents(Math.max(0, Math.min(feeCents, due) - feeRefundedCents));
}

/** What a sum that went back to the card was of the payment and of its fee, in the same proportion. */
export function divideRefunded(
  total: Cents,
  facts: FeeFacts & { refundableCents: Cents },
): {
  amountCents: Cents;
  feeCents: Cents;
} {
  const { amountCents: paid, feeCents: fee, refundedCents, feeRefundedCents, refundableCents: left } = facts;
  const gone = Math.min(paid + fee, refundedCents + feeRefundedCents + total);
  const due = paid + fee <= 0 ? 0 : Math.round((fee * gone) / (paid + fee));
  const feeCents = Math.max(0, Math.min(due - feeRefundedCents, total));
  const amountCents = Math.min(total - feeCents, left);
  return { amountCents: cents(amountCents), feeCents: cents(total - amountCents) };
}

const BY_VENDOR: ReadonlySet<string> = new Set(['card', 'us_bank_account']);

/** What may still go back of a payment. */
export function refundableCents(payment: RefundablePayment): Cents {
  if (payment.status !== 'succeeded') return ZERO_CENTS;
  return cents(Math.max(0, payment.amountCents - payment.refundedCents - payment.returnedCents));
}

/**
 * Whether and how a payment may be given back.
 * @throws TenureError illegal_transition while it isn't safe or not there any more; not_possible above what is left, or
 * by a way that money did not come
 */
export function assertRefundable(payment: RefundablePayment, amount: Cents, method: RefundMethod): void {
  const { status } = payment;
  if (status === 'created' || status === 'unknown' || status === 'processing') {
    const when =
      payment.safeBy === null ? 'once it has come through' : `from ${payment.safeBy} on, once it has come through`;
    throw new TenureError(
      'illegal_transition',
      `This money is still in transit and may yet be returned by the bank: giving it back now could pay it twice. A refund is possible ${when}.`,
    );
  }
  if (status !== 'succeeded') {
    throw new TenureError('illegal_transition', `This payment is ${status}: there is nothing of it to give back.`);
  }
  const left = refundableCents(payment);
  if (amount > left) {
    throw new TenureError('not_possible', `At most ${formatMoney(left)} of this payment can still be given back.`, {
      params: [{ name: 'amount_cents', reason: `must be at most ${left}` }],
    });
  }
  const byVendor = BY_VENDOR.has(payment.method ?? '');
  if (method === 'original' && !byVendor) {
    throw new TenureError(
      'not_possible',
      'This payment came in cash, by check or transfer: give it back the same way and record how.',
      {
        params: [{ name: 'method', reason: 'must be check, cash or transfer' }],
      },
    );
  }
  if (method !== 'original' && byVendor && !payment.originalFailed) {
    throw new TenureError(
      'not_possible',
      'This payment goes back to the card or account that it came from. Another way is possible only where that failed.',
      { params: [{ name: 'method', reason: 'must be original' }] },
    );
  }
}

/** How far along each status is: reports come twice and in any order. */
const ORDER: Readonly<Record<RefundStatus, number>> = {
  requested: 0,
  unknown: 1,
  pending: 2,
  requires_action: 2,
  succeeded: 3,
  failed: 4,
};

/** Whether a report about a refund says something that its row does not know yet. */
export function isRefundNews(known: RefundStatus, reported: Exclude<RefundStatus, 'requested'>): boolean {
  if (known === reported) return false;
  if (ORDER[known] === ORDER[reported]) return true;
  return ORDER[reported] > ORDER[known];
}

/** The sum of what a refund takes back from charges. */
export function releasedCents({ released }: RefundSources): Cents {
  return sumCents(released.map((part) => part.amountCents));
}
