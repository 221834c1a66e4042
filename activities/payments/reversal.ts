import { isDecided } from '../../domain/disputes';
import { notFound } from '../../domain/errors';
import { type Cents, minCents } from '../../domain/money';
import { fromSqlCents } from '../../store/cents';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { inOrganization, type Transaction } from '../../store/database';
import { syncDispute } from '../../store/disputes/sync-dispute';
import { createLink } from '../../store/links/create-link';
import { enqueueMessage } from '../../store/messages/enqueue-message';
import { owedBackOf } from '../../store/payments/double-refund';
import { lockPayment } from '../../store/payments/lock-payment';
import { methodLabel } from '../../store/payments/method-label';
import { reversePayment } from '../../store/payments/reverse-payment';
import { overPrisma } from '../../store/sql-runner';
import type { PaymentReversalInput } from '../../workflows/payment-reversal/messages';
import type { ActivityDependencies } from '../dependencies';
import { settleRecovery } from './recovery';

export type TakenBackPayment = {
  meaning: string;
  /** Less came back than was paid: exactly that was reversed, the rest stands. */
  isPartial: boolean;
  /** False where the bank only asks so far. */
  isTaken?: boolean;
  /** Until when a dispute may be answered; null where there is nothing to answer. */
  answerByMs: number | null;
};

const LINK_DAYS = 45;

/** Money that goes back after it had come. */
export function createReversalActivities(deps: ActivityDependencies) {
  const { database, vendors, linkKey, now } = deps;
  return {
    /** Asks the vendor why, and reverses the payment in the ledger. Repeating changes nothing. */
    async takeBackPayment(input: PaymentReversalInput): Promise<TakenBackPayment> {
      const { organizationId, paymentId, cause } = input;
      if (cause.kind === 'refund') {
        const meaning = 'it was refunded';
        await inOrganization(database, organizationId, (tx) =>
          reversePayment(tx, { organizationId, paymentId, code: 'refunded', meaning, now: now() }),
        );
        return { meaning, isPartial: false, answerByMs: null, isTaken: true };
      }
      const dispute = await vendors.payments.retrieveDispute(cause.disputeId);
      const snapshot = { ...dispute, vendorRef: dispute.disputeId };
      const synced = await inOrganization(database, organizationId, (tx) =>
        syncDispute(tx, { organizationId, paymentId, snapshot, now: now() }),
      );
      await settleRecovery(deps, { organizationId, disputeId: synced.disputeId });
      const { meaning, isPartial, isWithdrawn, isContestable, evidenceDueAtMs } = synced;
      return { meaning, isPartial, isTaken: isWithdrawn, answerByMs: isContestable ? evidenceDueAtMs : null };
    },

    /** Tells the tenants that a payment came back, with another way to pay; each once. */
    async tellOfReversal({ organizationId, paymentId, cause }: Omit<PaymentReversalInput, 'leaseId'>): Promise<void> {
      await inOrganization(database, organizationId, async (tx) => {
        const payment = await lockPayment(tx, paymentId);
        const { lease, leaseId } = payment;
        if (lease === null || leaseId === null || payment.failureCode === 'refunded') return;
        const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
        const fee = await tx.charge.findFirst({ where: { leaseId, kind: 'nsf_fee', item: paymentId, voidedAt: null } });
        const fees = await lateFeesToTell(tx, leaseId);
        const amountCents = await returnedAmount(tx, payment, cause);
        const owedBackCents = await owedBackOf(tx, payment);
        const part = cause.kind === 'dispute' ? `/${cause.disputeId}` : '';
        const people = await tx.leaseTenant.findMany({ where: { leaseId }, include: { tenant: true } });
        for (const { tenant } of people) {
          const dedupeKey = `payment/${paymentId}/returned${part}/${tenant.id}`;
          if ((await tx.message.count({ where: { organizationId, dedupeKey } })) > 0) continue;
          const expiresAt = new Date(now().getTime() + LINK_DAYS * 86_400_000);
          const party = { partyId: tenant.id, locale: tenant.locale, expiresAt };
          const linkId = await createLink(tx, linkKey, {
            organizationId,
            purpose: 'pay',
            subjectId: leaseId,
            ...party,
          });
          await enqueueMessage(tx, {
            organizationId,
            kind: 'payment_returned',
            to: tenant,
            variables: {
              org: organization.name,
              name: tenant.name,
              address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
              amountCents,
              method: payment.paymentMethod === null ? (payment.method ?? '') : methodLabel(payment.paymentMethod),
              meaning: payment.failureMessage ?? 'the bank did not say why',
              ...(fee === null ? {} : { feeCents: fromSqlCents(fee.amountCents) }),
              ...(owedBackCents > 0 ? { owedBackCents } : {}),
            },
            linkId,
            subjectId: paymentId,
            dedupeKey,
          });
          for (const late of fees) {
            await enqueueMessage(tx, {
              organizationId,
              kind: 'late_fee_posted',
              to: tenant,
              variables: {
                org: organization.name,
                name: tenant.name,
                address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
                amountCents: fromSqlCents(late.amountCents),
                balanceCents: totalOpen(await openCharges(overPrisma(tx), organizationId, leaseId)),
                rule: 'lease',
              },
              linkId,
              subjectId: leaseId,
              dedupeKey: `late-fee/${late.id}/${tenant.id}`,
            });
          }
        }
      });
    },

    /** How a dispute stands; a won one brings the money back as a payment of its own. */
    async followDispute(input: PaymentReversalInput): Promise<{ status: 'open' | 'won' | 'lost' }> {
      const { organizationId, paymentId, cause } = input;
      if (cause.kind !== 'dispute') throw notFound('dispute');
      const dispute = await vendors.payments.retrieveDispute(cause.disputeId);
      const snapshot = { ...dispute, vendorRef: dispute.disputeId };
      const { status } = await inOrganization(database, organizationId, (tx) =>
        syncDispute(tx, { organizationId, paymentId, snapshot, now: now() }),
      );
      if (!isDecided(status)) return { status: 'open' };
      return { status: status === 'won' ? 'won' : 'lost' };
    },
  };
}

/** Late fees that counting the account anew has added. */
function lateFeesToTell(tx: Transaction, leaseId: string) {
  return tx.charge.findMany({
    where: { leaseId, kind: 'late_fee', voidedAt: null, rule: { path: ['posted_because'], equals: 'reevaluated' } },
    select: { id: true, amountCents: true },
  });
}

/** What came back: the dispute's amount, at most the payment's. */
async function returnedAmount(
  tx: Transaction,
  payment: { amountCents: Cents },
  cause: PaymentReversalInput['cause'],
): Promise<Cents> {
  if (cause.kind !== 'dispute') return payment.amountCents;
  const dispute = await tx.dispute.findFirst({ where: { vendorRef: cause.disputeId }, select: { amountCents: true } });
  return dispute === null ? payment.amountCents : minCents(fromSqlCents(dispute.amountCents), payment.amountCents);
}
