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
  platform_fees: { name: 'Platform fees', normal: 'debit' },
  disputed: { name: 'Held back by the bank while a dispute runs', normal: 'debit' },
  given_back_twice: { name: 'Given back twice: refunded, then taken by the bank', normal: 'debit' },
  repairs: { name: 'Repairs', normal: 'debit' },
  property_expenses: { name: 'Other expenses of properties', normal: 'debit' },
  deposit_interest: { name: 'Interest on deposits', normal: 'debit' },
  bad_debt: { name: 'Debts written off', normal: 'debit' },
  owner_income: { name: 'Collected for owners', normal: 'debit' },
  deposits_billed: { name: 'Deposits billed, not yet received', normal: 'credit' },
  deposits_held: { name: 'Deposits held for tenants', normal: 'credit' },
  tenant_credit: { name: 'Paid ahead by tenants', normal: 'credit' },
  refunds_payable: { name: 'Refunds that are about to leave', normal: 'credit' },
  owner_payable: { name: 'Owed to owners', normal: 'credit' },
  owner_reserve: { name: 'Kept back for owners', normal: 'credit' },
  owner_payouts: { name: 'On its way to owners', normal: 'credit' },
  vendor_payable: { name: 'Owed to vendors', normal: 'credit' },
  rent_income: { name: 'Rent', normal: 'credit' },
  fee_income: { name: 'Fees', normal: 'credit' },
  management_fees: { name: 'Management fees', normal: 'credit' },
  other_income: { name: 'Other income', normal: 'credit' },
  card_fee_income: { name: 'Card fees borne by payers', normal: 'credit' },
} as const;
export type AccountCode = keyof typeof ACCOUNTS;

