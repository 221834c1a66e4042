import { addDays, type PlainDateString, periodOf, periodsBetween } from '../../domain/calendar';
import { type ChargeKind, isChargeKind } from '../../domain/charge-kinds';
import type { Cents } from '../../domain/money';
import { chargesForPeriod } from '../../domain/rent-schedule';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { homeAddress } from '../leases/home-address';
import { termsOfLease } from '../leases/lock-lease';
import { fromSqlDate } from '../plain-dates';

/** A payment as its payer looks it up later. */
export type Receipt = {
  paymentId: string;
  paidOn: PlainDateString;
  status: 'succeeded' | 'processing' | 'reversed' | 'refunded';
  amountCents: Cents;
  feeCents: Cents;
  method: string | null;
  paymentMethod: { brand: string | null; kind: string; last4: string } | null;
  voided: boolean;
  /** What it paid. */
  paid: { kind: ChargeKind; label: string; period: string; amountCents: Cents }[];
  /** What of it was given back since. */
  refundedCents: Cents;
  /** Who paid; where nobody is named on it, everybody on the lease. */
  payer: string;
  home: string;
  /** City, state and ZIP code. */
  place: string;
};

const BY_RANK = [{ isPrimary: 'desc' as const }, { tenantId: 'asc' as const }];

const KEPT = ['succeeded', 'processing', 'reversed', 'refunded'] as const;

/** A lease's payments that moved money, the latest first: a tenant's receipts. With `paymentId`, only that one. */
export async function readReceipts(
  tx: Transaction,
  { leaseId, paymentId, limit }: { leaseId: string; paymentId?: string | undefined; limit: number },
): Promise<Receipt[]> {
  const rows = await tx.payment.findMany({
    where: { leaseId, status: { in: [...KEPT] }, ...(paymentId === undefined ? {} : { id: paymentId }) },
    orderBy: [{ effectiveOn: 'desc' }, { id: 'desc' }],
    take: limit,
    include: {
      paymentMethod: true,
      tenant: true,
      allocations: { where: { voidedAt: null }, include: { charge: true } },
    },
  });
  const { unit, tenants } = await tx.lease.findUniqueOrThrow({
    where: { id: leaseId },
    include: { unit: { include: { property: true } }, tenants: { include: { tenant: true }, orderBy: BY_RANK } },
  });
  const { city, state, postalCode } = unit.property;
  const everybody = tenants.map(({ tenant }) => tenant.name).join(', ');
  return rows.map((row) => ({
    paymentId: row.id,
    paidOn: fromSqlDate(row.effectiveOn),
    status: KEPT.find((known) => known === row.status) ?? 'succeeded',
    amountCents: fromSqlCents(row.amountCents),
    feeCents: fromSqlCents(row.feeCents),
    method: row.method,
    paymentMethod: row.paymentMethod,
    voided: row.voidReason !== null,
    paid: row.allocations.flatMap(({ charge, amountCents }) =>
      isChargeKind(charge.kind)
        ? [{ kind: charge.kind, label: charge.label, period: charge.period, amountCents: fromSqlCents(amountCents) }]
        : [],
    ),
    refundedCents: fromSqlCents(row.refundedCents),
    payer: row.tenant?.name ?? everybody,
    home: homeAddress(unit),
    place: `${city}, ${state} ${postalCode}`,
  }));
}

/** A charge that is not posted yet. */
export type Upcoming = { kind: ChargeKind; label: string; period: string; dueOn: PlainDateString; amountCents: Cents };

const AHEAD_DAYS = 62;

/** What the lease will charge in the next two months and has not yet; nothing where it is not running. */
export async function upcomingCharges(
  tx: Transaction,
  { leaseId, today }: { leaseId: string; today: PlainDateString },
): Promise<Upcoming[]> {
  const lease = await tx.lease.findUniqueOrThrow({ where: { id: leaseId } });
  if (!['scheduled', 'active'].includes(lease.status)) return [];
  const terms = termsOfLease(lease);
  const until = addDays(today, AHEAD_DAYS);
  const periods = periodsBetween(periodOf(today), periodOf(until));
  const posted = await tx.charge.findMany({
    where: { leaseId, period: { in: periods } },
    select: { period: true, kind: true, item: true },
  });
  const keyOf = (charge: { period: string; kind: string; item: string }) =>
    [charge.period, charge.kind, charge.item].join('|');
  const standing = new Set(posted.map(keyOf));
  return periods
    .flatMap((period) => chargesForPeriod(terms, period))
    .filter((charge) => charge.dueOn > today && charge.dueOn <= until && !standing.has(keyOf(charge)))
    .map(({ kind, label, period, dueOn, amountCents }) => ({ kind, label, period, dueOn, amountCents }));
}
