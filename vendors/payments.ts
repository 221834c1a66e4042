import type { Cents } from '../domain/money';
import type { WebhookHeaders } from './webhooks/refusal';
import type { PaymentEvent } from './webhooks/stripe';

export type PaymentMethodKind = 'card' | 'us_bank_account';

/**
 * Where a payment's money goes: a destination charge for this account, less the platform's fee. Left out, it stays with
 * the platform.
 */
export type PaymentRouting = { readonly accountRef: string; readonly feeCents: Cents };

/** Our own ids, carried by everything we create there, so that any object can be traced back. No personal data. */
export type PaymentMetadata = Readonly<Record<string, string>>;

export interface CustomerInput {
  /** The tenant it stands for; asking twice gives the same customer. */
  tenantId: string;
  organizationId: string;
  name: string;
  email?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
}

export interface CheckoutInput {
  paymentId: string;
  amountCents: Cents;
  /** Paid beside the amount for paying by card; a line of its own on the page. */
  feeCents?: Cents | undefined;
  currency: 'usd';
  /** What the payer reads beside the amount. */
  description: string;
  methods: readonly PaymentMethodKind[];
  customerId: string;
  successUrl: string;
  cancelUrl: string;
  /** Kept on the session and on its payment intent. */
  metadata: PaymentMetadata;
  idempotencyKey: string;
  /** Keep the method for later payments without the payer present. */
  saveMethod: boolean;
  routing?: PaymentRouting | undefined;
  /** When the page stops accepting; the vendor allows 30 minutes to 24 hours from now. */
  expiresAt?: Date | undefined;
}

export interface SetupInput {
  customerId: string;
  methods: readonly PaymentMethodKind[];
  successUrl: string;
  cancelUrl: string;
  metadata: PaymentMetadata;
  idempotencyKey: string;
}

export interface HostedPage {
  checkoutId: string;
  url: string;
  expiresAt: Date;
}

export interface Checkout {
  checkoutId: string;
  mode: 'payment' | 'setup';
  status: 'open' | 'complete' | 'expired';
  /** `unpaid` and complete means a bank debit on its way. */
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
  /** Null once it is no longer open. */
  url: string | null;
  customerId: string | null;
  paymentIntentId: string | null;
  setupIntentId: string | null;
  /** The method that was set up or paid with, once complete. */
  paymentMethodId: string | null;
  metadata: PaymentMetadata;
}

export interface PresentmentInput {
  presentmentId: string;
  amountCents: Cents;
  currency: 'usd';
  customerId: string;
  paymentMethodId: string;
  description: string;
  routing?: PaymentRouting | undefined;
  metadata: {
    readonly presentment_id: string;
    readonly payment_id: string;
    readonly lease_id: string;
    readonly organization_id: string;
  };
  /** Derived from the presentment's stored id, never from the attempt. */
  idempotencyKey: string;
}

interface KnownPresentment {
  paymentIntentId: string;
  chargeId?: string | undefined;
  paymentMethodId?: string | undefined;
  amountCents: Cents;
  metadata: PaymentMetadata;
}

/** What became of one presentment. A decline is an answer, not a failure. */
export type PresentmentOutcome =
  | (KnownPresentment & { kind: 'succeeded' })
  | (KnownPresentment & { kind: 'processing' })
  | (KnownPresentment & {
      kind: 'declined';
      /** The vendor's error code: `card_declined`, `expired_card`, `payment_intent_canceled`, … */
      code: string;
      /** The issuer's reason (`insufficient_funds`, `lost_card`, …). */
      declineCode?: string | undefined;
      /** The network's own code, for bank debits the return code such as `R01`. */
      networkCode?: string | undefined;
      /** A sentence that may be shown to the payer. */
      message: string;
    })
  | (KnownPresentment & { kind: 'requires_action' });

export interface PresentmentSearch {
  presentmentId: string;
  customerId: string;
  /** When the presentment was recorded with us; narrows the search (with an hour's slack for clocks). */
  since?: Date | undefined;
}

export interface RefundInput {
  paymentIntentId: string;
  /** All of what is left where absent. */
  amountCents?: Cents | undefined;
  /** The money lies with the organization's own account: it comes back from there, and the platform's fee with it. */
  isRouted?: boolean | undefined;
  metadata: PaymentMetadata;
  idempotencyKey: string;
}

/** What a bank took back of a payment whose money had gone on to an organization's own account. */
export interface RecoveryInput {
  paymentIntentId: string;
  amountCents: Cents;
  /** Our dispute; one that was recovered already is found by it. */
  disputeId: string;
  idempotencyKey: string;
}

export interface Refund {
  refundId: string;
  status: 'pending' | 'succeeded' | 'failed' | 'requires_action' | 'canceled';
  amountCents: Cents;
  failureReason: string | null;
  metadata: PaymentMetadata;
}

