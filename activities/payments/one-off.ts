import { achReturn } from '../../domain/ach-returns';
import { cardDecline } from '../../domain/declines';
import { notFound, TenureError } from '../../domain/errors';
import { cents } from '../../domain/money';
import type { PaymentStatus } from '../../domain/states';
import { type Database, inOrganization, type Transaction } from '../../store/database';
import { assertNotCanceled } from '../../store/leases/assert-not-canceled';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { enqueueMessage } from '../../store/messages/enqueue-message';
import { savePaymentMethod } from '../../store/payment-methods/save-payment-method';
import { lockPayment } from '../../store/payments/lock-payment';
import { methodLabel } from '../../store/payments/method-label';
import { type PaymentOutcome, recordOutcome } from '../../store/payments/record-outcome';
import { createPresentment } from '../../store/presentments/create-presentment';
import type { Checkout } from '../../vendors/payments';
import type { ActivityDependencies } from '../dependencies';
import { ensureCustomer } from './customer';
import { toOutcome } from './present';
import { pageRoute } from './routing';
import { summaryToMethod } from './summary';

export type PaymentActivityRef = { organizationId: string; paymentId: string };
export type PaymentPlan = { status: PaymentStatus; presentmentId: string | null; isUnknown: boolean };

const LINK_DAYS = 45;
/** How long the vendor's page takes payments; our workflow closes it at the latest then. */
const PAGE_OPEN_MS = 2 * 3_600_000;

/** Taking one payment: on the vendor's page or by a stored way to pay. */
export function createOneOffActivities(deps: ActivityDependencies) {
  const { database, vendors, linkKey, now } = deps;
  return {
    /** What a payment needs next; records its presentment where it goes by a stored way to pay. */
    async planPayment(ref: PaymentActivityRef): Promise<PaymentPlan> {
      const { organizationId, paymentId } = ref;
      const plan = inOrganization(database, organizationId, async (tx): Promise<PaymentPlan> => {
        const payment = await lockPayment(tx, paymentId);
        const { status } = payment;
        const isStored = payment.kind === 'one_off' && payment.paymentMethodId !== null;
        if (!isStored || payment.paymentMethodId === null) return { status, presentmentId: null, isUnknown: false };
        if (status !== 'created' && status !== 'unknown' && status !== 'processing') {
          return { status, presentmentId: null, isUnknown: false };
        }
        const wanted = { organizationId, paymentId, paymentMethodId: payment.paymentMethodId, now: now() };
        const presentment = await createPresentment(tx, wanted);
        return { status, presentmentId: presentment.id, isUnknown: presentment.status === 'unknown' };
      });
      return plan.catch((error: unknown) => failWhereRefused(deps, ref, error));
    },

    /** Opens the vendor's page, or gives the address of the one that is still open. */
    async openCheckout(ref: PaymentActivityRef & { linkId: string; keep: boolean }): Promise<{ url: string }> {
      const payment = await load(database, ref);
      if (payment.status !== 'created' || payment.tenant === null) throw notFound('open payment');
      assertNotCanceled(payment.lease);
      if (payment.lease?.acceptingPayments === false) {
        throw new TenureError('not_possible', 'This lease accepts no payments at present.');
      }
      const open = payment.checkoutRef === null ? null : await vendors.payments.retrieveCheckout(payment.checkoutRef);
      if (open?.status === 'open' && open.url !== null) return { url: open.url };
      const customerId = await ensureCustomer(deps, payment.tenant);
      const back = `${deps.urls.api}/l/${tokenOfLink(linkKey, ref.linkId)}`;
      // A page that expired is followed by another, under a key of its own.
      const key = `checkout/${payment.id}/${payment.checkoutRef ?? 'first'}`;
      const { routing, askedAt } = await pageRoute(database, {
        ...payment,
        key,
        platformFee: deps.platformFee,
        now: now(),
      });
      const page = await vendors.payments.createCheckout({
        paymentId: payment.id,
        amountCents: cents(Number(payment.amountCents)),
        feeCents: cents(Number(payment.feeCents)),
        currency: 'usd',
        description: descriptionOf(payment),
        methods: [payment.method === 'us_bank_account' ? 'us_bank_account' : 'card'],
        customerId,
        routing,
        successUrl: `${back}/done?payment=${payment.id}`,
        cancelUrl: back,
        metadata: {
          payment_id: payment.id,
          organization_id: payment.organizationId,
          lease_id: payment.leaseId ?? '',
          ...(ref.keep ? { keep: 'yes' } : {}),
        },
        idempotencyKey: key,
        saveMethod: ref.keep,
        // The same however often it is asked for: a vendor refuses a repeated key with other parameters.
        expiresAt: new Date(askedAt.getTime() + PAGE_OPEN_MS),
      });
      const isKept = await inOrganization(database, ref.organizationId, (tx) =>
        keepCheckout(tx, payment.id, page.checkoutId),
      );
      if (!isKept) await vendors.payments.expireCheckout(page.checkoutId);
      if (!isKept) throw new TenureError('illegal_transition', 'This payment was called off in the meantime.');
      return { url: page.url };
    },

    /** Brings a payment to what happened on the vendor's page; `isClosing` closes the page first, and so does a lease that
     * was canceled meanwhile or takes no payments any more. */
    async syncCheckout(ref: PaymentActivityRef & { isClosing: boolean }): Promise<{ status: PaymentStatus }> {
      const payment = await load(database, ref);
      const settled = payment.status !== 'created' && payment.status !== 'processing';
      if (settled) return { status: payment.status as PaymentStatus };
      const { lease } = payment;
      const isClosing = ref.isClosing || lease?.status === 'canceled' || lease?.acceptingPayments === false;
      const outcome = await outcomeOfPage(deps, payment, isClosing);
      if (outcome === null) return { status: payment.status as PaymentStatus };
      return inOrganization(database, ref.organizationId, async (tx) => {
        const byWorkflowId = payment.workflowId ?? undefined;
        const { status } = await recordOutcome(tx, { ...ref, outcome, byWorkflowId, now: now() });
        return { status };
      });
    },

    /** Tells the payer why their payment did not come through, with a link to pay another way. */
    async tellOfFailedPayment({ organizationId, paymentId }: PaymentActivityRef): Promise<void> {
      await inOrganization(database, organizationId, async (tx) => {
        const payment = await lockPayment(tx, paymentId);
        const { tenant, lease, leaseId, failureCode } = payment;
        if (tenant === null || lease === null || leaseId === null) return;
        const dedupeKey = `payment/${paymentId}/failed`;
        if ((await tx.message.count({ where: { organizationId, dedupeKey } })) > 0) return;
        const isCard = payment.method === 'card';
        const { meaning, cure } = isCard ? cardDecline(failureCode) : achReturn(failureCode);
        const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
        const expiresAt = new Date(now().getTime() + LINK_DAYS * 86_400_000);
        const party = { partyId: tenant.id, locale: tenant.locale, expiresAt };
        const linkId = await createLink(tx, linkKey, { organizationId, purpose: 'pay', subjectId: leaseId, ...party });
        await enqueueMessage(tx, {
          organizationId,
          kind: 'payment_failed',
          to: tenant,
          variables: {
            org: organization.name,
            name: tenant.name,
            address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
            amountCents: payment.amountCents,
            method: payment.paymentMethod === null ? (payment.method ?? '') : methodLabel(payment.paymentMethod),
            meaning,
            cure,
          },
          linkId,
          subjectId: paymentId,
          dedupeKey,
        });
      });
    },
  };
}

