import {
  type AccountFacts,
  type MissingFee,
  missingFeeId,
  type Replayed,
  type ReplayPayment,
  replayAccount,
} from '../../domain/account-replay';
import { periodOf } from '../../domain/calendar';
import type { LateFeeRuleUsed } from '../../domain/late-fees';
import type { Allocated } from '../../domain/ledger';
import { paymentReapplied, touchesDeposits } from '../../domain/ledger';
import { type Cents, ZERO_CENTS } from '../../domain/money';
import { postCharges } from '../charges/post-charges';
import { takeBackCharge } from '../charges/take-back-charge';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { secureDeposit } from '../deposits/secure-deposit';
import { appendEvent } from '../events/append-event';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { keptPlanPart, type PlanPart } from '../payment-plans/plan-part';
import { overPrisma } from '../sql-runner';
import { type AccountOfLease, loadAccount, type StandingAllocation } from './load-account';

export type Reevaluation = {
  organizationId: string;
  leaseId: string;
  /** Why, in words for the timeline. */
  reason: string;
  now: Date;
  /**
   * The payment that changed, as it stood before: late fees that were due without the change already are left to the
   * month's collection. What it was for (a plan, the rent beside one) is read from the store. `everything` posts
   * whatever the lease's facts ask for.
   */
  before: Pick<ReplayPayment, 'paymentId' | 'effectiveOn' | 'amountCents'> | 'everything';
};

/** What counting anew changed. */
export type Reevaluated = {
  undoneFees: number;
  addedFees: { chargeId: string; amountCents: Cents }[];
  movedPayments: number;
};

/**
 * Counts a lease's account anew from its facts in the order of their dates, and books what differs: allocations go
 * where they would have gone, a late fee that the facts make wrong is taken back, one that they make due is posted as
 * of its first day. The lease must be locked. Repeating changes nothing.
 */
export async function reevaluateAccount(tx: Transaction, wanted: Reevaluation): Promise<Reevaluated> {
  const { organizationId, leaseId, now } = wanted;
  const { before } = wanted;
  const also = before === 'everything' ? undefined : before.paymentId;
  const account = await loadAccount(tx, { organizationId, leaseId, now, also });
  const replayed = replayAccount(account.facts);
  const due = ownFees(account.facts, replayed, before === 'everything' ? before : { ...account.also, ...before });
  for (const chargeId of replayed.wrongFees) {
    const reason = 'Less rent was late on its day than the late fee was charged for';
    await takeBackCharge(tx, {
      organizationId,
      chargeId,
      how: 'void',
      reason,
      actor: 'system',
      on: account.today,
      now,
    });
  }
  const added = await postMissing(tx, wanted, account, due);
  const target = added.length === replayed.missingFees.length ? replayed : withoutOthers(account.facts, due);
  const moved = await moveAllocations(tx, wanted, account, target, added);
  if (replayed.wrongFees.length + added.length + moved > 0) {
    await appendEvent(tx, {
      organizationId,
      type: 'account.reevaluated',
      subjectId: leaseId,
      alsoAbout: [account.lease.unitId, account.lease.unit.propertyId],
      payload: { reason: wanted.reason, undone_fees: replayed.wrongFees.length, added_fees: added.length, moved },
    });
  }
  return { undoneFees: replayed.wrongFees.length, addedFees: added, movedPayments: moved };
}

/** The missing fees that this change makes due; those that stand for one that was too high always are. */
function ownFees(facts: AccountFacts, after: Replayed, before: ReplayPayment | 'everything'): readonly MissingFee[] {
  if (before === 'everything' || after.missingFees.length === 0) return after.missingFees;
  const others = facts.payments.filter((payment) => payment.paymentId !== before.paymentId);
  const then = replayAccount({ ...facts, payments: [...others, before] });
  const known = new Set(then.missingFees.map((fee) => fee.dueOn));
  return after.missingFees.filter((fee) => fee.replaces || !known.has(fee.dueOn));
}

