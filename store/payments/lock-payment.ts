import { notFound, TenureError } from '../../domain/errors';
import { assertMayBecome, type PaymentStatus, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import type { Payment } from '../generated/client';
import { fromSqlDate } from '../plain-dates';
import { columns, updateRow } from '../rows';
import { overPrisma } from '../sql-runner';

export type LockedPayment = Awaited<ReturnType<typeof lockPayment>>;

const LOCK_LEASE = `
  select l.id from leases l join payments p on p.lease_id = l.id where p.id = $1 for update of l`;

const NAMES = [
  ...(['id', 'organizationId', 'leaseId', 'tenantId', 'kind', 'method', 'paymentMethodId', 'amountCents'] as const),
  ...(['currency', 'status', 'obligation', 'effectiveOn', 'workflowId', 'checkoutRef', 'vendorRef'] as const),
  ...(['failureCode', 'failureMessage', 'note', 'recordedBy', 'feeCents', 'feeRule', 'correctsId'] as const),
  ...(['voidReason', 'receiptMediaId', 'returnedCents', 'covers', 'spares', 'planId', 'routedFor'] as const),
  ...(['routedAt', 'routeAccount', 'platformFeeCents', 'refundedCents', 'settledAt', 'reversedAt'] as const),
  ...(['createdAt'] as const),
];

/** With whom and what it is for, in one statement: this is done several times for every payment. */
const LOCK_PAYMENT = `
  select ${columns('p', ...NAMES)}, ${columns('l', 'state', 'terms', 'timeZone', 'unitId')}, l.status as "leaseStatus",
    ${columns('u', 'number', 'propertyId')}, h.address_line1 as "addressLine1", o.name as "organizationName",
    ${columns('t', 'email', 'phone', 'locale')}, t.name as "payerName",
    ${columns('m', 'brand', 'last4')}, m.kind as "methodKind", m.vendor_ref as "methodRef", m.status as "methodStatus"
  from payments p join organizations o on o.id = p.organization_id
    left join leases l on l.id = p.lease_id left join units u on u.id = l.unit_id
    left join properties h on h.id = u.property_id left join tenants t on t.id = p.tenant_id
    left join payment_methods m on m.id = p.payment_method_id
  where p.id = $1 for update of p`;

/** The lease, its unit and property, the payer and the method as far as money has to know of them. */
type Around = {
  organizationName: string;
  leaseStatus: string | null;
  state: string;
  terms: unknown;
  timeZone: string;
  unitId: string;
  number: string;
  propertyId: string;
  addressLine1: string;
  payerName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  methodKind: string | null;
  brand: string | null;
  last4: string;
  methodRef: string;
  methodStatus: string;
};

/**
 * Takes a payment's row for this transaction, after its lease's, so that everything that moves a lease's money goes
 * one after the other and always locks in the same order.
 * @throws TenureError not_found
 */
export async function lockPayment(tx: Transaction, paymentId: string) {
  const run = overPrisma(tx);
  await run(LOCK_LEASE, [paymentId]);
  const [row] = await run<Row>(LOCK_PAYMENT, [paymentId]);
  if (row === undefined) throw notFound('payment');
  const status = statesOf('payment').find((known) => known === row.status);
  if (status === undefined) throw new TenureError('internal', 'The payment has a state nobody knows.');
  return {
    ...row,
    status,
    amountCents: fromSqlCents(row.amountCents),
    effectiveOn: fromSqlDate(row.effectiveOn),
    lease: leaseOf(row),
    tenant: tenantOf(row),
    paymentMethod: methodOf(row),
  };
}

type Row = Pick<Payment, (typeof NAMES)[number]> & Around;

function leaseOf({ leaseId, leaseStatus, state, terms, timeZone, unitId, number, propertyId, addressLine1 }: Row) {
  if (leaseId === null || leaseStatus === null) return null;
  const unit = { id: unitId, number, propertyId, property: { id: propertyId, addressLine1 } };
  return { id: leaseId, status: leaseStatus, state, terms, timeZone, unitId, unit };
}

function tenantOf({ tenantId, payerName, email, phone, locale }: Row) {
  return tenantId === null || payerName === null ? null : { id: tenantId, name: payerName, email, phone, locale };
}

function methodOf({ paymentMethodId, methodKind, brand, last4, methodRef, methodStatus }: Row) {
  if (paymentMethodId === null || methodKind === null) return null;
  return { id: paymentMethodId, kind: methodKind, brand, last4, vendorRef: methodRef, status: methodStatus };
}

/** Moves a locked payment on. @throws TenureError illegal_transition */
export async function movePayment(
  tx: Transaction,
  payment: { id: string; status: PaymentStatus },
  to: PaymentStatus,
  facts: {
    vendorRef?: string;
    failureCode?: string | null;
    failureMessage?: string | null;
    settledAt?: Date;
    reversedAt?: Date;
    voidReason?: string;
  } = {},
): Promise<void> {
  assertMayBecome('payment', payment.status, to);
  await updateRow(overPrisma(tx), 'payments', payment.id, { status: to, ...facts });
}