/** Remembers a payment's page, unless the payment or its lease was called off while the page was being made. */
async function keepCheckout(tx: Transaction, paymentId: string, checkoutRef: string): Promise<boolean> {
  const { status, lease } = await lockPayment(tx, paymentId);
  if (status !== 'created' || lease?.status === 'canceled') return false;
  await tx.payment.update({ where: { id: paymentId }, data: { checkoutRef }, select: { id: true } });
  return true;
}

/** A payment that may not be presented (the cap, a blocked method, another one open, a canceled lease) has failed. */
async function failWhereRefused(
  { database, now }: ActivityDependencies,
  ref: PaymentActivityRef,
  error: unknown,
): Promise<PaymentPlan> {
  const isRefusal =
    error instanceof TenureError &&
    ['presentment_cap', 'not_possible', 'conflict', 'illegal_transition'].includes(error.code);
  if (!isRefusal) throw error;
  const outcome = { kind: 'failed', failureCode: error.code, message: error.message } as const;
  const { status } = await inOrganization(database, ref.organizationId, (tx) =>
    recordOutcome(tx, { ...ref, outcome, now: now() }),
  );
  return { status, presentmentId: null, isUnknown: false };
}

type Loaded = Awaited<ReturnType<typeof load>>;

async function load(database: Database, { organizationId, paymentId }: PaymentActivityRef) {
  const payment = await inOrganization(database, organizationId, (tx) =>
    tx.payment.findUnique({
      where: { id: paymentId },
      include: { tenant: true, lease: { include: { unit: { include: { property: true } } } } },
    }),
  );
  if (payment === null) throw notFound('payment');
  return payment;
}

function descriptionOf({ lease }: Loaded): string {
  return lease === null ? 'Payment' : `${lease.unit.property.addressLine1}, ${lease.unit.number}`;
}

/** What the page and, behind it, the bank say; null while there is nothing to write down. */
async function outcomeOfPage(
  deps: ActivityDependencies,
  payment: Loaded,
  isClosing: boolean,
): Promise<PaymentOutcome | null> {
  const { payments } = deps.vendors;
  if (payment.checkoutRef === null) return isClosing ? { kind: 'canceled' } : null;
  if (isClosing) await payments.expireCheckout(payment.checkoutRef);
  const page = await payments.retrieveCheckout(payment.checkoutRef);
  if (page.status === 'open') return null;
  if (page.status === 'expired') return { kind: 'canceled' };
  await keepMethod(deps, payment, page);
  if (page.paymentIntentId === null) return null;
  const outcome = await payments.retrieveOutcome(page.paymentIntentId);
  return toOutcome(outcome);
}

/** Remembers the way to pay that the payer asked to keep. */
async function keepMethod(deps: ActivityDependencies, payment: Loaded, page: Checkout): Promise<void> {
  const { paymentMethodId, customerId, metadata } = page;
  if (metadata.keep !== 'yes' || paymentMethodId === null || customerId === null || payment.tenantId === null) return;
  const { tenantId, organizationId } = payment;
  const summary = await deps.vendors.payments.retrievePaymentMethod(paymentMethodId);
  await inOrganization(deps.database, organizationId, async (tx) => {
    const id = await savePaymentMethod(
      tx,
      summaryToMethod(summary, { organizationId, tenantId, customerRef: customerId }),
    );
    await tx.payment.update({ where: { id: payment.id }, data: { paymentMethodId: id }, select: { id: true } });
  });
}
