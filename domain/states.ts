import { TenureError } from './errors';

/**
 * Every state machine of the product as one table: subject → state → states it may move to.
 * The store refuses any other move, whoever asks; the database holds the same lists as CHECK constraints.
 */
export const STATES = {
  application: {
    invited: ['in_progress', 'submitted', 'withdrawn', 'expired'],
    in_progress: ['submitted', 'withdrawn', 'expired'],
    submitted: ['screening', 'decision_pending', 'withdrawn', 'declined'],
    screening: ['decision_pending', 'withdrawn', 'declined'],
    decision_pending: ['approved', 'approved_with_conditions', 'declined', 'withdrawn', 'expired'],
    approved_with_conditions: ['approved', 'declined', 'withdrawn', 'expired'],
    approved: ['withdrawn'],
    declined: [],
    withdrawn: [],
    expired: ['invited'],
  },
  applicant: {
    invited: ['in_progress', 'complete', 'withdrawn'],
    in_progress: ['complete', 'withdrawn'],
    complete: ['withdrawn'],
    withdrawn: [],
  },
  screening: {
    pending: ['invited', 'in_progress', 'complete', 'canceled', 'expired'],
    invited: ['in_progress', 'complete', 'canceled', 'expired', 'disputed'],
    in_progress: ['complete', 'canceled', 'expired', 'disputed'],
    disputed: ['complete', 'canceled'],
    complete: ['disputed'],
    canceled: [],
    expired: ['invited'],
  },
  envelope: {
    created: ['sent', 'voided', 'expired'],
    sent: ['delivered', 'completed', 'declined', 'voided', 'expired'],
    delivered: ['completed', 'declined', 'voided', 'expired'],
    completed: [],
    declined: [],
    voided: [],
    expired: [],
  },
  lease: {
    draft: ['out_for_signature', 'canceled'],
    out_for_signature: ['signed', 'draft', 'canceled'],
    signed: ['scheduled', 'active', 'canceled'],
    scheduled: ['active', 'canceled'],
    active: ['ended'],
    ended: ['closed'],
    closed: [],
    canceled: [],
  },
  payment: {
    created: ['processing', 'succeeded', 'failed', 'canceled', 'unknown'],
    unknown: ['created', 'processing', 'succeeded', 'failed', 'canceled'],
    processing: ['succeeded', 'failed', 'reversed', 'canceled'],
    succeeded: ['reversed', 'refunded'],
    failed: [],
    canceled: [],
    // A refund that fails later puts the money back; a bank may take back what was refunded already.
    reversed: ['succeeded'],
    refunded: ['succeeded', 'reversed'],
  },
  presentment: {
    created: ['submitted', 'processing', 'succeeded', 'failed', 'unknown'],
    submitted: ['processing', 'succeeded', 'failed', 'unknown'],
    unknown: ['processing', 'succeeded', 'failed', 'abandoned'],
    processing: ['succeeded', 'failed', 'returned'],
    succeeded: ['returned'],
    failed: [],
    returned: [],
    abandoned: [],
  },
  dispute: {
    warning_needs_response: [
      'warning_under_review',
      'warning_closed',
      'needs_response',
      'under_review',
      'won',
      'lost',
      'closed',
    ],
    warning_under_review: [
      'warning_needs_response',
      'warning_closed',
      'needs_response',
      'under_review',
      'won',
      'lost',
      'closed',
    ],
    warning_closed: [],
    needs_response: ['under_review', 'won', 'lost', 'closed'],
    under_review: ['needs_response', 'won', 'lost', 'closed'],
    won: ['lost'],
    lost: ['won'],
    closed: [],
  },
  dispute_submission: {
    prepared: ['sent', 'unknown', 'refused'],
    unknown: ['sent', 'prepared', 'refused'],
    sent: [],
    refused: [],
  },
  payment_plan: {
    offered: ['active', 'declined', 'withdrawn', 'expired'],
    active: ['completed', 'broken', 'canceled'],
    completed: [],
    broken: [],
    canceled: [],
    declined: [],
    withdrawn: [],
    expired: [],
  },
  refund: {
    requested: ['unknown', 'pending', 'requires_action', 'succeeded', 'failed'],
    unknown: ['requested', 'pending', 'requires_action', 'succeeded', 'failed'],
    pending: ['requires_action', 'succeeded', 'failed'],
    requires_action: ['pending', 'succeeded', 'failed'],
    // Banks send refunds back for weeks after they were reported as done.
    succeeded: ['failed'],
    failed: [],
  },
  deposit: {
    held: ['due'],
    due: ['settled'],
    // Money for it may still come, or come back, after everything was accounted for.
    settled: ['due'],
  },
  deposit_movement: { posted: ['voided'], voided: [] },
  rent_run: {
    planned: ['running', 'completed', 'failed'],
    running: ['completed', 'failed'],
    completed: ['running'],
    failed: ['running'],
  },
  maintenance: {
    reported: ['dispatching', 'scheduled', 'canceled'],
    dispatching: ['accepted', 'escalated', 'canceled'],
    escalated: ['dispatching', 'accepted', 'done', 'resolved', 'canceled'],
    accepted: ['scheduled', 'in_progress', 'done', 'dispatching', 'canceled'],
    scheduled: ['in_progress', 'done', 'dispatching', 'canceled'],
    in_progress: ['done', 'dispatching', 'canceled'],
    done: ['resolved', 'reopened'],
    reopened: ['dispatching', 'accepted', 'canceled'],
    resolved: ['reopened'],
    canceled: [],
  },
  work_order: {
    open: ['accepted', 'canceled'],
    accepted: ['scheduled', 'in_progress', 'done', 'canceled'],
    scheduled: ['in_progress', 'done', 'canceled'],
    in_progress: ['done', 'canceled'],
    done: ['in_progress'],
    canceled: [],
  },
  offer: {
    sent: ['accepted', 'declined', 'expired', 'withdrawn'],
    accepted: ['withdrawn'],
    declined: [],
    expired: [],
    withdrawn: [],
  },
  bill: {
    draft: ['approved', 'voided'],
    approved: ['paid', 'voided'],
    paid: [],
    voided: [],
  },
  owner_statement_run: { running: ['completed'], completed: [] },
  owner_statement: { draft: ['posted'], posted: ['sent'], sent: [] },
  owner_payout: {
    created: ['sending', 'paid', 'failed'],
    sending: ['unknown', 'paid', 'failed'],
    unknown: ['sending', 'paid', 'failed'],
    paid: ['returned'],
    failed: [],
    returned: [],
  },
  reconciliation: { running: ['completed'], completed: ['running'] },
  vendor_payout: {
    pending: ['in_transit', 'paid', 'failed', 'canceled'],
    in_transit: ['paid', 'failed', 'canceled'],
    // Banks send payouts back for days after they were reported as paid.
    paid: ['failed'],
    failed: [],
    canceled: [],
  },
  difference: { open: ['closed'], closed: [] },
  bank_deposit: { posted: ['voided'], voided: [] },
} as const;

