import { achDispute } from '../../domain/ach-returns';
import { notFound } from '../../domain/errors';
import { fromSqlCents } from '../../store/cents';
import { inOrganization } from '../../store/database';
import { createLink } from '../../store/links/create-link';
import { enqueueMessage } from '../../store/messages/enqueue-message';
import { lockPayment } from '../../store/payments/lock-payment';
import { methodLabel } from '../../store/payments/method-label';
import { recordLateArrival } from '../../store/payments/record-late-arrival';
import { recordOutcome } from '../../store/payments/record-outcome';
import { reversePayment } from '../../store/payments/reverse-payment';
import type { PaymentReversalInput } from '../../workflows/payment-reversal/messages';
import type { ActivityDependencies } from '../dependencies';

export type TakenBackPayment = {
  meaning: string;
  /** Less came back than was paid: a person has to see to it, nothing was reversed. */
  isPartial: boolean;
  /** Until when a dispute may be answered; null where there is nothing to answer. */
  answerByMs: number | null;
};

const LINK_DAYS = 45;

/** Money that goes back after it had come. */
export function createReversalActivities({ database, vendors, linkKey, now }: ActivityDependencies) {
  return {
    /** Asks the vendor why, and reverses the payment in the ledger. Repeating changes nothing. */
    async takeBackPayment(input: PaymentReversalInput): Promise<TakenBackPayment> {
      const { organizationId, paymentId, cause } = input;
      const why = cause.kind === 'refund' ? null : await vendors.payments.retrieveDispute(cause.disputeId);
      return inOrganization(database, organizationId, async (tx) => {
        const payment = await lockPayment(tx, paymentId);
        const isBank = payment.method === 'us_bank_account';
        const told = isBank && why !== null ? achDispute(why.reason) : null;
        const meaning = why === null ? 'it was refunded' : (told?.meaning ?? 'the payer disputes it with the bank');
        const answerByMs = isBank ? null : (why?.evidenceDueBy?.getTime() ?? null);
        if (why !== null && why.amountCents < payment.amountCents) return { meaning, isPartial: true, answerByMs };
        await reversePayment(tx, {
          organizationId,
          paymentId,
          code: why === null ? 'refunded' : told === null || told.code === 'unknown' ? why.reason : told.code,
          meaning,
          blocksMethod: told?.blocksMethod ?? false,
          now: now(),
        });
        return { meaning, isPartial: false, answerByMs };
      });
    },

    /** Tells the tenants that a payment came back, with another way to pay; each once. */
    async tellOfReversal({ organizationId, paymentId }: PaymentReversalInput): Promise<void> {
      await inOrganization(database, organizationId, async (tx) => {
        const payment = await lockPayment(tx, paymentId);
        const { lease, leaseId } = payment;
        if (lease === null || leaseId === null || payment.failureCode === 'refunded') return;
        const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
        const fee = await tx.charge.findFirst({ where: { leaseId, kind: 'nsf_fee', item: paymentId, voidedAt: null } });
        const people = await tx.leaseTenant.findMany({ where: { leaseId }, include: { tenant: true } });
        for (const { tenant } of people) {
          const dedupeKey = `payment/${paymentId}/returned/${tenant.id}`;
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
              amountCents: payment.amountCents,
              method: payment.paymentMethod === null ? (payment.method ?? '') : methodLabel(payment.paymentMethod),
              meaning: payment.failureMessage ?? 'the bank did not say why',
              ...(fee === null ? {} : { feeCents: fromSqlCents(fee.amountCents) }),
            },
            linkId,
            subjectId: paymentId,
            dedupeKey,
          });
        }
      });
    },

    /** How a dispute stands; a won one brings the money back as a payment of its own. */
    async followDispute(input: PaymentReversalInput): Promise<{ status: 'open' | 'won' | 'lost' }> {
      const { organizationId, paymentId, cause } = input;
      if (cause.kind !== 'dispute') throw notFound('dispute');
      const { status } = await vendors.payments.retrieveDispute(cause.disputeId);
      if (status !== 'won') return { status: status === 'lost' || status === 'warning_closed' ? 'lost' : 'open' };
      await inOrganization(database, organizationId, async (tx) => {
        const payment = await lockPayment(tx, paymentId);
        const vendorRef = cause.disputeId;
        const back = await recordLateArrival(tx, payment, { vendorRef, note: 'The dispute was won' });
        await recordOutcome(tx, {
          organizationId,
          paymentId: back,
          outcome: { kind: 'succeeded', vendorRef },
          now: now(),
        });
      });
      return { status: 'won' };
    },
  };
}
