import { CHARGE_KINDS, type ChargeKind } from './charge-kinds';
import { type Cents, cents, negateCents, sumCents, ZERO_CENTS } from './money';

/**
 * The chart of accounts. `normal` is the side on which a balance usually stands.
 * A deposit is billed (`deposits_billed`) until money for it is received; only then is it a liability held.
 */
export const ACCOUNTS = {
  receivable: { name: 'Tenants owe', normal: 'debit' },
  in_transit: { name: 'In transit: debits that may still be returned', normal: 'debit' },
  undeposited_funds: { name: 'Received, not yet in the bank', normal: 'debit' },
  bank: { name: 'Operating bank account', normal: 'debit' },
  deposit_bank: { name: 'Deposit trust account', normal: 'debit' },
  processing_fees: { name: 'Card and bank processing fees', normal: 'debit' },
  disputed: { name: 'Held back by the bank while a dispute runs', normal: 'debit' },
  repairs: { name: 'Repairs', normal: 'debit' },
  deposits_billed: { name: 'Deposits billed, not yet received', normal: 'credit' },
  deposits_held: { name: 'Deposits held for tenants', normal: 'credit' },
  tenant_credit: { name: 'Paid ahead by tenants', normal: 'credit' },
  owner_payable: { name: 'Owed to owners', normal: 'credit' },
  vendor_payable: { name: 'Owed to vendors', normal: 'credit' },
  rent_income: { name: 'Rent', normal: 'credit' },
  fee_income: { name: 'Fees', normal: 'credit' },
  other_income: { name: 'Other income', normal: 'credit' },
} as const;
export type AccountCode = keyof typeof ACCOUNTS;

export const ENTRY_KINDS = [
  'charge_posted',
  'charge_voided',
  'fee_waived',
  'payment_submitted',
  'payment_settled',
  'payment_received',
  'payment_reversed',
  'credit_applied',
  'refund_issued',
  'deposit_applied',
  'deposit_returned',
  'payout_arrived',
  'reversal',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One line of an entry: a debit is positive, a credit negative. */
export type LedgerPosting = {
  account: AccountCode;
  amountCents: Cents;
  leaseId?: string;
  chargeId?: string;
  paymentId?: string;
};

/** Postings that sum to zero, and what they are for. */
export type LedgerEntry = { kind: EntryKind; postings: LedgerPosting[] };

/** A charge as the ledger sees it. */
export type ChargeRef = { leaseId: string; chargeId: string; kind: ChargeKind; amountCents: Cents };

/** A part of a payment that pays a charge. */
export type Allocated = { chargeId: string; kind: ChargeKind; amountCents: Cents };

/** A payment and what it pays. What is left over after the allocations becomes the tenant's credit. */
export type PaymentRef = {
  leaseId: string;
  paymentId: string;
  amountCents: Cents;
  allocations: readonly Allocated[];
};

/** Where received money lies. */
export type MoneyAccount = 'in_transit' | 'undeposited_funds' | 'bank' | 'deposit_bank';

/** A charge is owed from now on. A deposit charge is billed, not earned. */
export function chargePosted(charge: ChargeRef): LedgerEntry {
  assertPositive(charge.amountCents);
  const { leaseId, chargeId, amountCents } = charge;
  return entry('charge_posted', [
    { account: 'receivable', amountCents, leaseId, chargeId },
    { account: CHARGE_KINDS[charge.kind].account, amountCents: negateCents(amountCents), leaseId, chargeId },
  ]);
}

/** The deposit is billed to the tenant. */
export function depositCharged(charge: Omit<ChargeRef, 'kind'>): LedgerEntry {
  return chargePosted({ ...charge, kind: 'deposit' });
}

/** The whole charge was posted by mistake: exactly the opposite of its posting. */
export function chargeVoided(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(chargePosted(charge)), kind: 'charge_voided' };
}

/** A fee, or what is left of it, is forgiven. */
export function feeWaived(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(chargePosted(charge)), kind: 'fee_waived' };
}

/** A bank debit is on its way: the tenant has paid, the money isn't safe yet. */
export function paymentSubmitted(payment: PaymentRef): LedgerEntry {
  return entry('payment_submitted', paidInto('in_transit', payment));
}

/** A bank debit came through: the money is received, less the processor's fee. */
export function paymentSettled(
  payment: Pick<PaymentRef, 'leaseId' | 'paymentId' | 'amountCents'>,
  feeCents: Cents = ZERO_CENTS,
): LedgerEntry {
  const { leaseId, paymentId, amountCents } = payment;
  return entry('payment_settled', [
    { account: 'undeposited_funds', amountCents, leaseId, paymentId },
    { account: 'in_transit', amountCents: negateCents(amountCents), leaseId, paymentId },
    ...processingFee(feeCents, payment),
  ]);
}

/** A card payment succeeded: received at once, less the processor's fee. */
export function cardPaymentReceived(payment: PaymentRef, feeCents: Cents = ZERO_CENTS): LedgerEntry {
  return entry('payment_received', [...paidInto('undeposited_funds', payment), ...processingFee(feeCents, payment)]);
}

/** Cash or a check that the landlord took (not yet in the bank), or a transfer that arrived in the bank. */
export function offlinePaymentReceived(payment: PaymentRef, method: 'cash' | 'check' | 'transfer'): LedgerEntry {
  return entry('payment_received', paidInto(method === 'transfer' ? 'bank' : 'undeposited_funds', payment));
}

