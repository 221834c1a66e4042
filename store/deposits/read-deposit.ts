import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { type Cents, cents, subtractCents, sumCents } from '../../domain/money';
import type { DepositStatus } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';
import { homeAddress } from '../leases/home-address';
import { fromSqlDate, fromSqlDateOrNull } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { depositStanding } from './deposit-standing';
import { depositStatus } from './deposit-status';

const PARTS = {
  lease: {
    include: {
      unit: { include: { property: true } },
      tenants: { orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }], include: { tenant: true } },
    },
  },
  movements: {
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { proofs: { include: { media: true } }, tenant: true, charge: true, refund: true },
  },
} satisfies Prisma.DepositInclude;

/** What became of a deposit in one step. */
export type DepositLine = {
  id: string;
  /** `return_failed`: a return to a card or bank account did not arrive, and is held again. */
  kind: 'interest' | 'deduction' | 'return' | 'return_failed' | 'transfer';
  status: 'posted' | 'voided';
  amountCents: Cents;
  effectiveOn: PlainDateString;
  reason: string | null;
  purpose: 'damage' | 'charge' | null;
  chargeId: string | null;
  chargeLabel: string | null;
  tenant: { id: string; name: string } | null;
  method: string | null;
  reference: string | null;
  address: string | null;
  refund: { id: string; status: string } | null;
  toLeaseId: string | null;
  fromOn: PlainDateString | null;
  toOn: PlainDateString | null;
  rule: unknown;
  proofs: { mediaId: string; kind: 'photo' | 'receipt'; objectKey: string; contentType: string; alt: string }[];
  createdBy: string;
  createdAt: Date;
  voidReason: string | null;
};

/** A lease's deposit with everything that became of it. The amounts are the ledger's. */
export type DepositAccount = Awaited<ReturnType<typeof readDeposit>>;

/** Reads a lease's deposit. @throws TenureError not_found where none was ever received */
export async function readDeposit(tx: Transaction, of: { organizationId: string; leaseId: string; now: Date }) {
  const row = await tx.deposit.findUnique({ where: { leaseId: of.leaseId }, include: PARTS });
  if (row === null) throw notFound('deposit');
  const standing = await depositStanding(tx, of);
  const lines = row.movements.map(toLine);
  const { lease } = row;
  return {
    id: row.id,
    organizationId: row.organizationId,
    leaseId: row.leaseId,
    status: depositStatus(row.status),
    state: lease.state,
    timeZone: lease.timeZone,
    today: localDateAt(of.now.getTime(), lease.timeZone),
    leaseStatus: lease.status,
    address: homeAddress(lease.unit),
    place: `${lease.unit.property.city}, ${lease.unit.property.state} ${lease.unit.property.postalCode}`,
    propertyId: lease.unit.propertyId,
    unitId: lease.unitId,
    tenants: lease.tenants.map(({ tenant, shareBps }) => ({ ...tenant, shareBps })),
    startsOn: fromSqlDate(lease.startsOn),
    movedOutOn: fromSqlDateOrNull(row.movedOutOn),
    dueOn: fromSqlDateOrNull(row.dueOn),
    rule: row.rule,
    forwardingAddress: row.forwardingAddress,
    warned: row.warned,
    settledAt: row.settledAt,
    statementDocumentId: row.statementDocumentId,
    statementSentAt: row.statementSentAt,
    ...standing,
    ...totalsOf(lines, standing.heldCents),
    lines,
  };
}

/** What was received is what is held and what became of the rest, less the interest added. */
function totalsOf(lines: readonly DepositLine[], heldCents: Cents) {
  const of = (kind: DepositLine['kind']) =>
    sumCents(lines.filter((line) => line.kind === kind && line.status === 'posted').map((line) => line.amountCents));
  const [interestCents, deductedCents, transferredCents] = [of('interest'), of('deduction'), of('transfer')];
  const returnedCents = subtractCents(of('return'), of('return_failed'));
  const receivedCents = cents(heldCents + deductedCents + returnedCents + transferredCents - interestCents);
  return { receivedCents, interestCents, deductedCents, returnedCents, transferredCents };
}

