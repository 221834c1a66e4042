import { achReturn } from './ach-returns';
import { addDays, localDateAt, type PlainDateString } from './calendar';
import { cardDecline } from './declines';
import { nextRetryAt } from './presentments';

/** A lease that is late, as far as what comes next depends on it. */
export type LateLease = {
  leaseStatus: string;
  zone: string;
  nowMs: number;
  oldestDueOn: PlainDateString;
  isAccepting: boolean;
  hasAutopay: boolean;
  isInTransitInFull: boolean;
  plan: { nextDueOn: PlainDateString | null } | null;
  /** By when a plan that was offered has to be accepted. */
  offerUntil: PlainDateString | null;
  dispute: { needsResponse: boolean; answerBy: PlainDateString | null } | null;
  /** The day a late fee is added where none is yet. */
  lateFeeOn: PlainDateString | null;
  last: {
    status: string;
    methodKind: string;
    failureCode: string | null;
    declineCode: string | null;
    presentedAtMs: number;
    resolvedAtMs: number | null;
  } | null;
};

export type NextAction = {
  /** Why it is late, in plain words. */
  reason: string;
  /** What happens next. */
  what: string;
  /** When; null where nothing happens by itself. */
  on: PlainDateString | null;
  /** Whether somebody must act. */
  needsYou: boolean;
};

const ON_LIST_AFTER_DAYS = 10;

/** Why a lease is late and what happens next, by the same facts and rules as its collection goes by. */
export function nextActionOf(lease: LateLease): NextAction {
  return ofDispute(lease) ?? ofPlan(lease) ?? ofLastTry(lease) ?? ofWaiting(lease);
}

function ofDispute({ dispute }: LateLease): NextAction | null {
  if (dispute === null) return null;
  const reason = 'The payer disputes a payment with their bank';
  if (!dispute.needsResponse) return { reason, what: 'The bank decides', on: null, needsYou: false };
  return { reason, what: 'Answer the dispute', on: dispute.answerBy, needsYou: true };
}

function ofPlan({ plan }: LateLease): NextAction | null {
  if (plan === null) return null;
  return { reason: 'On a payment plan', what: 'The next installment is due', on: plan.nextDueOn, needsYou: false };
}

function ofLastTry(lease: LateLease): NextAction | null {
  const { last, zone, nowMs } = lease;
  if (lease.isInTransitInFull) {
    return { reason: 'A bank payment is on its way', what: 'The bank finishes it', on: null, needsYou: false };
  }
  if (last === null || (last.status !== 'failed' && last.status !== 'returned')) return null;
  const { meaning, retries } = whyFailed(last);
  const reason = last.status === 'returned' ? `The bank sent a payment back: ${meaning}` : `A try failed: ${meaning}`;
  if (retries && lease.hasAutopay && lease.leaseStatus === 'active') {
    const knownMs = last.resolvedAtMs ?? last.presentedAtMs;
    const atMs = nextRetryAt(last.presentedAtMs, { nowMs: Math.max(knownMs, nowMs), zone });
    return { reason, what: 'Autopay tries again', on: localDateAt(atMs, zone), needsYou: false };
  }
  return { ...ofWaiting(lease), reason };
}

function whyFailed({ methodKind, failureCode, declineCode }: NonNullable<LateLease['last']>) {
  if (methodKind === 'card') {
    const { meaning, kind } = cardDecline(declineCode, failureCode);
    return { meaning, retries: kind === 'soft' };
  }
  const { meaning, represent } = achReturn(failureCode);
  return { meaning, retries: represent };
}

function ofWaiting(lease: LateLease): NextAction {
  const today = localDateAt(lease.nowMs, lease.zone);
  const reason = reasonOf(lease);
  if (lease.leaseStatus !== 'active') {
    return { reason, what: 'Nothing is debited any more: settle it with the tenants', on: null, needsYou: true };
  }
  if (!lease.isAccepting) return { reason, what: 'Accept payments again', on: null, needsYou: true };
  if (lease.lateFeeOn !== null && lease.lateFeeOn >= today) {
    return { reason, what: 'The late fee of the lease is added', on: lease.lateFeeOn, needsYou: false };
  }
  const onListOn = addDays(lease.oldestDueOn, ON_LIST_AFTER_DAYS);
  if (onListOn >= today) return { reason, what: 'It comes on your list', on: onListOn, needsYou: false };
  if (lease.offerUntil !== null) {
    return { reason, what: 'The tenants answer the offer of a plan', on: lease.offerUntil, needsYou: false };
  }
  return { reason, what: 'Call, or offer a payment plan', on: null, needsYou: true };
}

function reasonOf(lease: LateLease): string {
  if (lease.leaseStatus !== 'active') return 'The lease has ended with a balance';
  if (!lease.isAccepting) return 'This lease accepts no payments';
  return lease.hasAutopay ? 'Autopay has not collected it' : 'No autopay, and the tenants have not paid';
}