export const ENTRY_KINDS = [
  'charge_posted',
  'charge_voided',
  'fee_waived',
  'debt_written_off',
  'payment_submitted',
  'payment_settled',
  'payment_received',
  'payment_reversed',
  'payment_reapplied',
  'dispute_fee',
  'processing_fee',
  'platform_fee',
  'platform_fee_returned',
  'card_fee_received',
  'card_fee_returned',
  'credit_applied',
  'refund_requested',
  'refund_issued',
  'refund_failed',
  'charge_reduced',
  'deposit_applied',
  'deposit_returned',
  'deposit_return_failed',
  'deposit_secured',
  'deposit_released',
  'deposit_interest',
  'deposit_transferred',
  'deposit_received',
  'deposit_unapplied',
  'payout_arrived',
  'payout_returned',
  'bank_deposited',
  'bank_deposit_voided',
  'bill_approved',
  'bill_paid',
  'bill_voided',
  'owner_statement',
  'owner_payout_begun',
  'owner_payout_paid',
  'owner_payout_failed',
  'owner_payout_returned',
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
  /** Whose it is, on the accounts that are kept by owner. */
  ownerId?: string;
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

/** How money comes that no card network or bank debit moved. */
export const OFFLINE_METHODS = ['cash', 'check', 'money_order', 'transfer'] as const;
export type OfflineMethod = (typeof OFFLINE_METHODS)[number];

/** Whether a text from the store names such a way. */
export function isOfflineMethod(method: string): method is OfflineMethod {
  return OFFLINE_METHODS.some((known) => known === method);
}

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

/**
 * What is left of a charge is given up as lost: it was earned and stays income, the loss stands beside it. A deposit
 * was never earned: it is only not billed any more.
 */
export function debtWrittenOff(charge: ChargeRef): LedgerEntry {
  assertPositive(charge.amountCents);
  const { leaseId, chargeId, amountCents, kind } = charge;
  const account = kind === 'deposit' ? CHARGE_KINDS.deposit.account : 'bad_debt';
  return entry('debt_written_off', [
    { account, amountCents, leaseId, chargeId },
    { account: 'receivable', amountCents: negateCents(amountCents), leaseId, chargeId },
  ]);
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

/** Cash, a check or a money order that the landlord took (not yet in the bank), or a transfer that arrived in the bank. */
export function offlinePaymentReceived(payment: PaymentRef, method: OfflineMethod): LedgerEntry {
  return entry('payment_received', paidInto(method === 'transfer' ? 'bank' : 'undeposited_funds', payment));
}

/**
 * Money came back to the payer: a return, dispute or failed debit. What was paid is owed again.
 * @param from where the money lay: `in_transit` before it settled, else where it went
 */
export function paymentReversed(payment: PaymentRef, from: MoneyAccount): LedgerEntry {
  return { ...reversalOf(entry('payment_reversed', paidInto(from, payment))), kind: 'payment_reversed' };
}

/**
 * What a payment pays is counted anew: from some charges to others, or to what is paid ahead. Null where no account
 * changes, such as rent of one month for rent of another: then the allocations alone tell it.
 */
export function paymentReapplied(
  leaseId: string,
  paymentId: string,
  released: readonly Allocated[],
  applied: readonly Allocated[],
): LedgerEntry | null {
  const lines = [
    ...released.flatMap((paid) => chargePaid(leaseId, paymentId, paid)).map(opposite),
    ...applied.flatMap((paid) => chargePaid(leaseId, paymentId, paid)),
  ];
  const credit = sumCents(
    [...released, ...applied.map(({ amountCents }) => ({ amountCents: negateCents(amountCents) }))].map(
      (part) => part.amountCents,
    ),
  );
  const all: LedgerPosting[] = [
    ...lines,
    { account: 'tenant_credit', amountCents: negateCents(credit), leaseId, paymentId },
  ];
  const accounts = [...new Set(all.map((line) => line.account))];
  const net = accounts
    .map((account): LedgerPosting => ({ account, amountCents: balanceOf(account, all), leaseId, paymentId }))
    .filter((line) => line.amountCents !== 0);
  return net.length === 0 ? null : entry('payment_reapplied', net);
}

/** A payment of which the service kept something; one for an application has no lease. */
type FeeOf = { leaseId?: string; paymentId: string };

/**
 * An application's fee was paid: nobody owed it before, and there is no lease. By bank account it is in transit first.
 * @param amountCents with a card fee that the payer bore
 */
export function applicationFeePaid(
  payment: { paymentId: string; amountCents: Cents },
  into: 'in_transit' | 'undeposited_funds',
): LedgerEntry {
  const { paymentId, amountCents } = payment;
  assertPositive(amountCents);
  return entry(into === 'in_transit' ? 'payment_submitted' : 'payment_received', [
    { account: into, amountCents, paymentId },
    { account: 'fee_income', amountCents: negateCents(amountCents), paymentId },
  ]);
}

/** It was in transit and came through. */
export function applicationFeeSettled(payment: { paymentId: string; amountCents: Cents }): LedgerEntry {
  const { paymentId, amountCents } = payment;
  assertPositive(amountCents);
  return entry('payment_settled', [
    { account: 'undeposited_funds', amountCents, paymentId },
    { account: 'in_transit', amountCents: negateCents(amountCents), paymentId },
  ]);
}

/** It went back to the payer, or a part of it, from where it lay. */
export function applicationFeeReversed(
  payment: { paymentId: string; amountCents: Cents },
  from: 'in_transit' | 'undeposited_funds',
): LedgerEntry {
  return { ...reversalOf(applicationFeePaid(payment, from)), kind: 'payment_reversed' };
}

/** The processor keeps a fee for a dispute, whatever becomes of it. */
export function disputeFeeKept(dispute: FeeOf, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  return entry('dispute_fee', processingFee(feeCents, dispute));
}

/** What the processor kept of a payment, as it shows it. */
export function processingFeeKept(payment: FeeOf, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  return entry('processing_fee', processingFee(feeCents, payment));
}

/** The platform kept its fee of a payment that went to the organization's own account. */
export function platformFeeKept(payment: { leaseId: string; paymentId: string }, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  const { leaseId, paymentId } = payment;
  return entry('platform_fee', [
    { account: 'platform_fees', amountCents: feeCents, leaseId, paymentId },
    { account: 'undeposited_funds', amountCents: negateCents(feeCents), leaseId, paymentId },
  ]);
}

/** A part of it, or all, went back with the money. */
export function platformFeeReturned(payment: { leaseId: string; paymentId: string }, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  const { leaseId, paymentId } = payment;
  return entry('platform_fee_returned', [
    { account: 'undeposited_funds', amountCents: feeCents, leaseId, paymentId },
    { account: 'platform_fees', amountCents: negateCents(feeCents), leaseId, paymentId },
  ]);
}

/** Money received is a deposit: a liability from now on. Part of every payment that pays a deposit charge. */
export function depositReceived(leaseId: string, paymentId: string, paid: Allocated): LedgerPosting[] {
  const { chargeId, amountCents } = paid;
  return [
    { account: 'deposits_billed', amountCents, leaseId, chargeId, paymentId },
    { account: 'deposits_held', amountCents: negateCents(amountCents), leaseId, chargeId, paymentId },
  ];
}

/** The payer bore the fee of their card: an entry of its own, beside the payment's, and never part of rent. */
export function cardFeeReceived(fee: { leaseId: string; paymentId: string; feeCents: Cents }): LedgerEntry {
  assertPositive(fee.feeCents);
  const { leaseId, paymentId, feeCents } = fee;
  return entry('card_fee_received', [
    { account: 'undeposited_funds', amountCents: feeCents, leaseId, paymentId },
    { account: 'card_fee_income', amountCents: negateCents(feeCents), leaseId, paymentId },
  ]);
}

/** What went back of the card fee with the payment, or with its part of it. */
export function cardFeeReturned(fee: { leaseId: string; paymentId: string; feeCents: Cents }): LedgerEntry {
  return { ...reversalOf(cardFeeReceived(fee)), kind: 'card_fee_returned' };
}

/** What the tenant had paid ahead, by the named payment, pays charges. */
export function creditApplied(leaseId: string, paymentId: string, allocations: readonly Allocated[]): LedgerEntry {
  const total = sumCents(allocations.map((paid) => paid.amountCents));
  assertPositive(total);
  const credit: LedgerPosting = { account: 'tenant_credit', amountCents: total, leaseId, paymentId };
  return entry('credit_applied', [credit, ...allocations.flatMap((paid) => chargePaid(leaseId, paymentId, paid))]);
}

/** A part of a payment that goes back: from what was paid ahead, the rest from charges that it had paid. */
export type RefundRef = { leaseId: string; paymentId: string; creditCents: Cents; released: readonly Allocated[] };

/** A refund is asked for: nobody can use that money any more, and the charges it had paid are owed again. */
export function refundRequested(refund: RefundRef): LedgerEntry {
  const { leaseId, paymentId, creditCents, released } = refund;
  const total = sumCents([creditCents, ...released.map((part) => part.amountCents)]);
  assertPositive(total);
  return entry('refund_requested', [
    { account: 'refunds_payable', amountCents: negateCents(total), leaseId, paymentId },
    ...(creditCents > 0 ? [{ account: 'tenant_credit' as const, amountCents: creditCents, leaseId, paymentId }] : []),
    ...released
      .flatMap((part) => chargePaid(leaseId, paymentId, part))
      .map((line) => ({ ...line, amountCents: negateCents(line.amountCents) })),
  ]);
}

type RefundedAmount = { leaseId: string; paymentId: string; amountCents: Cents };

/** A refund left: its money is the tenant's again. */
export function refundIssued(
  refund: RefundedAmount,
  from: 'undeposited_funds' | 'bank' = 'undeposited_funds',
): LedgerEntry {
  assertPositive(refund.amountCents);
  const { leaseId, paymentId, amountCents } = refund;
  return entry('refund_issued', [
    { account: 'refunds_payable', amountCents, leaseId, paymentId },
    { account: from, amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/**
 * A refund did not arrive: its money stands as paid ahead.
 * @param from `refunds_payable` where it never left, else where it came back to
 */
export function refundFailed(refund: RefundedAmount, from: 'refunds_payable' | 'undeposited_funds'): LedgerEntry {
  assertPositive(refund.amountCents);
  const { leaseId, paymentId, amountCents } = refund;
  return entry('refund_failed', [
    { account: from, amountCents, leaseId, paymentId },
    { account: 'tenant_credit', amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/**
 * The bank took back what had been refunded already: the payer has it twice. A charge of the same amount
 * (`double_refund`) makes them owe it, so that together only the money and what is owed change.
 * @param from where the money lay
 */
export function refundTakenAgain(taken: RefundedAmount, from: MoneyAccount): LedgerEntry {
  assertPositive(taken.amountCents);
  const { leaseId, paymentId, amountCents } = taken;
  return entry('payment_reversed', [
    { account: 'given_back_twice', amountCents, leaseId, paymentId },
    { account: from, amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/**
 * A refund failed of which the bank had taken the money, too: the payer has it once after all.
 * @param refund `feeCents` is the card fee that went with it
 * @param hadLeft whether the money had left: then it is here again
 */
export function doubleRefundUndone(refund: RefundedAmount & { feeCents: Cents }, hadLeft: boolean): LedgerEntry {
  const { leaseId, paymentId, amountCents, feeCents } = refund;
  const of = (account: AccountCode, amount: Cents): LedgerPosting[] =>
    amount === 0 ? [] : [{ account, amountCents: amount, leaseId, paymentId }];
  const total = sumCents([amountCents, feeCents]);
  assertPositive(total);
  return entry('refund_failed', [
    ...(hadLeft
      ? of('undeposited_funds', total)
      : [...of('refunds_payable', amountCents), ...of('card_fee_income', feeCents)]),
    ...of('given_back_twice', negateCents(total)),
  ]);
}

/** A part of a charge is not owed any more, whatever kind of charge it is. */
export function chargeReduced(charge: ChargeRef): LedgerEntry {
  return { ...reversalOf(chargePosted(charge)), kind: 'charge_reduced' };
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

/**
 * A deposit's return to a card or bank account did not arrive: it is held again, against the charges that it had paid.
 * @param from `refunds_payable` where it never left, else where it came back to
 */
export function depositReturnFailed(
  leaseId: string,
  paymentId: string,
  parts: readonly { chargeId: string; amountCents: Cents }[],
  from: 'refunds_payable' | 'undeposited_funds',
): LedgerEntry {
  const amountCents = sumCents(parts.map((part) => part.amountCents));
  assertPositive(amountCents);
  return entry('deposit_return_failed', [
    { account: from, amountCents, leaseId, paymentId },
    ...parts.map((part) => ({
      account: 'deposits_held' as const,
      amountCents: negateCents(part.amountCents),
      leaseId,
      chargeId: part.chargeId,
      paymentId,
    })),
  ]);
}

/**
 * What a tenant's deposit is and what lies in the trust account for it are brought in line.
 * @param amountCents above zero goes into the trust account, below zero back to the operating one
 */
export function depositSecured(leaseId: string, amountCents: Cents): LedgerEntry {
  if (amountCents === 0) throw new RangeError('Nothing is to be moved');
  return entry(amountCents > 0 ? 'deposit_secured' : 'deposit_released', [
    { account: 'deposit_bank', amountCents, leaseId },
    { account: 'bank', amountCents: negateCents(amountCents), leaseId },
  ]);
}

/** Interest is the tenant's from now on, held with the deposit. */
export function depositInterestCredited(leaseId: string, amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('deposit_interest', [
    { account: 'deposit_interest', amountCents, leaseId },
    { account: 'deposits_held', amountCents: negateCents(amountCents), leaseId },
  ]);
}

/** What a deposit had paid was a mistake: the charge is owed again, and the deposit held. */
export function depositUnapplied(leaseId: string, chargeId: string, amountCents: Cents): LedgerEntry {
  return { ...reversalOf(depositApplied(leaseId, chargeId, amountCents)), kind: 'deposit_unapplied' };
}

/** A deposit leaves for the tenant's next lease, within the trust account. */
export function depositTransferred(leaseId: string, amountCents: Cents): LedgerEntry {
  return { ...depositReturned(leaseId, amountCents, 'deposit_bank'), kind: 'deposit_transferred' };
}

/** The deposit of the lease before arrives: it pays the deposit that this one bills. */
export function depositTransferReceived(payment: PaymentRef): LedgerEntry {
  return entry('deposit_received', paidInto('deposit_bank', payment));
}

/** Whether an entry changes what is held, or makes it safe: then the trust account follows. */
export function touchesDeposits({ kind, postings }: LedgerEntry): boolean {
  return kind === 'payment_settled' || postings.some(({ account }) => account === 'deposits_held');
}

/** The processor paid out what it had collected. */
export function payoutArrived(amountCents: Cents): LedgerEntry {
  return entry('payout_arrived', [
    { account: 'bank', amountCents },
    { account: 'undeposited_funds', amountCents: negateCents(amountCents) },
  ]);
}

/** A payout came back from the bank: the money lies with the processor again. */
export function payoutReturned(amountCents: Cents): LedgerEntry {
  return { ...reversalOf(payoutArrived(amountCents)), kind: 'payout_returned' };
}

/** A payment taken to the bank, and what of it was there. */
export type Banked = { leaseId: string; paymentId: string; amountCents: Cents };

/** Cash, checks and money orders were taken to the bank together. */
export function bankDeposited(payments: readonly Banked[]): LedgerEntry {
  return entry(
    'bank_deposited',
    payments.flatMap(({ leaseId, paymentId, amountCents }): LedgerPosting[] => {
      assertPositive(amountCents);
      return [
        { account: 'bank', amountCents, leaseId, paymentId },
        { account: 'undeposited_funds', amountCents: negateCents(amountCents), leaseId, paymentId },
      ];
    }),
  );
}

/** It was written down by mistake: all of it is not in the bank yet. */
export function bankDepositVoided(payments: readonly Banked[]): LedgerEntry {
  return { ...reversalOf(bankDeposited(payments)), kind: 'bank_deposit_voided' };
}

/** What a bill is booked to until owners bear it: repairs apart, for everything else one account. */
export type ExpenseAccount = 'repairs' | 'property_expenses';

/** A vendor's bill was approved: it is owed from now on. */
export function billApproved(amountCents: Cents, account: ExpenseAccount): LedgerEntry {
  assertPositive(amountCents);
  return entry('bill_approved', [
    { account, amountCents },
    { account: 'vendor_payable', amountCents: negateCents(amountCents) },
  ]);
}

/** An approved bill was paid from the operating account. */
export function billPaid(amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('bill_paid', [
    { account: 'vendor_payable', amountCents },
    { account: 'bank', amountCents: negateCents(amountCents) },
  ]);
}

/** An approved bill that nobody owes after all. */
export function billVoided(amountCents: Cents, account: ExpenseAccount): LedgerEntry {
  return { ...reversalOf(billApproved(amountCents, account)), kind: 'bill_voided' };
}

/** An owner's month in whole cents: what is good for the owner is positive. */
export type OwnerMonth = {
  ownerId: string;
  collectedCents: Cents;
  /** Zero or less in an ordinary month. */
  managementFeeCents: Cents;
  repairsCents: Cents;
  otherExpensesCents: Cents;
  /** What the platform and the payment service kept, where the owners bear it. */
  platformFeesCents: Cents;
  processingFeesCents: Cents;
  /** What goes into the reserve; negative where it is drawn on. */
  reserveCents: Cents;
};

/**
 * An owner's month: what was collected for them is owed to them, less the manager's fee, what their property cost and
 * what is kept back. Lines of nothing are left out; null where nothing happened at all.
 */
export function ownerStatementPosted(month: OwnerMonth): LedgerEntry | null {
  const { ownerId, collectedCents, managementFeeCents, repairsCents, otherExpensesCents, reserveCents } = month;
  const { platformFeesCents, processingFeesCents } = month;
  const expenses = cents(repairsCents + otherExpensesCents + platformFeesCents + processingFeesCents);
  const owed = cents(collectedCents + managementFeeCents + expenses - reserveCents);
  const lines: LedgerPosting[] = [
    { account: 'owner_income', amountCents: collectedCents },
    { account: 'management_fees', amountCents: managementFeeCents },
    { account: 'repairs', amountCents: repairsCents },
    { account: 'property_expenses', amountCents: otherExpensesCents },
    { account: 'platform_fees', amountCents: platformFeesCents },
    { account: 'processing_fees', amountCents: processingFeesCents },
    { account: 'owner_reserve', amountCents: negateCents(reserveCents), ownerId },
    { account: 'owner_payable', amountCents: negateCents(owed), ownerId },
  ];
  const postings = lines.filter(({ amountCents }) => amountCents !== 0);
  return postings.length === 0 ? null : entry('owner_statement', postings);
}

/** Money is about to go to an owner: it is owed no more, and on its way. */
export function ownerPayoutBegun(ownerId: string, amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('owner_payout_begun', [
    { account: 'owner_payable', amountCents, ownerId },
    { account: 'owner_payouts', amountCents: negateCents(amountCents), ownerId },
  ]);
}

/** It arrived, from where the money lay: with the payment service, or in the bank. */
export function ownerPayoutPaid(ownerId: string, amountCents: Cents, from: 'undeposited_funds' | 'bank'): LedgerEntry {
  assertPositive(amountCents);
  return entry('owner_payout_paid', [
    { account: 'owner_payouts', amountCents, ownerId },
    { account: from, amountCents: negateCents(amountCents) },
  ]);
}

/** It never left: it is owed again. */
export function ownerPayoutFailed(ownerId: string, amountCents: Cents): LedgerEntry {
  return { ...reversalOf(ownerPayoutBegun(ownerId, amountCents)), kind: 'owner_payout_failed' };
}

/** It came back after it had arrived: it is owed again, and lies where it came from. */
export function ownerPayoutReturned(
  ownerId: string,
  amountCents: Cents,
  to: 'undeposited_funds' | 'bank',
): LedgerEntry {
  assertPositive(amountCents);
  return entry('owner_payout_returned', [
    { account: to, amountCents },
    { account: 'owner_payable', amountCents: negateCents(amountCents), ownerId },
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

function opposite(line: LedgerPosting): LedgerPosting {
  return { ...line, amountCents: negateCents(line.amountCents) };
}

function processingFee(fee: Cents, { paymentId, leaseId }: FeeOf): LedgerPosting[] {
  if (fee === 0) return [];
  const about = leaseId === undefined ? { paymentId } : { leaseId, paymentId };
  return [
    { ...about, account: 'processing_fees', amountCents: fee },
    { ...about, account: 'undeposited_funds', amountCents: negateCents(fee) },
  ];
}

function entry(kind: EntryKind, postings: LedgerPosting[]): LedgerEntry {
  assertBalanced(postings);
  return { kind, postings };
}

function assertPositive(amount: Cents): void {
  if (amount <= 0) throw new RangeError(`An amount to post must be above zero, not ${amount} cents`);
}
