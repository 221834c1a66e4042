import { achReturn } from '../../domain/ach-returns';
import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { type CardFeePolicy, cardFeePolicyOf } from '../../domain/card-fees';
import { cardDecline } from '../../domain/declines';
import { notFound } from '../../domain/errors';
import { partialPaymentsOf } from '../../domain/lease-terms';
import { type Cents, cents, maxCents, subtractCents, ZERO_CENTS } from '../../domain/money';
import type { PartialPayments } from '../../domain/partial-payments';
import { fromSqlCents } from '../cents';
import { type OpenChargeRow, openCharges, totalOpen } from '../charges/open-charges';
import type { Transaction } from '../database';
import { homeAddress } from '../leases/home-address';
import { typicalDebit } from '../mandates/typical-debit';
import { overPrisma } from '../sql-runner';

export type StoredMethod = {
  id: string;
  kind: string;
  brand: string | null;
  last4: string;
  isDefault: boolean;
  expiresOn: string | null;
};

/** What a tenant sees of their lease's money. */
export type Account = {
  address: string;
  zone: string;
  today: PlainDateString;
  dueDay: number;
  rentCents: Cents;
  tenantName: string;
  acceptingPayments: boolean;
  /** Called off before it began: nothing is owed and nothing can be paid. */
  isCanceled: boolean;
  /** Somebody lives there now: repairs can be reported. */
  isLivedIn: boolean;
  open: OpenChargeRow[];
  /** What was paid ahead and is used before anything else. */
  creditCents: Cents;
  /** What is to be paid now, after the credit. */
  totalCents: Cents;
  /** Of that, what is due by today. */
  dueCents: Cents;
  partial: PartialPayments;
  /** Two letters; with the policy it says what a card costs beside. */
  state: string;
  cardFee: CardFeePolicy;
  /** What a full month comes to. */
  typicalCents: Cents;
  /** Debits that the bank is still working on. */
  inTransitCents: Cents;
  /** The last payment, where it did not go well. */
  trouble: { kind: 'returned' | 'failed'; meaning: string; last4: string | null } | null;
  methods: StoredMethod[];
  autopay: { mandateId: string; method: StoredMethod; authorization: string; isOwn: boolean } | null;
};

/** @throws TenureError not_found where the tenant is not on the lease */
export async function readAccount(
  tx: Transaction,
  of: { organizationId: string; leaseId: string; tenantId: string; now: Date },
): Promise<Account> {
  const { organizationId, leaseId, tenantId } = of;
  const { lease, tenantName } = await leaseOf(tx, of);
  const today = localDateAt(of.now.getTime(), lease.timeZone);
  const methods = await methodsOf(tx, tenantId);
  const inTransitCents = await inTransitOf(tx, leaseId);
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  const creditCents = await creditOf(tx, { organizationId, leaseId });
  const due = open.filter((charge) => charge.dueOn <= today);
  const { settings } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { settings: true },
  });
  const trouble = await troubleOf(tx, leaseId);
  return {
    address: homeAddress(lease.unit),
    zone: lease.timeZone,
    today,
    dueDay: lease.dueDay,
    rentCents: fromSqlCents(lease.rentCents),
    tenantName,
    acceptingPayments: lease.acceptingPayments,
    isCanceled: lease.status === 'canceled',
    isLivedIn: lease.status === 'active',
    open,
    creditCents,
    totalCents: lessCredit(totalOpen(open), creditCents),
    dueCents: lessCredit(totalOpen(due), creditCents),
    partial: partialPaymentsOf(lease.terms),
    state: lease.state,
    cardFee: cardFeePolicyOf(settings),
    typicalCents: typicalDebit(lease, today),
    inTransitCents,
    trouble,
    methods,
    autopay: autopayOf(lease.mandates[0], tenantId),
  };
}

async function leaseOf(tx: Transaction, { leaseId, tenantId }: { leaseId: string; tenantId: string }) {
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: {
      unit: { include: { property: true } },
      tenants: { where: { tenantId }, include: { tenant: true } },
      mandates: { where: { status: 'active' }, include: { paymentMethod: true } },
    },
  });
  const own = lease?.tenants[0];
  if (lease === null || own === undefined) throw notFound('lease');
  return { lease, tenantName: own.tenant.name };
}

async function methodsOf(tx: Transaction, tenantId: string): Promise<StoredMethod[]> {
  const methods = await tx.paymentMethod.findMany({
    where: { tenantId, status: 'active' },
    orderBy: [{ isDefault: 'desc' }, { createdAt: 'desc' }],
    take: 8,
  });
  return methods.map(stored);
}

async function inTransitOf(tx: Transaction, leaseId: string): Promise<Cents> {
  const { _sum } = await tx.payment.aggregate({
    where: { leaseId, status: 'processing' },
    _sum: { amountCents: true },
  });
  return _sum.amountCents === null ? ZERO_CENTS : fromSqlCents(_sum.amountCents);
}

function autopayOf(
  mandate: { id: string; tenantId: string; authorization: string; paymentMethod: StoredMethod } | undefined,
  tenantId: string,
): Account['autopay'] {
  if (mandate === undefined) return null;
  const { id: mandateId, authorization } = mandate;
  return { mandateId, method: stored(mandate.paymentMethod), authorization, isOwn: mandate.tenantId === tenantId };
}

async function troubleOf(tx: Transaction, leaseId: string): Promise<Account['trouble']> {
  const last = await tx.payment.findFirst({
    where: { leaseId, status: { in: ['succeeded', 'processing', 'failed', 'reversed'] }, voidReason: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { paymentMethod: true },
  });
  if (last === null || (last.status !== 'failed' && last.status !== 'reversed')) return null;
  return {
    kind: last.status === 'reversed' ? 'returned' : 'failed',
    meaning: meaningOf(last),
    last4: last.paymentMethod?.last4 ?? null,
  };
}

/** Why it did not come: a failed try by its code, in words that every language has; a return as it was told. */
function meaningOf(last: {
  status: string;
  method: string | null;
  failureCode: string | null;
  failureMessage: string | null;
}): string {
  const { status, method, failureCode: code, failureMessage } = last;
  if (status !== 'failed' || code === null) return failureMessage ?? 'the bank did not say why';
  return method === 'card' ? cardDecline(code).meaning : achReturn(code).meaning;
}

function stored({ id, kind, brand, last4, isDefault, expiresOn }: StoredMethod): StoredMethod {
  return { id, kind, brand, last4, isDefault, expiresOn };
}

function lessCredit(total: Cents, credit: Cents): Cents {
  return maxCents(subtractCents(total, credit), ZERO_CENTS);
}

/** What a lease's tenants have paid ahead and no charge has taken yet. */
async function creditOf(tx: Transaction, of: { organizationId: string; leaseId: string }): Promise<Cents> {
  const [row] = await overPrisma(tx)<{ credit: string }>(
    `select greatest(coalesce(-sum(amount_cents), 0), 0)::text as credit from postings
     where organization_id = $1 and lease_id = $2 and account = 'tenant_credit'`,
    [of.organizationId, of.leaseId],
  );
  return cents(Number(row?.credit ?? 0));
}
