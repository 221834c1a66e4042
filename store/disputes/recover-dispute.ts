import type { Transaction } from '../database';

/** What is to be moved between the platform and the organization's account for a dispute, in cents. */
export type Recovery = {
  paymentIntentId: string;
  accountRef: string;
  amountCents: number;
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
  const whole = payment.amountCents + payment.feeCents;
  const amountCents = Math.min(Number(dispute.amountCents), Number(whole));
  return { paymentIntentId, accountRef, amountCents, recover, restore, wonPaymentId: won?.id ?? null };
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

/** Writes down what was moved. */
export async function keepRecovery(
  tx: Transaction,
  disputeId: string,
  refs: { recoveredRef?: string; restoredRef?: string },
): Promise<void> {
  await tx.dispute.update({ where: { id: disputeId }, data: refs, select: { id: true } });
}
