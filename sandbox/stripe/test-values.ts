/**
 * Stripe's published test values and what they make happen.
 * Sources: docs.stripe.com/testing, docs.stripe.com/payments/ach-direct-debit (test account numbers).
 */

/** How a card behaves when it is charged, attached or set up. */
export interface CardBehavior {
  /** Declined at every charge, with this code and decline code. */
  readonly decline?: Decline;
  /** Also refused when attached to a customer or set up. Only 4000000000000341 can be saved and then declines. */
  readonly refusesAttach?: boolean;
  /** Asks its owner to authenticate: at every payment, or until it was set up for off-session use. */
  readonly authentication?: 'always' | 'until_set_up';
  /** The owner disputes the payment right after it succeeded. */
  readonly dispute?: string;
  /** Refunds of it fail, or wait a while. */
  readonly refund?: 'fails' | 'pending';
}

export interface Decline {
  readonly code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error';
  readonly declineCode?: string;
}

/** What the bank answers to an ACH debit. */
export type BankBehavior =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly code: BankFailureCode }
  | { readonly kind: 'dispute' }
  | { readonly kind: 'processing' }
  | { readonly kind: 'weekly_limit' };

export type BankFailureCode = 'account_closed' | 'no_account' | 'insufficient_funds' | 'debit_not_authorized';

export interface TestCard extends CardBehavior {
  readonly number: string;
  readonly brand: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  /** Names of the ready-made payment method, after `pm_card_`. */
  readonly names: readonly string[];
}

const visa = { brand: 'visa', funding: 'credit' } as const;

function declined(number: string, suffix: string, code: Decline['code'], declineCode?: string): TestCard {
  const decline = { code, ...(declineCode === undefined ? {} : { declineCode }) };
  const names = [`chargeDeclined${suffix}`, `visa_chargeDeclined${suffix}`];
  return { ...visa, number, decline, refusesAttach: true, names };
}

export const testCards: readonly TestCard[] = [
  { ...visa, number: '4242424242424242', names: ['visa', 'us'] },
  { ...visa, number: '4000056655665556', funding: 'debit', names: ['visa_debit'] },
  { number: '5555555555554444', brand: 'mastercard', funding: 'credit', names: ['mastercard'] },
  { number: '5200828282828210', brand: 'mastercard', funding: 'debit', names: ['mastercard_debit'] },
  { number: '378282246310005', brand: 'amex', funding: 'credit', names: ['amex'] },
  { number: '6011111111111117', brand: 'discover', funding: 'credit', names: ['discover'] },
  declined('4000000000000002', '', 'card_declined', 'generic_decline'),
  declined('4000000000009995', 'InsufficientFunds', 'card_declined', 'insufficient_funds'),
  declined('4000000000009987', 'LostCard', 'card_declined', 'lost_card'),
  declined('4000000000009979', 'StolenCard', 'card_declined', 'stolen_card'),
  declined('4000000000000069', 'ExpiredCard', 'expired_card'),
  declined('4000000000000127', 'IncorrectCvc', 'incorrect_cvc'),
  declined('4000000000000119', 'ProcessingError', 'processing_error'),
  declined('4000000000006975', 'VelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'),
  declined('4100000000000019', 'Fraudulent', 'card_declined', 'fraudulent'),
  {
    ...visa,
    number: '4000000000000341',
    decline: { code: 'card_declined', declineCode: 'generic_decline' },
    names: ['chargeCustomerFail'],
  },
  { ...visa, number: '4000002760003184', authentication: 'always', names: ['authenticationRequired'] },
  { ...visa, number: '4000002500003155', authentication: 'until_set_up', names: ['authenticationRequiredOnSetup'] },
  { ...visa, number: '4000000000000259', dispute: 'fraudulent', names: ['createDispute'] },
  { ...visa, number: '4000000000002685', dispute: 'product_not_received', names: ['createDisputeProductNotReceived'] },
  { ...visa, number: '4000000000001976', dispute: 'inquiry', names: ['createDisputeInquiry'] },
  { ...visa, number: '4000000000005126', refund: 'fails', names: ['refundFail'] },
  { ...visa, number: '4000000000007726', refund: 'pending', names: ['pendingRefund'] },
];

export interface TestBank {
  readonly account: string;
  readonly behavior: BankBehavior;
  /** Name of the ready-made payment method, after `pm_usBankAccount_`. */
  readonly name: string;
}

export const testRoutingNumber = '110000000';

export const testBanks: readonly TestBank[] = [
  { account: '000123456789', behavior: { kind: 'success' }, name: 'success' },
  { account: '000111111113', behavior: { kind: 'failure', code: 'account_closed' }, name: 'accountClosed' },
  { account: '000111111116', behavior: { kind: 'failure', code: 'no_account' }, name: 'noAccount' },
  { account: '000222222227', behavior: { kind: 'failure', code: 'insufficient_funds' }, name: 'insufficientFunds' },
  { account: '000333333335', behavior: { kind: 'failure', code: 'debit_not_authorized' }, name: 'debitNotAuthorized' },
  { account: '000555555559', behavior: { kind: 'dispute' }, name: 'dispute' },
  { account: '000000000009', behavior: { kind: 'processing' }, name: 'processing' },
  { account: '000777777771', behavior: { kind: 'weekly_limit' }, name: 'weeklyLimit' },
];

/** The test card of this number; undefined for any other number. */
export function findTestCard(number: string): TestCard | undefined {
  return testCards.find((card) => card.number === number);
}

/** The ready-made card behind `pm_card_…`. */
export function findTestCardByName(paymentMethod: string): TestCard | undefined {
  return testCards.find(({ names }) => names.some((name) => `pm_card_${name}` === paymentMethod));
}

/** The test bank account of this number; undefined for any other number. */
export function findTestBank(account: string): TestBank | undefined {
  return testBanks.find((bank) => bank.account === account);
}

/** The ready-made bank account behind `pm_usBankAccount_…`. */
export function findTestBankByName(paymentMethod: string): TestBank | undefined {
  return testBanks.find(({ name }) => `pm_usBankAccount_${name}` === paymentMethod);
}

const declineMessages: Readonly<Record<string, string>> = {
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  insufficient_funds: 'Your card has insufficient funds.',
  card_velocity_exceeded:
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
};

/** What Stripe tells the payer about a decline. */
export function declineMessage({ code, declineCode }: Decline): string {
  return declineMessages[declineCode ?? code] ?? declineMessages[code] ?? 'Your card was declined.';
}

/** What Stripe says of a debit that the bank sent back. */
export const bankFailureMessages: Readonly<Record<BankFailureCode, string>> = {
  account_closed: "The customer's bank account has been closed.",
  no_account: "The customer's bank account could not be located.",
  insufficient_funds: "The customer's account has insufficient funds to cover this payment.",
  debit_not_authorized: 'The customer has notified their bank that this payment was unauthorized.',
};
