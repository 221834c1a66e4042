import type { Transaction } from '../database';

/**
 * The autopay that will ask for a month of a lease; null where there is none, where its payer stopped or paused that
 * month, and while the lease accepts no payments.
 */
export async function standingAutopay(tx: Transaction, leaseId: string, period: string) {
  return tx.mandate.findFirst({ where: standing(leaseId, period), include: { paymentMethod: true } });
}

/** Whether there is one. */
export async function hasStandingAutopay(tx: Transaction, leaseId: string, period: string): Promise<boolean> {
  return (await tx.mandate.findFirst({ where: standing(leaseId, period), select: { id: true } })) !== null;
}

function standing(leaseId: string, period: string) {
  return {
    leaseId,
    status: 'active',
    lease: { acceptingPayments: true },
    holds: { none: { period, liftedAt: null } },
  };
}