type MovementRow = Prisma.DepositMovementGetPayload<{ include: typeof PARTS.movements.include }>;

const KINDS = ['interest', 'deduction', 'return', 'return_failed', 'transfer'] as const;

function toLine(row: MovementRow): DepositLine {
  const kind = KINDS.find((known) => known === row.kind);
  if (kind === undefined) throw new Error(`deposit movement ${row.id} has the unknown kind ${row.kind}`);
  return {
    id: row.id,
    kind,
    status: row.status === 'voided' ? 'voided' : 'posted',
    amountCents: fromSqlCents(row.amountCents),
    effectiveOn: fromSqlDate(row.effectiveOn),
    reason: row.reason,
    purpose: row.purpose === 'damage' || row.purpose === 'charge' ? row.purpose : null,
    chargeId: row.chargeId,
    chargeLabel: row.charge?.label ?? null,
    tenant: row.tenant === null ? null : { id: row.tenant.id, name: row.tenant.name },
    method: row.method,
    reference: row.reference,
    address: row.address,
    refund: row.refund === null ? null : { id: row.refund.id, status: row.refund.status },
    toLeaseId: row.toLeaseId,
    fromOn: fromSqlDateOrNull(row.fromOn),
    toOn: fromSqlDateOrNull(row.toOn),
    rule: row.rule,
    proofs: row.proofs.map(({ mediaId, kind: proof, media }) => ({
      mediaId,
      kind: proof === 'receipt' ? 'receipt' : 'photo',
      objectKey: media.objectKey,
      contentType: media.contentType,
      alt: media.alt,
    })),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    voidReason: row.voidReason,
  };
}

/** A deposit in the list of all. */
export type ListedDeposit = {
  id: string;
  leaseId: string;
  status: DepositStatus;
  heldCents: number;
  movedOutOn: string | null;
  dueOn: string | null;
  sortOn: string;
  timeZone: string;
  address: string;
  tenants: string[];
  state: string;
};

const LIST = `
  select d.id, d.lease_id as "leaseId", d.status, coalesce(-b.balance_cents, 0)::text as held,
    d.moved_out_on::text as "movedOutOn", d.due_on::text as "dueOn",
    coalesce(d.due_on, date '9999-12-31')::text as "sortOn", l.time_zone as "timeZone", l.state,
    p.address_line1 || ', ' || u.number as address,
    array(select t.name from lease_tenants lt join tenants t on t.id = lt.tenant_id where lt.lease_id = d.lease_id
      order by lt.is_primary desc, t.id) as tenants
  from deposits d join leases l on l.id = d.lease_id join units u on u.id = l.unit_id join properties p on p.id = u.property_id
    left join lease_balances b on b.lease_id = d.lease_id and b.account = 'deposits_held'
  where d.organization_id = $1 and ($2::text is null or d.status = $2)
    and ($3::date is null or (coalesce(d.due_on, date '9999-12-31'), d.id) > ($3::date, $4::text))
  order by coalesce(d.due_on, date '9999-12-31'), d.id limit $5`;

/** Deposits, those that must be back soonest first; one more than `limit` where there are more. */
export async function listDeposits(
  tx: Transaction,
  filter: {
    organizationId: string;
    status?: DepositStatus | undefined;
    after?: { date: string; id: string } | undefined;
    limit: number;
  },
): Promise<ListedDeposit[]> {
  const rows = await overPrisma(tx)<Omit<ListedDeposit, 'heldCents'> & { held: string }>(LIST, [
    filter.organizationId,
    filter.status ?? null,
    filter.after?.date ?? null,
    filter.after?.id ?? null,
    filter.limit + 1,
  ]);
  return rows.map(({ held, ...row }) => ({ ...row, status: depositStatus(row.status), heldCents: Number(held) }));
}
