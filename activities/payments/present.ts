import { achReturn } from '../../domain/ach-returns';
import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import { NO_PLATFORM_FEE, type PlatformFee } from '../../domain/owners/platform-fee';
import type { PaymentStatus } from '../../domain/states';
import { openOfObligation } from '../../store/charges/open-charges';
import { fixPresentmentRoute } from '../../store/connect/fix-route';
import { type Database, inOrganization, type Transaction } from '../../store/database';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { replacePresentment } from '../../store/presentments/replace-presentment';
import { overPrisma } from '../../store/sql-runner';
import type { PaymentRouting, PresentmentOutcome } from '../../vendors/payments';
import type { ActivityDependencies } from '../dependencies';

export type PresentmentRef = { organizationId: string; presentmentId: string };
/** With the workflow that asks and goes on by itself: it is not told again. */
type FromWorkflow = PresentmentRef & { workflowId?: string };
/** What became of a presentment, as the workflow needs it. */
export type Presented = {
  presentmentId: string;
  status: PaymentStatus | 'not_found';
  failureCode: string | null;
  declineCode: string | null;
  /** What is then still open of the obligation it stands for, in cents; null where it stands for none. */
  openCents: number | null;
};

/**
 * Presenting money and asking what became of it. Each brings the store to the vendor's answer before it returns, so
 * that the workflow only ever decides what comes next.
 */
export function createPresentmentActivities({ database, vendors, platformFee, now }: ActivityDependencies) {
  return {
    /**
     * Presents a recorded presentment. Irreversible: a lost answer leaves it `unknown`, to be asked about with
     * `reconcilePresentment` before anything else. The presentment's id is the vendor's idempotency key.
     */
    async presentPayment(ref: FromWorkflow): Promise<Presented> {
      const { presentment, routing } = await toSend(database, { ...ref, platformFee, now: now() });
      if (presentment.status !== 'created') return presentedOf(database, ref);
      const outcome = await vendors.payments.presentOffSession({
        presentmentId: presentment.id,
        amountCents: cents(Number(presentment.amountCents)),
        currency: 'usd',
        customerId: presentment.customerRef,
        paymentMethodId: presentment.methodRef,
        description: 'Rent',
        routing,
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
    async reconcilePresentment(ref: FromWorkflow): Promise<Presented> {
      const presentment = await load(database, ref);
      const found = await vendors.payments.findByPresentment({
        presentmentId: presentment.id,
        customerId: presentment.customerRef,
        since: presentment.presentedAt,
      });
      if (found === 'not_found') return { ...(await presentedOf(database, ref)), status: 'not_found' };
      return record(database, ref, presentment.paymentId, toOutcome(found), now());
    },

    /** Gives up a presentment that the vendor surely never received, and records another in its place. */
    async replaceLostPresentment(ref: PresentmentRef): Promise<{ presentmentId: string }> {
      return inOrganization(database, ref.organizationId, (tx) => replacePresentment(tx, { ...ref, now: now() }));
    },

    /** The vendor refused the request itself: nothing was taken, and this method can't be presented like this. */
    async refusePresentment(ref: FromWorkflow): Promise<Presented> {
      const { paymentId } = await load(database, ref);
      const failureCode = 'payment_method_unusable';
      const message = 'The payment service refused this payment method.';
      return record(database, ref, paymentId, { kind: 'failed', failureCode, message }, now());
    },

    /** Reads a presentment's outcome from the vendor, for when no webhook came. */
    async pollPresentment(ref: FromWorkflow): Promise<Presented> {
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

/** A presentment as it is sent, with the way to pay as the vendor knows it. */
type Sendable = {
  id: string;
  organizationId: string;
  paymentId: string;
  leaseId: string | null;
  status: string;
  amountCents: bigint;
  vendorRef: string | null;
  presentedAt: Date;
  methodRef: string;
  customerRef: string;
};

const SENDABLE = `
  select p.id, p.organization_id as "organizationId", p.payment_id as "paymentId", p.lease_id as "leaseId", p.status,
    p.amount_cents as "amountCents", p.vendor_ref as "vendorRef", p.presented_at as "presentedAt",
    m.vendor_ref as "methodRef", m.customer_ref as "customerRef"
  from presentments p join payment_methods m on m.id = p.payment_method_id where p.id = $1`;

function load(database: Database, ref: PresentmentRef): Promise<Sendable> {
  return inOrganization(database, ref.organizationId, (tx) => loadIn(tx, ref));
}

async function loadIn(tx: Transaction, { presentmentId }: PresentmentRef): Promise<Sendable> {
  const [presentment] = await overPrisma(tx)<Sendable>(SENDABLE, [presentmentId]);
  if (presentment === undefined) throw notFound('presentment');
  return presentment;
}

/** A presentment with where its money goes, which is decided once: asked again after a lost answer, the vendor hears the same. */
function toSend(
  database: Database,
  { platformFee = NO_PLATFORM_FEE, now, ...ref }: PresentmentRef & { platformFee?: PlatformFee | undefined; now: Date },
): Promise<{ presentment: Sendable; routing: PaymentRouting | undefined }> {
  const { organizationId, presentmentId } = ref;
  return inOrganization(database, organizationId, async (tx) => {
    const presentment = await loadIn(tx, ref);
    if (presentment.status !== 'created') return { presentment, routing: undefined };
    const routing = await fixPresentmentRoute(tx, { presentmentId, platformFee, now });
    return { presentment, routing: routing ?? undefined };
  });
}

async function record(
  database: Database,
  ref: FromWorkflow,
  paymentId: string,
  outcome: PaymentOutcome,
  now: Date,
): Promise<Presented> {
  const { organizationId, presentmentId, workflowId: byWorkflowId } = ref;
  return inOrganization(database, organizationId, async (tx) => {
    await recordOutcome(tx, { organizationId, presentmentId, paymentId, outcome, byWorkflowId, now });
    return read(tx, ref);
  });
}

function presentedOf(database: Database, ref: PresentmentRef): Promise<Presented> {
  return inOrganization(database, ref.organizationId, (tx) => read(tx, ref));
}

type Read = { failureCode: string | null; declineCode: string | null; obligation: string; status: PaymentStatus };

const READ = `
  select p.failure_code as "failureCode", p.decline_code as "declineCode", p.obligation, pay.status
  from presentments p join payments pay on pay.id = p.payment_id where p.id = $1`;

async function read(tx: Transaction, { organizationId, presentmentId }: PresentmentRef): Promise<Presented> {
  const run = overPrisma(tx);
  const [row] = await run<Read>(READ, [presentmentId]);
  if (row === undefined) throw notFound('presentment');
  const { obligation, ...facts } = row;
  return { presentmentId, ...facts, openCents: await openOfObligation(run, organizationId, obligation) };
}
