import { achReturn } from '../../domain/ach-returns';
import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import type { PaymentStatus } from '../../domain/states';
import { type Database, inOrganization } from '../../store/database';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import type { PresentmentOutcome } from '../../vendors/payments';
import type { ActivityDependencies } from '../dependencies';

export type PresentmentRef = { organizationId: string; presentmentId: string };
/** What became of a presentment, as the workflow needs it. */
export type Presented = { status: PaymentStatus | 'not_found'; failureCode: string | null; declineCode: string | null };

/**
 * Presenting money and asking what became of it. Each brings the store to the vendor's answer before it returns, so
 * that the workflow only ever decides what comes next.
 */
export function createPresentmentActivities({ database, vendors, now }: ActivityDependencies) {
  return {
    /**
     * Presents a recorded presentment. Irreversible: a lost answer leaves it `unknown`, to be asked about with
     * `reconcilePresentment` before anything else. The presentment's id is the vendor's idempotency key.
     */
    async presentPayment(ref: PresentmentRef): Promise<Presented> {
      const presentment = await load(database, ref);
      if (presentment.status !== 'created' && presentment.status !== 'unknown') return presentedOf(database, ref);
      const outcome = await vendors.payments.presentOffSession({
        presentmentId: presentment.id,
        amountCents: cents(Number(presentment.amountCents)),
        currency: 'usd',
        customerId: presentment.paymentMethod.customerRef,
        paymentMethodId: presentment.paymentMethod.vendorRef,
        description: 'Rent',
        metadata: {
          presentment_id: presentment.id,
          payment_id: presentment.paymentId,
          lease_id: presentment.leaseId ?? '',
          organization_id: presentment.organizationId,
        },
        idempotencyKey: presentment.id,
      });
      return record(database, ref, presentment.paymentId, toOutcome(outcome), now());
    },

    /** Marks that nobody knows what became of it: no other presentment may start until somebody does. */
    async markUnknown(ref: PresentmentRef): Promise<Presented> {
      const presentment = await load(database, ref);
      return record(database, ref, presentment.paymentId, { kind: 'unknown' }, now());
    },

    /** Asks the vendor what became of a presentment whose answer was lost, and writes it down. */
    async reconcilePresentment(ref: PresentmentRef): Promise<Presented> {
      const presentment = await load(database, ref);
      const found = await vendors.payments.findByPresentment({
        presentmentId: presentment.id,
        customerId: presentment.paymentMethod.customerRef,
        since: presentment.presentedAt,
      });
      if (found === 'not_found') return { status: 'not_found', failureCode: null, declineCode: null };
      return record(database, ref, presentment.paymentId, toOutcome(found), now());
    },

    /** Reads a presentment's outcome from the vendor, for when no webhook came. */
    async pollPresentment(ref: PresentmentRef): Promise<Presented> {
      const presentment = await load(database, ref);
      if (presentment.vendorRef === null) return presentedOf(database, ref);
      const outcome = await vendors.payments.retrieveOutcome(presentment.vendorRef);
      return record(database, ref, presentment.paymentId, toOutcome(outcome), now());
    },

    /** What the store knows of a presentment. */
    async presentmentStatus(ref: PresentmentRef): Promise<Presented> {
      return presentedOf(database, ref);
    },
  };
}

/** The vendor's outcome in the store's words. A bank's return code stands before the vendor's own. */
export function toOutcome(outcome: PresentmentOutcome): PaymentOutcome {
  switch (outcome.kind) {
    case 'succeeded':
    case 'processing':
      return { kind: outcome.kind, vendorRef: outcome.paymentIntentId };
    case 'requires_action':
      return {
        kind: 'failed',
        vendorRef: outcome.paymentIntentId,
        failureCode: 'authentication_required',
        declineCode: 'authentication_required',
        message: 'The bank asks the payer to confirm this payment.',
      };
    case 'declined':
      return {
        kind: 'failed',
        vendorRef: outcome.paymentIntentId,
        failureCode: outcome.networkCode ?? outcome.code,
        declineCode: outcome.declineCode,
        message: outcome.networkCode === undefined ? outcome.message : achReturn(outcome.networkCode).meaning,
      };
  }
}

async function load(database: Database, ref: PresentmentRef) {
  const presentment = await inOrganization(database, ref.organizationId, (tx) =>
    tx.presentment.findUnique({ where: { id: ref.presentmentId }, include: { paymentMethod: true } }),
  );
  if (presentment === null) throw notFound('presentment');
  return presentment;
}

async function record(
  database: Database,
  ref: PresentmentRef,
  paymentId: string,
  outcome: PaymentOutcome,
  now: Date,
): Promise<Presented> {
  await inOrganization(database, ref.organizationId, (tx) => recordOutcome(tx, { ...ref, paymentId, outcome, now }));
  return presentedOf(database, ref);
}

async function presentedOf(database: Database, ref: PresentmentRef): Promise<Presented> {
  const row = await inOrganization(database, ref.organizationId, (tx) =>
    tx.presentment.findUnique({
      where: { id: ref.presentmentId },
      select: { failureCode: true, declineCode: true, payment: { select: { status: true } } },
    }),
  );
  if (row === null) throw notFound('presentment');
  return { status: row.payment.status as PaymentStatus, failureCode: row.failureCode, declineCode: row.declineCode };
}
