import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import type { RefundStatus } from '../../domain/states';
import { type Database, inOrganization, type Transaction } from '../../store/database';
import { recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { meaningOf, recordVendorRefund, type VendorRefund } from '../../store/refunds/record-vendor-refund';
import { repeatRefund } from '../../store/refunds/repeat-refund';
import { isVendorFailure } from '../../vendors/failure';
import type { Refund } from '../../vendors/payments';
import type { RefundInput } from '../../workflows/refund/messages';
import type { ActivityDependencies } from '../dependencies';
import { restoreRefunds } from './recovery';

export type RefundRef = { organizationId: string; refundId: string };
/** What the workflow goes on by. */
export type RefundState = { status: RefundStatus | 'not_found' };

/** Giving money back. Each brings the store to the vendor's answer before it returns. */
export function createRefundActivities(deps: ActivityDependencies) {
  const { database, vendors, now } = deps;
  return {
    /**
     * Sends a refund that is written down. Irreversible: a lost answer leaves it to `reconcileRefund`. The vendor's
     * refusal is an outcome: the money never left.
     */
    async sendRefund(ref: RefundRef): Promise<RefundState> {
      const row = await load(database, ref);
      if (row.status !== 'requested') return stateOf(database, ref);
      const { vendorRef: paymentIntentId } = row.payment;
      if (paymentIntentId === null) return fail(database, ref, 'not_found', now());
      try {
        const made = await vendors.payments.refund({
          paymentIntentId,
          amountCents: cents(Number(row.amountCents + row.feeCents)),
          isRouted: row.payment.routeAccount !== null,
          metadata: { refund_id: row.id, payment_id: row.paymentId, organization_id: row.organizationId },
          idempotencyKey: `refund/${row.id}/${row.tries}`,
        });
        return await book(database, ref, row.paymentId, made, now());
      } catch (error) {
        const isRefusal = isVendorFailure(error) && (error.kind === 'rejected' || error.kind === 'not_found');
        if (!isRefusal) throw error;
        return fail(database, ref, error.code ?? 'rejected', now());
      }
    },

    /** Marks that nobody knows whether it left. */
    async markRefundUnknown(ref: RefundRef): Promise<RefundState> {
      await inOrganization(database, ref.organizationId, (tx) =>
        recordRefundOutcome(tx, { ...ref, outcome: { status: 'unknown' }, now: now() }),
      );
      return stateOf(database, ref);
    },

    /** Asks the vendor for the refund that carries our id. */
    async reconcileRefund(ref: RefundRef): Promise<RefundState> {
      const row = await load(database, ref);
      if (row.payment.vendorRef === null) return { status: 'not_found' };
      const all = await vendors.payments.listRefunds(row.payment.vendorRef);
      const own = all.find(({ metadata }) => metadata.refund_id === row.id);
      return own === undefined ? { status: 'not_found' } : book(database, ref, row.paymentId, own, now());
    },

    /** The vendor surely never received it: it may be sent again, under a key of its own. */
    async repeatLostRefund(ref: RefundRef): Promise<RefundState> {
      await inOrganization(database, ref.organizationId, (tx) => repeatRefund(tx, ref));
      return stateOf(database, ref);
    },

    /** Reads a refund's state from the vendor, for when no webhook came. */
    async pollRefund(ref: RefundRef): Promise<RefundState> {
      const row = await load(database, ref);
      if (row.vendorRef === null) return stateOf(database, ref);
      const made = await vendors.payments.retrieveRefund(row.vendorRef);
      const state = await book(database, ref, row.paymentId, made, now());
      await restoreRefunds(deps, ref);
      return state;
    },

    /** What the store knows of a refund. The money of one that failed goes where it came from. */
    async refundStatus(ref: RefundRef): Promise<RefundState> {
      await restoreRefunds(deps, ref);
      return stateOf(database, ref);
    },

    /** Books every refund of a payment that the vendor knows of, those made in its own dashboard too. */
    async syncRefunds({ organizationId, paymentId = '' }: RefundInput): Promise<{ booked: number; notBooked: number }> {
      const payment = await inOrganization(database, organizationId, (tx) =>
        tx.payment.findUnique({ where: { id: paymentId }, select: { vendorRef: true } }),
      );
      if (payment?.vendorRef === null || payment === null) throw notFound('payment');
      const all = await vendors.payments.listRefunds(payment.vendorRef);
      const results = await inOrganization(database, organizationId, async (tx) => {
        const booked: string[] = [];
        for (const refund of all.map(toVendorRefund)) {
          booked.push(await recordVendorRefund(tx, { organizationId, paymentId, refund, now: now() }));
        }
        return booked;
      });
      const notBooked = results.filter((result) => result === 'not_booked').length;
      return { booked: results.length - notBooked, notBooked };
    },
  };
}

function toVendorRefund({ refundId: vendorRef, metadata, ...rest }: Refund): VendorRefund {
  return { vendorRef, ...rest, refundId: metadata.refund_id };
}

async function book(
  database: Database,
  ref: RefundRef,
  paymentId: string,
  made: Refund,
  now: Date,
): Promise<RefundState> {
  const { organizationId } = ref;
  await inOrganization(database, organizationId, (tx) =>
    recordVendorRefund(tx, { organizationId, paymentId, refund: toVendorRefund(made), byWorkflow: true, now }),
  );
  return stateOf(database, ref);
}

async function fail(database: Database, ref: RefundRef, code: string, now: Date): Promise<RefundState> {
  const outcome = { status: 'failed', code, meaning: meaningOf(code) } as const;
  await inOrganization(database, ref.organizationId, (tx) => recordRefundOutcome(tx, { ...ref, outcome, now }));
  return stateOf(database, ref);
}

async function load(database: Database, ref: RefundRef) {
  const row = await inOrganization(database, ref.organizationId, (tx) =>
    tx.refund.findUnique({ where: { id: ref.refundId }, include: { payment: true } }),
  );
  if (row === null) throw notFound('refund');
  return row;
}

function stateOf(database: Database, ref: RefundRef): Promise<RefundState> {
  return inOrganization(database, ref.organizationId, (tx: Transaction) =>
    tx.refund.findUniqueOrThrow({ where: { id: ref.refundId }, select: { status: true } }),
  ).then(({ status }) => ({ status: status as RefundStatus }));
}
