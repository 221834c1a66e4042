import { type Cents, cents, minCents } from '../../domain/money';
import { explainOwedToPlatform, type FoundDifference } from '../../domain/reconciliation/differences';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { overPrisma, type RunSql } from '../sql-runner';

/** What is to be moved between the platform and the organization's account for a dispute, in cents. */
export type Recovery = {
  paymentId: string;
  paymentIntentId: string;
  accountRef: string;
  amountCents: Cents;
  /** Of it, what came back by refunds that failed after the bank took all: nobody owes that. */
  undoneCents: Cents;
  /** How often the service refused to take it: each try after a refusal is one of its own. */
  refusals: number;
  /** The bank took it, and it still lies with the organization. */
  recover: boolean;
  /** It was won, and lies with the platform. */
  restore: boolean;
  /** The payment as which it counts since it was won. */
  wonPaymentId: string | null;
};

/** What a dispute asks to be moved; null where its payment's money never left the platform, or nothing is to be done. */
export async function recoveryOf(tx: Transaction, disputeId: string): Promise<Recovery | null> {
  const dispute = await tx.dispute.findUnique({ where: { id: disputeId }, include: { payment: true } });
  if (dispute === null) return null;
  const { payment, withdrawnAt, reinstatedAt, recoveredRef, restoredRef } = dispute;
  const { routeAccount: accountRef, vendorRef: paymentIntentId } = payment;
  if (accountRef === null || paymentIntentId === null) return null;
  const recover = withdrawnAt !== null && recoveredRef === null;
  const restore = reinstatedAt !== null && restoredRef === null;
  if (!recover && !restore) return null;
  const won = restore ? await tx.payment.findFirst({ where: { vendorRef: dispute.vendorRef } }) : null;
  const whole = fromSqlCents(payment.amountCents + payment.feeCents);
  return {
    paymentId: payment.id,
    paymentIntentId,
    accountRef,
    amountCents: minCents(fromSqlCents(dispute.amountCents), whole),
    undoneCents: await undoneOf(tx, payment.id),
    refusals: dispute.recoveryRefusals,
    recover,
    restore,
    wonPaymentId: won?.id ?? null,
  };
}

const UNDONE = `
  select coalesce(sum(o.amount_cents), 0)::text as amount from refunds r
    join journal_entries e on e.organization_id = r.organization_id and e.subject_id = r.id
      and e.idempotency_key = 'refund/' || r.id || '/once-only'
    join postings o on o.entry_id = e.id and o.account = 'undeposited_funds'
  where r.payment_id = $1`;

async function undoneOf(tx: Transaction, paymentId: string): Promise<Cents> {
  const [undone] = await overPrisma(tx)<{ amount: string }>(UNDONE, [paymentId]);
  return cents(Number(undone?.amount ?? 0));
}

/** An organization's disputes for which money is still to be moved. */
export async function disputesToSettle(tx: Transaction, organizationId: string): Promise<string[]> {
  const rows = await tx.dispute.findMany({
    where: {
      organizationId,
      payment: { routeAccount: { not: null } },
      OR: [
        { withdrawnAt: { not: null }, recoveredRef: null },
        { reinstatedAt: { not: null }, restoredRef: null },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 50,
  });
  return rows.map(({ id }) => id);
}

/** Writes down what was moved: back from the account, with what of it the reversal could not bring; or there again. */
export async function keepRecovery(
  tx: Transaction,
  disputeId: string,
  moved: { recoveredRef: string; collectedCents: Cents } | { restoredRef: string },
): Promise<void> {
  const data =
    'restoredRef' in moved
      ? { restoredRef: moved.restoredRef }
      : { recoveredRef: moved.recoveredRef, collectedCents: BigInt(moved.collectedCents) };
  await tx.dispute.update({ where: { id: disputeId }, data, select: { id: true } });
}

/** The service would not take it, or send it: not enough money is there, say. */
export async function keepRefusal(tx: Transaction, disputeId: string): Promise<void> {
  await tx.dispute.update({
    where: { id: disputeId },
    data: { recoveryRefusals: { increment: 1 } },
    select: { id: true },
  });
}

const OWED = `
  select d.payment_id as "paymentId", d.lease_id as "leaseId",
    least(d.amount_cents, p.amount_cents + p.fee_cents)::text as amount
  from disputes d join payments p on p.id = d.payment_id
  where d.organization_id = $1 and d.recovery_refusals > 0 and d.withdrawn_at is not null and d.recovered_ref is null
    and d.reinstated_at is null
  order by d.id limit 50`;

/** What banks took back of an organization's payments, and its account had not enough money for: a work item each. */
export async function findOwedToPlatform(run: RunSql, organizationId: string): Promise<FoundDifference[]> {
  const rows = await run<{ paymentId: string; leaseId: string | null; amount: string }>(OWED, [organizationId]);
  return rows.map(({ amount, ...of }) => explainOwedToPlatform({ ...of, amountCents: cents(Number(amount)) }));
}
