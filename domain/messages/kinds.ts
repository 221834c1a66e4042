import type { SafetyTextKey, Severity } from '../triage-rules';

/** What every message knows: the landlord's business and the reader. `name` may be a first name or a company's. */
type Base = { org: string; name: string };
/** The home it is about, as people say it: `418 Alder St, 2B`. */
type Home = { address: string };
/** Filled in when the message is sent: a link's token is never stored. */
type Linked = { link: string };
type MaybeLinked = { link?: string | undefined };
/** Amounts are whole cents, dates `YYYY-MM-DD`, instants local text: they come from JSON and are formatted here. */
type Amount = { amountCents: number };
/** A way to pay as the payer knows it: `Visa ••4242`. */
type Method = { method: string };
/** Why money did not come, in the words of declines.ts or ach-returns.ts; translated when rendered. */
type Meaning = { meaning: string };
/** A repair in a few of the tenant's own words. */
type Repair = { summary: string };

/** One thing that changes on a lease: each month an amount, or less rent by an amount or a percentage. */
export type LeaseChange =
  | { kind: 'rent'; from: string; amountCents: number }
  | { kind: 'charge'; label: string; from: string; to?: string; amountCents: number }
  | { kind: 'less'; label: string; from: string; to: string; amountCents?: number; percent?: number };
type Amended = { effectiveOn: string; changes: LeaseChange[]; reason?: string | undefined };

/** What a payment that came back leaves: the fee for it, and of it what the payer was refunded before, so has twice. */
export type CameBack = Amount & { feeCents?: number | undefined; owedBackCents?: number | undefined };

/** The variables of every kind of message. All of them survive JSON. */
export type MessageVariables = {
  application_invited: Base & Home & Linked & { expiresOn: string };
  application_reminder: Base & Home & Linked & { expiresOn: string };
  application_expired: Base & Home & MaybeLinked;
  /** To the landlord. */
  application_submitted: Base & Home & Linked & { applicant: string };
  screening_invited: Base & Home & Linked & { expiresOn?: string | undefined };
  decision_approved: Base & Home & MaybeLinked;
  decision_conditional: Base & Home & MaybeLinked & { conditions: string[] };
  /** A refusal that no report had a part in; otherwise it is `adverse_action`. */
  decision_declined: Base & Home & MaybeLinked;
  /** `noticeText` is the whole notice of adverse-action.ts, already in the reader's language. */
  adverse_action: Base & Home & MaybeLinked & { noticeText: string };
  signing_invited: Base & Home & Linked & { expiresOn?: string | undefined };
  signing_reminder: Base & Home & Linked & { expiresOn?: string | undefined };
  /** To the landlord. */
  signing_declined: Base & Home & Linked & { signer: string; reason?: string | undefined };
  lease_signed: Base & Home & MaybeLinked & { startsOn: string };
  lease_amended: Base & Home & Linked & Amended;
  lease_amendment_canceled: Base & Home & Linked & Amended;
  /** On the first day; the link sets up autopay, the other one reports repairs for as long as they live there. */
  welcome: Base & Home & Linked & { reportLink?: string | undefined };
  move_in_payment_due: Base & Home & Linked & Amount & { dueOn: string };
  rent_reminder: Base & Home & Linked & Amount & { dueOn: string; autopay: boolean };
  rent_due: Base & Home & Linked & Amount & { dueOn: string };
  receipt: Base &
    Home &
    MaybeLinked &
    Amount &
    Method & { paidOn: string; balanceCents: number; number?: string | undefined };
  payment_processing: Base & Home & MaybeLinked & Amount & Method & { expectedBy: string };
  /** The tenant's page about their lease's money, sent because somebody asked for it. */
  portal_link: Base & Home & Linked;
  /** With `retryOn` it is tried again by itself that day. */
  payment_failed: Base & Home & Linked & Amount & Method & Meaning & { cure: string; retryOn?: string | undefined };
  payment_returned: Base & Home & Linked & Method & Meaning & CameBack;
  /** A check or money order that the bank did not pay; `reason` is the landlord's. */
  payment_bounced: Base & Home & MaybeLinked & Method & CameBack & { paidOn: string; reason: string };
  new_method_needed: Base & Home & Linked & Amount & Meaning & { until?: string | undefined };
  authentication_needed: Base & Home & Linked & Amount;
  late_fee_posted: Base & Home & Linked & Amount & { balanceCents: number; rule: string };
  /** `by` is how it goes back: `original`, `check`, `cash` or `transfer`. */
  refund_sent: Base & Home & MaybeLinked & Amount & Method & { by: string; ofDeposit: boolean };
  /** `ofDeposit`: a deposit that was to go back, and is held again. */
  refund_failed: Base & Home & MaybeLinked & Amount & Method & { by: string; ofDeposit: boolean };
  /** Past-due charges by installments: to be accepted by a day. */
  plan_offered: Base & Home & Linked & Amount & { installments: number; firstDueOn: string; acceptBy: string };
  plan_accepted: Base & Home & Linked & Amount & { text: string; autopay: boolean };
  /** `autopay`: it is charged by itself that day. */
  plan_installment_due: Base & Home & Linked & Amount & { dueOn: string; autopay: boolean; graceUntil: string };
  plan_installment_failed: Base & Home & Linked & Amount & Meaning & { graceUntil: string };
  plan_broken: Base & Home & Linked & Amount & { dueOn: string };
  plan_canceled: Base & Home & Linked & Amount & { reason: string };
  plan_completed: Base & Home & MaybeLinked & Amount;
  /** Reg E: the payer's copy of the authorization, word for word. */
  autopay_on: Base & Home & MaybeLinked & Method & { authorization: string };
  autopay_off: Base & Home & MaybeLinked & { reason: string };
  /** Reg E: ten days' notice that a debit will differ from the usual one. */
  autopay_amount: Base & Home & Linked & Amount & Method & { usualCents: number; debitOn: string; stopBy: string };
  /** A debit was stopped, or a month paused; `inTime` says whether it came early enough to be promised. */
  autopay_held: Base & Home & MaybeLinked & { debitOn: string; inTime: boolean; paused: boolean };
  /** A payment recorded by hand was corrected, or taken out where nothing stands in its stead. */
  payment_corrected: Base &
    Home &
    MaybeLinked &
    Amount & { paidOn: string; reason: string; correctedCents?: number | undefined; correctedOn?: string | undefined };
  maintenance_received: Base & Home & MaybeLinked & Repair & { severity: Severity; safetyText: SafetyTextKey | null };
  /** To the vendor. `answerBy` is local text such as `today 16:40`. */
  offer_sent: Base & Home & Linked & Repair & { severity: Severity; answerBy: string };
  offer_withdrawn: Base & Home & MaybeLinked & Repair;
  offer_expired: Base & Home & MaybeLinked & Repair;
  /** To the vendor whose job it is now: the link to plan, start and finish it. */
  job_assigned: Base & Home & Linked & Repair & { severity: Severity };
  job_accepted: Base & Home & MaybeLinked & Repair & { vendor: string };
  /** `window` is local text such as `Mon, Nov 30, 9–11 am`. */
  job_scheduled: Base & Home & MaybeLinked & Repair & { vendor: string; window: string };
  job_done_confirm: Base & Home & Linked & Repair & { vendor: string };
  /** To the vendor and the landlord. */
  maintenance_reopened: Base & Home & MaybeLinked & Repair & { reason?: string | undefined };
  maintenance_resolved: Base & Home & MaybeLinked & Repair;
  /** To the landlord: what needs them, why, and by when. */
  needs_attention: Base & Linked & { what: string; why: string; until?: string | undefined };
  member_invited: Base & Linked & { inviter: string; role: string };
  /** To an owner of property. `period` is `YYYY-MM`; below zero is carried over. */
  owner_statement_ready: Base & Linked & { period: string; payableCents: number };
  /** `method` is `by check`, `by bank transfer` or `through Stripe`. */
  owner_payout_sent: Base & MaybeLinked & Amount & Method;
  owner_onboarding: Base & Linked;
  /** After a lease: what was held, and what of it was returned. */
  deposit_statement: Base & Home & Linked & Amount & { depositCents: number };
  sms_stop_confirmed: Base;
  sms_help: Base & { contact?: string | undefined };
};

