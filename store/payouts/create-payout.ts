import { TenureError } from '../../domain/errors';
import { ownerPayoutBegun } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { pausedBecause } from '../../domain/owners/requirements';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { overPrisma } from '../sql-runner';
import { lockOwnerMoney } from './owner-money';

export type PayoutMethod = 'stripe' | 'ach' | 'check';

export type NewPayout = {
  organizationId: string;
  ownerId: string;
  /** All that may be paid where null. */
  amountCents: number | null;
  method: PayoutMethod;
  /** For what is paid outside: the check's number or the bank's reference. */
  reference: string | null;
  /** The day that it is booked on, `YYYY-MM-DD` in the organization's zone. */
  today: string;
  actor: string;
};

/**
 * Begins a payout: its row, its ledger entry and its event in one transaction, under the lock of what is owed to the
 * owner. Only what a statement made payable is paid, never what has gone back since or is disputed. One by the payment
 * service is carried out by its workflow; others are written down as on their way.
 * @returns its id
 * @throws TenureError not_found, not_possible where nothing or less is payable, or payouts are paused
 */
export async function createPayout(tx: Transaction, wanted: NewPayout): Promise<string> {
  const { organizationId, ownerId, method, actor } = wanted;
  const money = await lockOwnerMoney(tx, ownerId);
  const amountCents = cents(wanted.amountCents ?? Math.max(money.availableCents, 0));
  if (amountCents <= 0 || amountCents > money.availableCents) throw tooMuch(money);
  if (method === 'stripe') await refusePaused(tx, ownerId);
  const id = newId('ownerPayout');
  const workflowId = method === 'stripe' ? workflowIds.ownerPayout(id) : null;
  await tx.ownerPayout.create({
    data: {
      id,
      organizationId,
      ownerId,
      amountCents: BigInt(amountCents),
      method,
      reference: wanted.reference,
      workflowId,
      createdBy: actor,
    },
    select: { id: true },
  });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `owner-payout/${id}/begun`,
      entry: ownerPayoutBegun(ownerId, amountCents),
      description: 'Payout to an owner',
      effectiveOn: wanted.today,
      subjectId: id,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'owner_payout.created',
    subjectId: id,
    alsoAbout: [ownerId],
    payload: { amount_cents: amountCents, how: METHOD_WORDS[method] },
    actor,
  });
  if (workflowId !== null) {
    const input = { organizationId, payoutId: id };
    await enqueueCommand(tx, { organizationId, kind: 'start', workflowType: 'ownerPayout', workflowId, input });
  }
  return id;
}

/** How it goes, as people say it. */
export const METHOD_WORDS: Readonly<Record<PayoutMethod, string>> = {
  stripe: 'through Stripe',
  ach: 'by bank transfer',
  check: 'by check',
};

function tooMuch({ availableCents, heldBackCents }: { availableCents: number; heldBackCents: number }): TenureError {
  const may = (Math.max(availableCents, 0) / 100).toFixed(2);
  const why =
    heldBackCents > 0 ? ` $${(heldBackCents / 100).toFixed(2)} went back to tenants since and is held back.` : '';
  return new TenureError('not_possible', `At most $${may} may be paid to this owner now.${why}`, {
    params: [{ name: 'amount_cents', reason: `must be at most ${Math.max(availableCents, 0)}` }],
  });
}

async function refusePaused(tx: Transaction, ownerId: string): Promise<void> {
  const accounts = await tx.connectAccount.findMany({ where: { OR: [{ ownerId }, { ownerId: null }] } });
  const own = accounts.find((account) => account.ownerId === ownerId);
  const ours = accounts.find((account) => account.ownerId === null);
  if (own?.vendorRef == null || !own.transfersEnabled) {
    throw new TenureError('not_possible', 'This owner has not finished the sign-up with the payment service yet.');
  }
  const paused = ours === undefined ? null : pausedBecause(ours);
  if (paused !== null) throw new TenureError('not_possible', `Payouts are paused. ${paused}`);
}