/** The same count with the fees alone that are posted now. */
function withoutOthers(facts: AccountFacts, due: readonly MissingFee[]): Replayed {
  const posted = new Set(due.map((fee) => fee.dueOn));
  return replayAccount({
    ...facts,
    lateFees: facts.lateFees.map((one) => (posted.has(one.dueOn) ? one : { ...one, addsNone: true })),
  });
}

async function postMissing(tx: Transaction, wanted: Reevaluation, account: AccountOfLease, due: readonly MissingFee[]) {
  const added: Added[] = [];
  for (const fee of due) {
    const offer = account.offers.get(fee.dueOn);
    if (offer === undefined) continue;
    const item = offer.item(added.filter((one) => one.dueOn === fee.dueOn).length);
    const chargeId = await postOne(tx, wanted, account, fee, offer.ruleFor(fee.pastDueRentCents, fee.on), item);
    if (chargeId !== null) added.push({ ...fee, chargeId });
  }
  return added;
}

async function postOne(
  tx: Transaction,
  { organizationId, leaseId }: Reevaluation,
  { lease }: AccountOfLease,
  fee: MissingFee,
  result: LateFeeRuleUsed,
  item: string,
): Promise<string | null> {
  const about = [lease.unitId, lease.unit.propertyId];
  const inputs = { ...result.inputs, posted_before_cents: fee.beforeCents };
  const [posted] = await postCharges(overPrisma(tx), organizationId, [
    {
      leaseId,
      kind: 'late_fee',
      item,
      label: 'Late fee',
      amountCents: fee.amountCents,
      period: periodOf(fee.dueOn),
      dueOn: fee.chargedOn,
      coversFrom: null,
      coversTo: null,
      rule: {
        ...result,
        inputs,
        first_chargeable_on: fee.firstChargeableOn,
        due_on: fee.dueOn,
        posted_because: 'reevaluated',
      },
      alsoAbout: about,
    },
  ]);
  if (posted === undefined) return null;
  await appendEvent(tx, {
    organizationId,
    type: 'late_fee.posted',
    subjectId: posted.id,
    alsoAbout: [leaseId, ...about],
    payload: { amount_cents: fee.amountCents, rule: result.text, source: result.source },
  });
  return posted.id;
}

type Added = MissingFee & { chargeId: string };

/** @returns how many payments pay something else now */
async function moveAllocations(
  tx: Transaction,
  wanted: Reevaluation,
  account: AccountOfLease,
  target: Replayed,
  added: readonly Added[],
): Promise<number> {
  const ids = new Map(added.map((fee) => [missingFeeId(fee), fee.chargeId]));
  const standing = await account.standing();
  const entries: NewEntry[] = [];
  const gained = new Set<string>();
  let moved = 0;
  for (const payment of account.facts.payments) {
    const { paymentId } = payment;
    const now = standing.filter((part) => part.paymentId === paymentId);
    const planId = account.plans.get(paymentId) ?? null;
    const wish = (target.allocations.get(paymentId) ?? []).map((part): Wished => {
      const moved = { ...part, chargeId: ids.get(part.chargeId) ?? part.chargeId };
      const gainsPlan = payment.firstTo?.includes(moved.chargeId) === true ? planId : null;
      return { ...moved, ...planPartAnew(now, moved, gainsPlan) };
    });
    const { released, applied } = difference(now, wish.map(asAllocated));
    if (released.length + applied.length === 0) continue;
    moved += 1;
    for (const part of released) gained.add(part.chargeId);
    const key = await writeAllocations(tx, wanted, paymentId, now, wish);
    const entry = paymentReapplied(wanted.leaseId, paymentId, released, applied);
    if (entry === null) continue;
    entries.push({
      idempotencyKey: `reapplied/${key}`,
      entry,
      description: 'Counted anew in the order of dates',
      effectiveOn: account.today,
      leaseId: wanted.leaseId,
      subjectId: paymentId,
    });
  }
  await postEntries(overPrisma(tx), wanted.organizationId, entries);
  if (entries.some(({ entry }) => touchesDeposits(entry))) await secureDeposit(tx, { ...wanted, on: account.today });
  await collectAgain(tx, wanted, account, [...gained]);
  return moved;
}

type Wished = Allocated & PlanPart;