export type Machine = keyof typeof STATES;
export type StateOf<M extends Machine> = Extract<keyof (typeof STATES)[M], string>;
export type ApplicationStatus = StateOf<'application'>;
export type LeaseStatus = StateOf<'lease'>;
export type PaymentStatus = StateOf<'payment'>;
export type PresentmentStatus = StateOf<'presentment'>;
export type PaymentPlanStatus = StateOf<'payment_plan'>;
export type RefundStatus = StateOf<'refund'>;
export type DepositStatus = StateOf<'deposit'>;
export type DisputeStatus = StateOf<'dispute'>;
export type MaintenanceStatus = StateOf<'maintenance'>;

/** The states of one machine, in the order of its life. */
export function statesOf<M extends Machine>(machine: M): StateOf<M>[] {
  return Object.keys(STATES[machine]) as StateOf<M>[];
}

/** Whether `from` may become `to`. Staying where one is counts as allowed: a repeat changes nothing. */
export function mayBecome<M extends Machine>(machine: M, from: StateOf<M>, to: StateOf<M>): boolean {
  const next = STATES[machine][from] as readonly string[];
  return from === to || next.includes(to);
}

/** Refuses an illegal move. @throws TenureError illegal_transition */
export function assertMayBecome<M extends Machine>(machine: M, from: StateOf<M>, to: StateOf<M>): void {
  if (!mayBecome(machine, from, to)) {
    const words = (text: string) => text.replaceAll('_', ' ');
    throw new TenureError(
      'illegal_transition',
      `This ${words(machine)} is ${words(from)} and cannot become ${words(to)}.`,
    );
  }
}