export interface Dispute {
  disputeId: string;
  paymentIntentId: string | null;
  chargeId: string;
  amountCents: Cents;
  /** For late bank returns `insufficient_funds`, `incorrect_account_details` or `bank_cannot_process`. */
  reason: string;
  status: string;
  evidenceDueBy: Date | null;
  createdAt: Date;
  /** How often evidence was handed in, and our ids of the last time. */
  submissionCount: number;
  metadata: PaymentMetadata;
  /** What it did to the balance: below zero what was taken, above it what came back; each with its fee. */
  movements: readonly { transactionId: string; amountCents: Cents; feeCents: Cents }[];
}

/** What is said in a dispute. Texts are limited by the vendor to 20,000 characters, files to 5 MB together. */
export interface DisputeEvidence {
  disputeId: string;
  /** Our id of this submission: kept with the dispute, so that a lost answer can be found again. */
  submissionId: string;
  words: string;
  /** Ids of files uploaded before. */
  packetFileId?: string | undefined;
  agreementFileId?: string | undefined;
  /** What the landlord added: at most two. */
  addedFileIds?: readonly string[] | undefined;
  customerName?: string | undefined;
  customerEmail?: string | undefined;
  serviceDate?: string | undefined;
  productDescription: string;
  idempotencyKey: string;
}

export interface EvidenceFile {
  name: string;
  contentType: 'application/pdf' | 'image/jpeg' | 'image/png';
  body: Buffer;
  idempotencyKey: string;
}

export interface PaymentMethodSummary {
  paymentMethodId: string;
  kind: PaymentMethodKind;
  /** Card brand (`visa`) or bank name. */
  label: string;
  last4: string;
  /** Of cards: month 1–12 and full year. */
  expiry: { month: number; year: number } | null;
  /** Null after it was detached. */
  customerId: string | null;
}

/**
 * Moves money through a payment vendor. Every method throws VendorFailure; a lost answer of `presentOffSession` or
 * `refund` is `unknown_outcome` and has to be looked up before anything is tried again.
 */
export interface PaymentGateway {
  /** The tenant's customer there, made on first asking, brought up to date otherwise. */
  ensureCustomer(input: CustomerInput): Promise<{ customerId: string }>;
  /** A hosted page that takes one payment. */
  createCheckout(input: CheckoutInput): Promise<HostedPage>;
  /** A hosted page that stores a method for autopay. */
  createSetup(input: SetupInput): Promise<HostedPage>;
  retrieveCheckout(checkoutId: string): Promise<Checkout>;
  /** Closes an open hosted page so that nobody can pay on it any more; a closed one stays as it is. */
  expireCheckout(checkoutId: string): Promise<void>;
  /** Presents a stored method without the payer present. */
  presentOffSession(input: PresentmentInput): Promise<PresentmentOutcome>;
  /** Asks what became of a presentment whose answer was lost. Reads a consistent list, not a search index. */
  findByPresentment(search: PresentmentSearch): Promise<PresentmentOutcome | 'not_found'>;
  retrieveOutcome(paymentIntentId: string): Promise<PresentmentOutcome>;
  /** Stops a payment that has not been settled. @throws VendorFailure `rejected` once it has */
  cancel(paymentIntentId: string): Promise<PresentmentOutcome>;
  refund(input: RefundInput): Promise<Refund>;
  /**
   * Takes disputed money back from where it had gone, with the platform's fee in proportion; at most once a dispute, and
   * no more than refunds have left there.
   * @returns how much of it came back
   */
  recoverDisputed(input: RecoveryInput): Promise<{ recoveryRef: string; recoveredCents: Cents }>;
  retrieveRefund(refundId: string): Promise<Refund>;
  /** Every refund of a payment, also those made elsewhere. */
  listRefunds(paymentIntentId: string): Promise<Refund[]>;
  retrieveDispute(disputeId: string): Promise<Dispute>;
  /** Disputes opened since an instant, newest first: what a lost webhook would have told. */
  listDisputes(since: Date): Promise<Dispute[]>;
  /** Uploads a file to be used as evidence. @returns the vendor's id of it */
  uploadEvidence(file: EvidenceFile): Promise<{ fileId: string }>;
  /** Hands evidence in for good. A lost answer is looked up by `submissionId` in the dispute's metadata. */
  submitEvidence(evidence: DisputeEvidence): Promise<Dispute>;
  /** Accepts a dispute: it is lost. One that is closed already stays as it is. */
  acceptDispute(disputeId: string, idempotencyKey: string): Promise<Dispute>;
  retrievePaymentMethod(paymentMethodId: string): Promise<PaymentMethodSummary>;
  /** Forgets a stored method; it can't be presented again. Detaching twice is fine. */
  detachPaymentMethod(paymentMethodId: string): Promise<void>;
  /** @throws WebhookRefused */
  verifyWebhook(rawBody: Buffer, headers: WebhookHeaders): PaymentEvent;
}