function asAllocated({ chargeId, kind, amountCents }: Wished): Allocated {
  return { chargeId, kind, amountCents };
}

/** What of it was a plan's stays so; what a payment that was made for the plan gains of a covered charge is the plan's. */
function planPartAnew(now: readonly StandingAllocation[], part: Allocated, gainsPlan: string | null): PlanPart {
  const before = now.filter((one) => one.chargeId === part.chargeId);
  const planId = gainsPlan ?? before.find((one) => one.planId !== null)?.planId ?? null;
  if (planId === null) return { planId, planCents: 0n };
  const held = before.reduce((sum, one) => sum + one.planCents, 0n);
  const gained = BigInt(part.amountCents) - before.reduce((sum, one) => sum + BigInt(one.amountCents), 0n);
  const wanted = held + (gainsPlan !== null && gained > 0n ? gained : 0n);
  return keptPlanPart({ planId, planCents: wanted }, BigInt(part.amountCents));
}

/** What each charge loses and gains of a payment. */
function difference(now: readonly StandingAllocation[], wish: readonly Allocated[]) {
  const change = new Map<string, Allocated>();
  const add = (part: Allocated, sign: 1 | -1) => {
    const known = change.get(part.chargeId)?.amountCents ?? ZERO_CENTS;
    change.set(part.chargeId, { ...part, amountCents: (known + sign * part.amountCents) as Cents });
  };
  for (const part of now) add({ chargeId: part.chargeId, kind: part.kind, amountCents: part.amountCents }, -1);
  for (const part of wish) add(part, 1);
  const all = [...change.values()];
  return {
    released: all
      .filter((part) => part.amountCents < 0)
      .map((part) => ({ ...part, amountCents: -part.amountCents as Cents })),
    applied: all.filter((part) => part.amountCents > 0),
  };
}

/** Allocations are never changed: the old ones are voided, the new ones stand. @returns a key that is this change's own */
async function writeAllocations(
  tx: Transaction,
  { organizationId, now }: Reevaluation,
  paymentId: string,
  old: readonly StandingAllocation[],
  wish: readonly Wished[],
): Promise<string> {
  const isKept = (part: Allocated) =>
    old.some((one) => one.chargeId === part.chargeId && one.amountCents === part.amountCents);
  const gone = old.filter((one) => !wish.some((part) => part.chargeId === one.chargeId && isKept(part)));
  await tx.allocation.updateMany({ where: { id: { in: gone.map((one) => one.id) } }, data: { voidedAt: now } });
  const rows = wish
    .filter((part) => !isKept(part))
    .map((part) => ({
      id: newId('allocation'),
      organizationId,
      paymentId,
      chargeId: part.chargeId,
      amountCents: BigInt(part.amountCents),
      planId: part.planId,
      planCents: part.planCents,
    }));
  await tx.allocation.createMany({ data: rows });
  // An allocation comes once and goes once, each by a change of its own.
  return rows[0]?.id ?? `${gone[0]?.id ?? newId('allocation')}/gone`;
}

const COLLECTED = new Set(['scheduled', 'active', 'ended']);

/** The latest of the months that are owed again is collected again: it collects what was owed before it, too. */
async function collectAgain(
  tx: Transaction,
  { organizationId, leaseId }: Reevaluation,
  { lease, facts }: AccountOfLease,
  chargeIds: readonly string[],
): Promise<void> {
  if (!COLLECTED.has(lease.status) || chargeIds.length === 0) return;
  const charges = await tx.charge.findMany({
    where: { id: { in: [...chargeIds] }, voidedAt: null, dueOn: { lte: new Date(`${facts.today}T00:00:00Z`) } },
    select: { period: true },
    orderBy: { period: 'desc' },
    take: 1,
  });
  const [latest] = charges;
  if (latest === undefined) return;
  const input = { organizationId, leaseId, propertyId: lease.unit.propertyId, period: latest.period };
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'rentCollection',
    workflowId: `rent-collection/${leaseId}/${latest.period}`,
    kind: 'signal_with_start',
    signal: 'moneyChanged',
    input,
    restart: true,
  });
}
