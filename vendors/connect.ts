import type { Cents } from '../domain/money';
import type { PaymentMetadata } from './payments';

export interface NewConnectAccount {
  /** Our id of it; asking twice gives the same account. */
  accountId: string;
  organizationId: string;
  /** `organization` takes payments and is paid out; `owner` only receives transfers. */
  role: 'organization' | 'owner';
  email: string;
}

/** An account as the payment service says it stands. */
export interface ConnectAccountState {
  vendorRef: string;
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  transfersEnabled: boolean;
  detailsSubmitted: boolean;
  /** The service's names of what it asks for, such as `individual.verification.document`. */
  currentlyDue: string[];
  pastDue: string[];
  disabledReason: string | null;
  dueBy: Date | null;
}

export interface OnboardingPage {
  vendorRef: string;
  /** Where the service leads when the page has expired. */
  refreshUrl: string;
  returnUrl: string;
}

/** One step of a payout: money from one account to another. */
export interface TransferInput {
  /** Groups the steps of one payout; they are found by it when an answer is lost. */
  group: string;
  /** What this step is for; kept in its metadata beside the ids. */
  step: string;
  amountCents: Cents;
  /** The account it comes from; the platform's own where null. */
  from: string | null;
  /** The account it goes to; the platform's own where null. */
  to: string | null;
  metadata: PaymentMetadata;
  /** Derived from a stored id and the step, never from the attempt. */
  idempotencyKey: string;
}

export interface Transfer {
  transferRef: string;
  amountCents: Cents;
  reversed: boolean;
}

/**
 * Accounts of others with the payment service, and money between them. Every method throws VendorFailure; a lost answer
 * of `transfer` is `unknown_outcome` and has to be looked up before anything is tried again.
 */
export interface ConnectGateway {
  createAccount(input: NewConnectAccount): Promise<ConnectAccountState>;
  retrieveAccount(vendorRef: string): Promise<ConnectAccountState>;
  /** A page of the service on which the account's holder says who they are; good for some minutes. */
  openOnboarding(page: OnboardingPage): Promise<{ url: string }>;
  /** @throws VendorFailure `rejected` where there is not enough money, or the receiver may not receive */
  transfer(input: TransferInput): Promise<Transfer>;
  /** Asks what became of a transfer whose answer was lost. Reads a consistent list. */
  findTransfer(search: Pick<TransferInput, 'group' | 'step' | 'from'>): Promise<Transfer | 'not_found'>;
}
