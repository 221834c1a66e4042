import { type Cents, cents } from '../../domain/money';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { overPrisma } from '../sql-runner';

/** Money of a failed refund that lies with the platform and belongs in the organization's account. */
export type Restoration = { refundId: string; paymentId: string; accountRef: string; amountCents: Cents };

/**
 * What of each failed refund came back by the books: where the bank had taken the money as well, only what was collected
 * from the account for that.
 */
const TO_RESTORE = `
  select r.id as "refundId", p.id as "paymentId", p.route_account as "accountRef", sum(o.amount_cents)::text as amount
  from refunds r join payments p on p.id = r.payment_id
    join journal_entries e on e.organization_id = r.organization_id and e.subject_id = r.id
      and (e.idempotency_key in ('refund/' || r.id || '/failed', 'refund/' || r.id || '/fee-back')
        or e.idempotency_key = 'refund/' || r.id || '/once-only'
          and exists (select from disputes d where d.payment_id = p.id and d.collected_cents > 0))
    join postings o on o.entry_id = e.id and o.account = 'undeposited_funds'
  where r.organization_id = $1 and r.status = 'failed' and r.method = 'original' and r.sent_at is not null
    and r.restored_ref is null and p.route_account is not null and ($2::text is null or r.id = $2)
  group by r.id, p.id having sum(o.amount_cents) > 0 order by r.id limit 50`;

/** Failed refunds whose money is still to be sent to the organization's account again; one of them, where named. */
export async function refundsToRestore(
  tx: Transaction,
  of: { organizationId: string; refundId?: string },
): Promise<Restoration[]> {
  const rows = await overPrisma(tx)<Omit<Restoration, 'amountCents'> & { amount: string }>(TO_RESTORE, [
    of.organizationId,
    of.refundId ?? null,
  ]);
  return rows.map(({ amount, ...row }) => ({ ...row, amountCents: cents(Number(amount)) }));
}

/** Writes down the transfer that sent it there. */
export async function keepRestored(tx: Transaction, refundId: string, restoredRef: string): Promise<void> {
  await tx.refund.update({ where: { id: refundId }, data: { restoredRef }, select: { id: true } });
}

/** Tells once that the service would not send it: it is tried again every day. */
export async function tellNotRestored(
  tx: Transaction,
  { organizationId, refundId, amountCents }: { organizationId: string; refundId: string; amountCents: Cents },
): Promise<void> {
  const type = 'refund.needs_action';
  if ((await tx.event.count({ where: { organizationId, subjectId: refundId, type } })) > 0) return;
  const reason = 'The money of this failed refund could not be sent to your account yet. It is tried again every day';
  await appendEvent(tx, { organizationId, type, subjectId: refundId, payload: { amount_cents: amountCents, reason } });
}