export type MessageKind = keyof MessageVariables;

/** Variables that hold a link beside the message's own: they too are made when it is sent. */
export type LinkVariable = 'link' | 'reportLink';

/** A message in words. `sms` is at most 300 characters with its link. */
export type RenderedMessage = { subject: string; text: string; sms: string };

/**
 * Who a message is for decides when it may go out: a `service` message waits for morning where it comes at night;
 * a `safety` message and the answer to STOP or HELP never wait.
 */
export type MessageClass = 'service' | 'safety' | 'reply';

/** Every kind once, so that texts from the store can be checked. */
export const MESSAGE_KINDS = [
  'application_invited',
  'application_reminder',
  'application_expired',
  'application_submitted',
  'screening_invited',
  'decision_approved',
  'decision_conditional',
  'decision_declined',
  'adverse_action',
  'signing_invited',
  'signing_reminder',
  'signing_declined',
  'lease_signed',
  'lease_amended',
  'lease_amendment_canceled',
  'welcome',
  'move_in_payment_due',
  'rent_reminder',
  'rent_due',
  'receipt',
  'payment_processing',
  'payment_failed',
  'payment_returned',
  'payment_bounced',
  'new_method_needed',
  'authentication_needed',
  'late_fee_posted',
  'refund_sent',
  'refund_failed',
  'plan_offered',
  'plan_accepted',
  'plan_installment_due',
  'plan_installment_failed',
  'plan_broken',
  'plan_canceled',
  'plan_completed',
  'autopay_on',
  'autopay_off',
  'autopay_amount',
  'autopay_held',
  'payment_corrected',
  'portal_link',
  'maintenance_received',
  'offer_sent',
  'offer_withdrawn',
  'offer_expired',
  'job_assigned',
  'job_accepted',
  'job_scheduled',
  'job_done_confirm',
  'maintenance_reopened',
  'maintenance_resolved',
  'needs_attention',
  'member_invited',
  'owner_statement_ready',
  'owner_payout_sent',
  'owner_onboarding',
  'deposit_statement',
  'sms_stop_confirmed',
  'sms_help',
] as const satisfies readonly MessageKind[];

/** Whether a text names a kind of message. */
export function isMessageKind(kind: string): kind is MessageKind {
  return MESSAGE_KINDS.some((known) => known === kind);
}
