import { cents, formatMoney } from '../money';
import type { Mismatch } from './match';

/** Everything that can differ, from the service's side to the sub-ledgers. */
export const DIFFERENCE_KINDS = [
  'payment_not_in_books',
  'payment_not_at_vendor',
  'payment_amount',
  'refund_not_in_books',
  'refund_not_at_vendor',
  'refund_amount',
  'dispute_not_in_books',
  'dispute_not_at_vendor',
  'dispute_amount',
  'fee',
  'owner_payout',
  'payout_failed',
  'payout_amount',
  'vendor_other',
  'lease_balance',
  'account_without_lease',
  'deposit_trust',
  'owner_balance',
  'not_in_the_bank',
  'owed_to_platform',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A difference as it is found: `expected` is what our books say, `found` what the other side says, in cents. */
export type FoundDifference = {
  kind: DifferenceKind;
  subjectId: string;
  leaseId: string | null;
  expectedCents: number;
  foundCents: number;
  /** What probably happened, and what to do about it: sentences for a landlord. */
  cause: string;
  action: string;
};

/** What is known of a subject when its difference is put into words. */
export type SubjectFacts = {
  leaseId: string | null;
  /** The status of our payment; null where we have no record of it. */
  paymentStatus: string | null;
  /** The service's own name of it. */
  vendorRef: string | null;
  /** A refund of ours that is not done yet. */
  openRefund?: boolean;
};

/** Two runs speak of the same difference where this is the same. */
export function differenceKey({ kind, subjectId }: Pick<FoundDifference, 'kind' | 'subjectId'>): string {
  return `${kind}/${subjectId}`;
}

/** Puts a mismatch between the payment service and the ledger into words, with its likely cause. */
export function explainMismatch(mismatch: Mismatch, facts: SubjectFacts): FoundDifference {
  const { subjectId, vendorCents, booksCents } = mismatch;
  const [kind, cause, action] = words(mismatch, facts);
  return {
    kind,
    subjectId,
    leaseId: facts.leaseId,
    expectedCents: booksCents,
    foundCents: vendorCents,
    cause,
    action,
  };
}

type Words = readonly [DifferenceKind, string, string];

function words(mismatch: Mismatch, facts: SubjectFacts): Words {
  switch (mismatch.aspect) {
    case 'received':
      return receivedWords(mismatch, facts);
    case 'refunded':
      return refundedWords(mismatch, facts);
    case 'disputed':
      return disputedWords(mismatch);
    case 'fees':
      return feeWords(mismatch);
    case 'owner_paid':
      return ownerWords(mismatch);
    default:
      return [
        'vendor_other',
        `Stripe booked ${say(mismatch.vendorCents)} that has nothing to do with a payment, such as a top-up, an adjustment or a charge for its services.`,
        `Look up ${mismatch.subjectId} in Stripe’s dashboard and record it in your own accounts, then close this with what it was.`,
      ];
  }
}

function receivedWords({ vendorCents, booksCents }: Mismatch, { paymentStatus, vendorRef }: SubjectFacts): Words {
  if (booksCents === 0 && paymentStatus === null) {
    return [
      'payment_not_in_books',
      `Stripe took ${say(vendorCents)} for a payment that Tenure has no record of. It was made in Stripe’s dashboard, or our record of it was lost, for example by restoring an older backup.`,
      `Look up ${vendorRef ?? 'it'} in Stripe’s dashboard: record it as a payment of its lease, or refund it there.`,
    ];
  }
  if (booksCents === 0) {
    return [
      'payment_not_in_books',
      `Stripe took ${say(vendorCents)}, but Tenure holds the payment as “${paymentStatus}”: Stripe’s news of it never reached us.`,
      'Open the payment and have it looked up again. If it stays as it is, record the money or refund it.',
    ];
  }
  if (vendorCents === 0) {
    return [
      'payment_not_at_vendor',
      `Our books hold ${say(booksCents)} that Stripe knows nothing of. The payment belongs to another Stripe account or to its test mode, or it never went through.`,
      'Look for it in Stripe’s dashboard. If the money never came, reverse the payment so that the tenant owes it again.',
    ];
  }
  return [
    'payment_amount',
    `Stripe took ${say(vendorCents)} and our books hold ${say(booksCents)}. ${vendorCents > booksCents ? 'The payer was probably charged twice, or paid more than was asked.' : 'A part of it did not go through.'}`,
    'Compare the payment with Stripe’s dashboard: refund what is too much, or correct what was booked.',
  ];
}

function refundedWords({ vendorCents, booksCents }: Mismatch, { openRefund }: SubjectFacts): Words {
  if (vendorCents < booksCents) {
    return [
      booksCents === 0 ? 'refund_not_in_books' : 'refund_amount',
      `Stripe gave back ${say(booksCents - vendorCents)} more than our books know: the refund was made in Stripe’s dashboard.`,
      'Open the payment and have its refunds looked up, or record what it was for.',
    ];
  }
  return [
    vendorCents === 0 ? 'refund_not_at_vendor' : 'refund_amount',
    openRefund === true
      ? `Our books gave back ${say(vendorCents - booksCents)} more than Stripe did: the refund has not left yet.`
      : `Our books gave back ${say(vendorCents - booksCents)} more than Stripe did: the refund failed or was called off there.`,
    'Open the refund and have it looked up; try it again or give the money back another way.',
  ];
}

function disputedWords({ vendorCents, booksCents }: Mismatch): Words {
  if (vendorCents < booksCents) {
    return [
      booksCents === 0 ? 'dispute_not_in_books' : 'dispute_amount',
      `The payer’s bank took back ${say(booksCents - vendorCents)} more than our books know: news of a dispute or a return never reached us.`,
      'It is looked for by itself four times a day. If it stays, open the dispute in Stripe’s dashboard.',
    ];
  }
  return [
    vendorCents === 0 ? 'dispute_not_at_vendor' : 'dispute_amount',
    `Our books say that ${say(vendorCents - booksCents)} more was taken back than Stripe shows: the dispute was withdrawn, or decided for you.`,
    'Open the dispute in Stripe’s dashboard and compare.',
  ];
}

function feeWords({ vendorCents, booksCents }: Mismatch): Words {
  return [
    'fee',
    `Stripe kept ${say(vendorCents)} as its fee and our books say ${say(booksCents)}: the fee was booked at another price, or Stripe corrected it later.`,
    'Compare with the payment’s fee in Stripe’s dashboard and have an accountant correct the booking.',
  ];
}

function ownerWords({ vendorCents, booksCents }: Mismatch): Words {
  const cause =
    booksCents === 0
      ? `Stripe sent ${say(-vendorCents)} to an owner that our books do not count as paid.`
      : vendorCents === 0
        ? `Our books count ${say(-booksCents)} as paid to an owner, and Stripe never sent it or took it back.`
        : `Stripe sent ${say(-vendorCents)} to an owner and our books say ${say(-booksCents)}.`;
  return ['owner_payout', cause, 'Open the payout and compare it with the transfer in Stripe’s dashboard.'];
}

/** A payout as Stripe shows it. */
export type PayoutFacts = { ref: string; amountCents: number; itemsCents: number; failureCode: string | null };

/** A payout that came back and that no later one made good. */
export function payoutFailed({ ref, amountCents, failureCode }: PayoutFacts): FoundDifference {
  return {
    kind: 'payout_failed',
    subjectId: ref,
    leaseId: null,
    expectedCents: amountCents,
    foundCents: 0,
    cause: `Your bank sent back a payout of ${say(amountCents)}${failureCode === null ? '' : ` (${failureCode.replaceAll('_', ' ')})`}. The money lies with Stripe.`,
    action: 'Correct the bank account in Stripe’s dashboard; Stripe pays out again by itself.',
  };
}

/** A payout that is not the sum of what it pays out. */
export function payoutOff({ ref, amountCents, itemsCents }: PayoutFacts): FoundDifference {
  return {
    kind: 'payout_amount',
    subjectId: ref,
    leaseId: null,
    expectedCents: itemsCents,
    foundCents: amountCents,
    cause: `Stripe paid out ${say(amountCents)}, but the payments in this payout come to ${say(itemsCents)}. Stripe counted something that it does not list.`,
    action: `Ask Stripe about payout ${ref}, and compare the amount with your bank’s statement.`,
  };
}

/** Cash, a check or a money order that nobody took to the bank. */
export type UnbankedFacts = { paymentId: string; leaseId: string; amountCents: number; method: string; days: number };

/** Money that was received and is not in the bank after so many days. */
export function explainUnbanked({ paymentId, leaseId, amountCents, method, days }: UnbankedFacts): FoundDifference {
  const what = method === 'cash' ? 'in cash' : `by ${method.replaceAll('_', ' ')}`;
  return {
    kind: 'not_in_the_bank',
    subjectId: paymentId,
    leaseId,
    expectedCents: amountCents,
    foundCents: 0,
    cause: `${say(amountCents)} came ${what} ${days} days ago, and no bank deposit has it.`,
    action: 'Take it to the bank and record the bank deposit; or void the payment if it never came.',
  };
}

/** A payment that its bank took back, and that could not be taken out of the organization's account. */
export type OwedFacts = { paymentId: string; leaseId: string | null; amountCents: number };

/** What the platform paid a bank for a payment that had gone to the organization's own account. */
export function explainOwedToPlatform({ paymentId, leaseId, amountCents }: OwedFacts): FoundDifference {
  return {
    kind: 'owed_to_platform',
    subjectId: paymentId,
    leaseId,
    expectedCents: amountCents,
    foundCents: 0,
    cause: `The payer’s bank took back ${say(amountCents)}, and your account with Stripe has not enough money for all of it. Your books count it as gone; Stripe still shows what is missing.`,
    action:
      'Nothing, usually: it is taken from your account once payments have come in there. Or add money in Stripe’s dashboard.',
  };
}

export type SubLedgerFacts = {
  kind: Extract<DifferenceKind, 'lease_balance' | 'account_without_lease' | 'deposit_trust' | 'owner_balance'>;
  subjectId: string;
  leaseId: string | null;
  /** The account’s name in words. */
  account: string;
  expectedCents: number;
  foundCents: number;
};

/** A sub-ledger that does not say what the ledger says. */
export function explainSubLedger({ account, ...facts }: SubLedgerFacts): FoundDifference {
  const { kind, expectedCents, foundCents } = facts;
  const both = `the ledger comes to ${say(expectedCents)} and ${say(foundCents)} is shown`;
  const tell = 'Nothing is lost: the ledger’s entries stand. Tell support, who can count the balance anew.';
  switch (kind) {
    case 'lease_balance':
      return {
        ...facts,
        cause: `A lease’s balance (${account}) does not follow from its entries: ${both}. The stored balance was changed past the ledger.`,
        action: tell,
      };
    case 'owner_balance':
      return {
        ...facts,
        cause: `An owner’s balance (${account}) does not follow from its entries: ${both}. The stored balance was changed past the ledger.`,
        action: tell,
      };
    case 'account_without_lease':
      return {
        ...facts,
        cause: `All leases together do not come to the account “${account}”: the ledger has ${say(expectedCents)}, the leases ${say(foundCents)}. Something was booked there without a lease.`,
        action: 'Find the entry without a lease in the general ledger and have it corrected.',
      };
    case 'deposit_trust':
      return {
        ...facts,
        cause: `A tenant’s deposit is ${say(expectedCents)}, and ${say(foundCents)} lies in the trust account for it. A transfer between your accounts is missing.`,
        action: 'Move the difference between the operating and the trust account, and record it on the lease.',
      };
  }
}

function say(amountCents: number): string {
  return formatMoney(cents(amountCents));
}