/**
 * Money came back to the payer: a return, dispute or failed debit. What was paid is owed again.
 * @param from where the money lay: `in_transit` before it settled, else where it went
 */
export function paymentReversed(payment: PaymentRef, from: MoneyAccount): LedgerEntry {
  return { ...reversalOf(entry('payment_reversed', paidInto(from, payment))), kind: 'payment_reversed' };
}

/** Money received is a deposit: a liability from now on. Part of every payment that pays a deposit charge. */
export function depositReceived(leaseId: string, paymentId: string, paid: Allocated): LedgerPosting[] {
  const { chargeId, amountCents } = paid;
  return [
    { account: 'deposits_billed', amountCents, leaseId, chargeId, paymentId },
    { account: 'deposits_held', amountCents: negateCents(amountCents), leaseId, chargeId, paymentId },
  ];
}

/** What the tenant had paid ahead, by the named payment, pays charges. */
export function creditApplied(leaseId: string, paymentId: string, allocations: readonly Allocated[]): LedgerEntry {
  const total = sumCents(allocations.map((paid) => paid.amountCents));
  assertPositive(total);
  const credit: LedgerPosting = { account: 'tenant_credit', amountCents: total, leaseId, paymentId };
  return entry('credit_applied', [credit, ...allocations.flatMap((paid) => chargePaid(leaseId, paymentId, paid))]);
}

/** Money goes back to the tenant from what they had paid ahead. */
export function refundIssued(
  refund: { leaseId: string; paymentId: string; amountCents: Cents },
  from: 'undeposited_funds' | 'bank' = 'undeposited_funds',
): LedgerEntry {
  assertPositive(refund.amountCents);
  const { leaseId, paymentId, amountCents } = refund;
  return entry('refund_issued', [
    { account: 'tenant_credit', amountCents, leaseId, paymentId },
    { account: from, amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/** A part of the deposit pays a charge at the end of the lease. */
export function depositApplied(leaseId: string, chargeId: string, amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('deposit_applied', [
    { account: 'deposits_held', amountCents, leaseId },
    { account: 'receivable', amountCents: negateCents(amountCents), leaseId, chargeId },
  ]);
}

/** What is left of the deposit goes back to the tenant. */
export function depositReturned(leaseId: string, amountCents: Cents, from: MoneyAccount = 'bank'): LedgerEntry {
  assertPositive(amountCents);
  return entry('deposit_returned', [
    { account: 'deposits_held', amountCents, leaseId },
    { account: from, amountCents: negateCents(amountCents), leaseId },
  ]);
}

/** The processor paid out what it had collected. */
export function payoutArrived(amountCents: Cents): LedgerEntry {
  return entry('payout_arrived', [
    { account: 'bank', amountCents },
    { account: 'undeposited_funds', amountCents: negateCents(amountCents) },
  ]);
}

/** The entry that undoes another to the cent. */
export function reversalOf(original: LedgerEntry): LedgerEntry {
  const postings = original.postings.map((line) => ({ ...line, amountCents: negateCents(line.amountCents) }));
  return entry('reversal', postings);
}

/** The sum of the postings of an account, debits positive. */
export function balanceOf(account: AccountCode, postings: Iterable<LedgerPosting>): Cents {
  let balance = 0;
  for (const posting of postings) if (posting.account === account) balance += posting.amountCents;
  return cents(balance);
}

/**
 * Holds the one law of the ledger: an entry has at least two lines and they sum to zero.
 * @throws RangeError otherwise
 */
export function assertBalanced(postings: readonly LedgerPosting[]): void {
  const sum = sumCents(postings.map((posting) => posting.amountCents));
  if (sum !== 0 || postings.length < 2) throw new RangeError(`An entry must balance; this one is off by ${sum} cents`);
}

function paidInto(account: MoneyAccount, payment: PaymentRef): LedgerPosting[] {
  assertPositive(payment.amountCents);
  const { leaseId, paymentId, amountCents, allocations } = payment;
  const credit = cents(amountCents - sumCents(allocations.map((paid) => paid.amountCents)));
  if (credit < 0) throw new RangeError('More is allocated than was paid');
  return [
    { account, amountCents, leaseId, paymentId },
    ...allocations.flatMap((paid) => chargePaid(leaseId, paymentId, paid)),
    ...(credit > 0
      ? [{ account: 'tenant_credit' as const, amountCents: negateCents(credit), leaseId, paymentId }]
      : []),
  ];
}

function chargePaid(leaseId: string, paymentId: string, paid: Allocated): LedgerPosting[] {
  const amountCents = negateCents(paid.amountCents);
  const line: LedgerPosting = { account: 'receivable', amountCents, leaseId, chargeId: paid.chargeId, paymentId };
  return paid.kind === 'deposit' ? [line, ...depositReceived(leaseId, paymentId, paid)] : [line];
}

function processingFee(fee: Cents, payment: { leaseId: string; paymentId: string }): LedgerPosting[] {
  if (fee === 0) return [];
  const { leaseId, paymentId } = payment;
  return [
    { account: 'processing_fees', amountCents: fee, leaseId, paymentId },
    { account: 'undeposited_funds', amountCents: negateCents(fee), leaseId, paymentId },
  ];
}

function entry(kind: EntryKind, postings: LedgerPosting[]): LedgerEntry {
  assertBalanced(postings);
  return { kind, postings };
}

function assertPositive(amount: Cents): void {
  if (amount <= 0) throw new RangeError(`An amount to post must be above zero, not ${amount} cents`);
}
