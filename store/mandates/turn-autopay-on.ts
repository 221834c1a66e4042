import { isCardFeeNamed } from '../../domain/autopay-authorization';
import { localDateAt } from '../../domain/calendar';
import { cardFeePolicyOf } from '../../domain/card-fees';
import { notFound, TenureError } from '../../domain/errors';
import { LOCALES, localeOf } from '../../domain/locales';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { assertNotCanceled } from '../leases/assert-not-canceled';
import { homeAddress } from '../leases/home-address';
import { enqueueMessage } from '../messages/enqueue-message';
import { newId } from '../new-id';
import { methodLabel } from '../payments/method-label';
import { wakeCollections } from '../payments/wake-collections';
import { typicalDebit } from './typical-debit';

export type Authorization = {
  organizationId: string;
  leaseId: string;
  tenantId: string;
  paymentMethodId: string;
  /** The words the payer agreed to, whole (Regulation E, 12 CFR 1005.10(b)). */
  authorization: string;
  ip: string | null;
  userAgent: string | null;
  authorizedAt: Date;
};

/**
 * Turns autopay on for a lease with one way to pay: the one before ends, the payer gets a copy of what they
 * authorized, and what is open already is collected with it. Repeating with the same method changes nothing. @returns the mandate's id
 */
export async function turnAutopayOn(tx: Transaction, given: Authorization): Promise<string> {
  const { organizationId, leaseId, tenantId, paymentMethodId, authorizedAt } = given;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const active = await tx.mandate.findFirst({ where: { leaseId, status: 'active' } });
  if (active?.paymentMethodId === paymentMethodId) return active.id;
  const method = await usableMethod(tx, given);
  const lease = await leaseOf(tx, given);
  if (active !== null) {
    const ended = { status: 'ended', endedAt: authorizedAt, endedReason: 'replaced' };
    await tx.mandate.update({ where: { id: active.id }, data: ended, select: { id: true } });
  }
  const org = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const id = await createMandate(tx, given, lease, org.settings);
  // What the payer stopped stays stopped, whichever way to pay they use.
  if (active?.tenantId === tenantId) {
    await tx.debitHold.updateMany({ where: { mandateId: active.id, liftedAt: null }, data: { mandateId: id } });
  }
  if (!method.isDefault) await makeDefaultIfFirst(tx, method);
  await appendEvent(tx, {
    organizationId,
    type: 'autopay.on',
    subjectId: id,
    alsoAbout: [leaseId, tenantId, lease.unitId, lease.unit.propertyId],
    payload: { method: method.kind, last4: method.last4 },
    actor: tenantId,
  });
  await sendCopy(tx, { ...given, mandateId: id }, method, { org: org.name, address: homeAddress(lease.unit) });
  await wakeCollections(tx, { organizationId, leaseId });
  return id;
}

type Method = Awaited<ReturnType<typeof usableMethod>>;
type LeaseOfPayer = Awaited<ReturnType<typeof leaseOf>>;

async function usableMethod(tx: Transaction, { paymentMethodId, tenantId }: Authorization) {
  const method = await tx.paymentMethod.findUnique({ where: { id: paymentMethodId }, include: { tenant: true } });
  if (method === null || method.tenantId !== tenantId) throw notFound('way to pay');
  if (method.status !== 'active') throw new TenureError('not_possible', 'This way to pay cannot be used any more.');
  return method;
}

async function leaseOf(tx: Transaction, { leaseId, tenantId }: Authorization) {
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { unit: { include: { property: true } }, tenants: { where: { tenantId } } },
  });
  if (lease === null || lease.tenants.length === 0) throw notFound('lease');
  assertNotCanceled(lease);
  return lease;
}

/** @returns the mandate's id */
async function createMandate(
  tx: Transaction,
  given: Authorization,
  lease: LeaseOfPayer,
  settings: unknown,
): Promise<string> {
  const today = localDateAt(given.authorizedAt.getTime(), lease.timeZone);
  const policy = cardFeePolicyOf(settings);
  const agreed = LOCALES.some((locale) => isCardFeeNamed(given.authorization, policy, lease.state, locale));
  const { id } = await tx.mandate.create({
    data: {
      id: newId('mandate'),
      ...given,
      typicalCents: BigInt(typicalDebit(lease, today)),
      // Only what the payer's own words name may be charged beside the rent.
      ...(agreed ? { cardFee: policy as object } : {}),
    },
    select: { id: true },
  });
  return id;
}

async function makeDefaultIfFirst(tx: Transaction, { id, tenantId }: Method): Promise<void> {
  if ((await tx.paymentMethod.count({ where: { tenantId, isDefault: true } })) > 0) return;
  await tx.paymentMethod.update({ where: { id }, data: { isDefault: true }, select: { id: true } });
}

/** Whoever authorizes debits gets a copy of it (Regulation E, 12 CFR 1005.10(b)). */
async function sendCopy(
  tx: Transaction,
  { organizationId, leaseId, mandateId, authorization }: Authorization & { mandateId: string },
  method: Method,
  about: { org: string; address: string },
): Promise<void> {
  const { tenant } = method;
  await enqueueMessage(tx, {
    organizationId,
    kind: 'autopay_on',
    to: tenant,
    variables: {
      ...about,
      name: tenant.name,
      method: methodLabel(method, localeOf(tenant.locale)),
      authorization,
    },
    subjectId: leaseId,
    dedupeKey: `mandate/${mandateId}/on`,
  });
}
