import { type AchReturn, achReturn } from './ach-returns';
import { addDays, atLocalTime, dayOfWeek, localDateAt, type PlainDateString } from './calendar';
import { cardDecline } from './declines';
import type { PresentmentStatus } from './states';

const DAY_MS = 86_400_000;
const FRIDAY = 5;
/** Payday debits go out in the morning, after banks have booked the night's wages. */
const MORNING = '09:00';

export type MethodKind = 'card' | 'us_bank_account';

/** A try to take money, of any path (autopay, a retry, a person's click), for one obligation. */
export type PastPresentment = {
  presentedAtMs: number;
  methodKind: MethodKind;
  paymentMethodId: string;
  status: PresentmentStatus;
  /** When its outcome became known; unknown counts as when it was presented. */
  resolvedAtMs?: number | null | undefined;
  /** Stripe's code or the network's return code, where it failed. */
  failureCode?: string | null | undefined;
  declineCode?: string | null | undefined;
};

/** How often one obligation may be presented. Card: our own rule within the card networks'. ACH: Nacha's. */
export const PRESENTMENT_CAPS = {
  card: { most: 4, withinDays: 14, rule: 'A card is tried at most 4 times in 14 days' },
  us_bank_account: {
    most: 3,
    withinDays: 180,
    rule: 'A returned debit may be presented again at most twice, within 180 days of the original (Nacha)',
  },
} as const satisfies Record<MethodKind, { most: number; withinDays: number; rule: string }>;

/** What may be done now, and if nothing, why and what would help. */
export type PresentmentVerdict =
  | { kind: 'present'; attempt: number; atMs: number }
  | { kind: 'in_flight' }
  | { kind: 'unknown' }
  | { kind: 'needs_person'; cure: string; meaning: string; blocksMethod: boolean }
  | { kind: 'capped'; rule: string };

/**
 * When and where a retry is planned: the property's zone gives payday and morning.
 * `byPerson`: the payer themselves is paying now, on a page where they can also confirm with their bank.
 */
export type RetryContext = { nowMs: number; zone: string; byPerson?: boolean | undefined };

/**
 * Whether and when an obligation may be presented with a method, given everything presented for it so far.
 * The first is at once. After a soft decline or R01/R09 it is the next payday's morning, or now where a person pays. Anything unknown or in flight
 * forbids another; what only a person can cure says so; the cap counts every presentment of that kind of method that did
 * not come through, or came back later, whichever account it was.
 */
export function nextPresentment(
  history: readonly PastPresentment[],
  method: { kind: MethodKind; paymentMethodId: string },
  context: RetryContext,
): PresentmentVerdict {
  if (history.some((past) => past.status === 'unknown')) return { kind: 'unknown' };
  if (history.some((past) => IN_FLIGHT.has(past.status))) return { kind: 'in_flight' };
  const ofKind = history.filter((past) => past.methodKind === method.kind && past.status !== 'abandoned');
  const last = latestOf(ofKind.filter((past) => past.paymentMethodId === method.paymentMethodId));
  const failed = last && last.status !== 'succeeded' ? last : null;
  const obstacle = failed ? obstacleOf(failed, context.byPerson ?? false) : null;
  if (obstacle) return obstacle;
  // What came through is no try that failed: a month may be paid in many parts.
  const tries = ofKind.filter((past) => past.status !== 'succeeded');
  const attempt = tries.length + 1;
  const atMs = failed && !context.byPerson ? retryAtOf(failed, context) : context.nowMs;
  return capOf(tries, method.kind, atMs) ?? { kind: 'present', attempt, atMs };
}

/**
 * Whether the cap forbids one more presentment at an instant, given those of the kind that did not come through.
 * A bank debit counts from the original: after 180 days it may not be presented again at all.
 */
export function capOf(
  tries: readonly PastPresentment[],
  kind: MethodKind,
  atMs: number,
): { kind: 'capped'; rule: string } | null {
  const cap = PRESENTMENT_CAPS[kind];
  const windowMs = cap.withinDays * DAY_MS;
  if (kind === 'card') {
    const recent = tries.filter((past) => past.presentedAtMs > atMs - windowMs);
    return recent.length >= cap.most ? { kind: 'capped', rule: cap.rule } : null;
  }
  const original = Math.min(...tries.map((past) => past.presentedAtMs));
  const tooLate = tries.length > 0 && atMs - original > windowMs;
  return tries.length >= cap.most || tooLate ? { kind: 'capped', rule: cap.rule } : null;
}

/**
 * The next time worth trying: the morning of the next Friday, 1st or 15th, at least a day after the last try and
 * never in the past.
 */
export function nextRetryAt(lastPresentedAtMs: number, { nowMs, zone }: RetryContext): number {
  const earliestMs = Math.max(nowMs, lastPresentedAtMs + DAY_MS);
  let date = localDateAt(earliestMs, zone);
  while (!isPayday(date) || atLocalTime(date, MORNING, zone) < earliestMs) date = addDays(date, 1);
  return atLocalTime(date, MORNING, zone);
}

/**
 * When a failed presentment may be tried again: the payday morning planned when it failed. A timer ends a moment after
 * that morning, and after an outage hours later: the rest of a payday is as good, a day missed waits for the next.
 */
function retryAtOf(failed: PastPresentment, context: RetryContext): number {
  const { nowMs, zone } = context;
  const knownAtMs = failed.resolvedAtMs ?? failed.presentedAtMs;
  const plannedMs = nextRetryAt(failed.presentedAtMs, { nowMs: knownAtMs, zone });
  if (plannedMs > nowMs) return plannedMs;
  const today = localDateAt(nowMs, zone);
  const isPaydayNow = isPayday(today) && atLocalTime(today, MORNING, zone) <= nowMs;
  return isPaydayNow ? nowMs : nextRetryAt(failed.presentedAtMs, context);
}

/** Days on which wages arrive most often: Fridays, the 1st and the 15th. */
export function isPayday(date: PlainDateString): boolean {
  return dayOfWeek(date) === FRIDAY || date.endsWith('-01') || date.endsWith('-15');
}

const IN_FLIGHT: ReadonlySet<PresentmentStatus> = new Set(['created', 'submitted', 'processing']);

function latestOf(history: readonly PastPresentment[]): PastPresentment | undefined {
  return history.reduce<PastPresentment | undefined>(
    (latest, past) => (latest === undefined || past.presentedAtMs >= latest.presentedAtMs ? past : latest),
    undefined,
  );
}

function obstacleOf(past: PastPresentment, byPerson: boolean): PresentmentVerdict | null {
  if (past.methodKind === 'card') {
    const decline = cardDecline(past.declineCode, past.failureCode);
    if (decline.kind === 'soft' || (byPerson && decline.kind === 'authentication')) return null;
    const { cure, meaning } = decline;
    return { kind: 'needs_person', cure, meaning, blocksMethod: decline.kind !== 'authentication' };
  }
  const returned: AchReturn = achReturn(past.failureCode);
  if (returned.represent) return null;
  const { cure, meaning, blocksMethod } = returned;
  return { kind: 'needs_person', cure, meaning, blocksMethod };
}
