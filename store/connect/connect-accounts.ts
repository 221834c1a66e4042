import { notFound } from '../../domain/errors';
import { pausedBecause, requirementsInWords } from '../../domain/owners/requirements';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import type { ConnectAccount } from '../generated/client';
import { newId } from '../new-id';

/** An account as the payment service last said it stands. */
export type AccountState = {
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  transfersEnabled: boolean;
  detailsSubmitted: boolean;
  currentlyDue: string[];
  pastDue: string[];
  disabledReason: string | null;
  dueBy: Date | null;
};

/** The organization's own account (without an owner) or an owner's; null where none was begun. */
export function findConnectAccount(tx: Transaction, ownerId: string | null): Promise<ConnectAccount | null> {
  return tx.connectAccount.findFirst({ where: { ownerId } });
}

/** The account, begun where there is none yet; the service hears of it from the workflow. @throws TenureError not_found */
export async function beginConnectAccount(
  tx: Transaction,
  { organizationId, ownerId, actor }: { organizationId: string; ownerId: string | null; actor: string },
): Promise<ConnectAccount> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('connect ' || ${ownerId ?? organizationId}::text, 0))`;
  const known = await findConnectAccount(tx, ownerId);
  if (known !== null) return known;
  if (ownerId !== null) {
    const owner = await tx.owner.findUnique({ where: { id: ownerId }, select: { id: true } });
    if (owner === null) throw notFound('owner');
  }
  const account = await tx.connectAccount.create({ data: { id: newId('connectAccount'), organizationId, ownerId } });
  await appendEvent(tx, {
    organizationId,
    type: 'connect_account.created',
    subjectId: account.id,
    alsoAbout: [ownerId],
    actor,
  });
  return account;
}

/** Remembers the service's own id of an account; said again, nothing changes. */
export async function keepVendorRef(tx: Transaction, accountId: string, vendorRef: string): Promise<void> {
  const account = await tx.connectAccount.update({ where: { id: accountId }, data: { vendorRef } });
  if (account.ownerId !== null) return;
  await tx.organization.update({
    where: { id: account.organizationId },
    data: { connectedAccount: vendorRef },
    select: { id: true },
  });
}

/**
 * Brings an account to what the payment service says. Where payouts were paused or opened by it, members are told and
 * payouts that wait for it go on.
 */
export async function recordAccountState(
  tx: Transaction,
  accountId: string,
  state: AccountState,
  now: Date,
): Promise<ConnectAccount> {
  await tx.$queryRaw`select id from connect_accounts where id = ${accountId} for update`;
  const before = await tx.connectAccount.findUnique({ where: { id: accountId } });
  if (before === null) throw notFound('account with the payment service');
  const after = await tx.connectAccount.update({ where: { id: accountId }, data: { ...state, syncedAt: now } });
  const type = changeOf(before, after);
  if (type === null) return after;
  const { organizationId, ownerId } = after;
  const reason = pausedBecause(after);
  await appendEvent(tx, {
    organizationId,
    type,
    subjectId: accountId,
    alsoAbout: [ownerId],
    payload: { reason, missing: requirementsInWords(after.currentlyDue) },
  });
  if (after.payoutsEnabled || after.transfersEnabled) await wakePayouts(tx, after);
  return after;
}

function changeOf(before: ConnectAccount, after: ConnectAccount) {
  if (before.payoutsEnabled && !after.payoutsEnabled) return 'connect_account.payouts_paused' as const;
  if (!before.payoutsEnabled && after.payoutsEnabled) return 'connect_account.payouts_resumed' as const;
  const facts = ({ chargesEnabled, transfersEnabled, currentlyDue, pastDue, disabledReason }: ConnectAccount) =>
    JSON.stringify([chargesEnabled, transfersEnabled, currentlyDue, pastDue, disabledReason]);
  return facts(before) === facts(after) ? null : ('connect_account.updated' as const);
}

async function wakePayouts(tx: Transaction, { organizationId, ownerId }: ConnectAccount): Promise<void> {
  const waiting = await tx.ownerPayout.findMany({
    where: {
      method: 'stripe',
      status: { in: ['created', 'sending', 'unknown'] },
      ...(ownerId === null ? {} : { ownerId }),
    },
    select: { id: true },
    take: 500,
  });
  for (const { id } of waiting) {
    await enqueueCommand(tx, {
      organizationId,
      kind: 'signal',
      workflowType: 'ownerPayout',
      workflowId: workflowIds.ownerPayout(id),
      signal: 'accountChanged',
      ifThere: true,
    });
  }
}
