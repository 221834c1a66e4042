import { type DebitAllowed, debitAllowed } from '../../domain/autopay-notices';
import type { PlainDateString } from '../../domain/calendar';
import { addCents, type Cents, cents, maxCents } from '../../domain/money';
import type { MethodKind } from '../../domain/presentments';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { noticeDebit } from '../mandates/notice-debit';
import { columns } from '../rows';
import { overPrisma } from '../sql-runner';
import { obligationOf } from './obligations';

/** The autopay that may ask for a lease's month, with what it took and told of that month before. */
export type StandingMandate = {
  id: string;
  leaseId: string;
  tenantId: string;
  paymentMethodId: string;
  methodKind: MethodKind;
  /** The card fee that the payer's authorization names. */
  cardFee: unknown;
  /** The amount that the authorization named. */
  typicalCents: bigint | null;
  /** The last debit by this authorization that went out. */
  lastCents: bigint | null;
  /** What autopay took for this month already. */
  takenCents: bigint;
  /** Of the months asked about, the ones that the payer stopped or paused. */
  held: string[];
  /** Amounts that the payer was told of for this month. */
  notices: { amountCents: number; sentOn: string }[];
};

// What comes back after the lease has ended stays on the account: nobody is debited for it by itself.
const STANDING = `
  select ${columns('m', 'id', 'leaseId', 'tenantId', 'paymentMethodId', 'cardFee', 'typicalCents')}, pm.kind as "methodKind",
    (select p.amount_cents from payments p
      where p.lease_id = m.lease_id and p.tenant_id = m.tenant_id and p.kind = 'autopay'
        and p.status in ('processing', 'succeeded') and p.created_at >= m.authorized_at
      order by p.created_at desc, p.id desc limit 1) as "lastCents",
    (select coalesce(sum(p.amount_cents), 0)::bigint from payments p
      where p.obligation = $3 and p.kind = 'autopay' and p.status in ('processing', 'succeeded')) as "takenCents",
    array(select h.period from debit_holds h
      where h.mandate_id = m.id and h.period = any($4::text[]) and h.lifted_at is null) as held,
    array(select jsonb_build_object('amountCents', n.amount_cents, 'sentOn', n.sent_on) from debit_notices n
      where n.mandate_id = m.id and n.period = $2) as notices
  from mandates m join payment_methods pm on pm.id = m.payment_method_id join leases l on l.id = m.lease_id
  where m.lease_id = $1 and m.status = 'active' and pm.status = 'active'
    and l.status not in ('ended', 'closed', 'canceled')
  limit 1`;

/**
 * The lease's autopay, all that a debit by it asks for in one statement; null where there is none.
 * @param months `YYYY-MM`: the month itself and older ones that are asked for with it
 */
export async function standingMandate(
  tx: Transaction,
  { leaseId, period, months }: { leaseId: string; period: string; months: readonly string[] },
): Promise<StandingMandate | null> {
  const parameters = [leaseId, period, obligationOf(leaseId, period), months];
  const [mandate] = await overPrisma(tx)<StandingMandate>(STANDING, parameters);
  return mandate ?? null;
}

export type DebitStep = {
  organizationId: string;
  period: string;
  /** With it the payer is told at once of an amount that has to wait for its notice. */
  linkKey?: Buffer;
  now: Date;
};

/**
 * How much autopay may take today: the usual amount (the last debit, at least what the authorization named), more only
 * ten days after the payer was told (Regulation E, 12 CFR 1005.10(d)). Whoever was not told of the rest is told now.
 */
export async function debitOf(
  tx: Transaction,
  { organizationId, period, linkKey, now }: DebitStep,
  mandate: StandingMandate,
  owedCents: Cents,
  today: PlainDateString,
): Promise<DebitAllowed> {
  const { typicalCents, lastCents } = mandate;
  const usualCents =
    typicalCents === null ? null : maxCents(fromSqlCents(typicalCents), fromSqlCents(lastCents ?? typicalCents));
  const takenCents = fromSqlCents(mandate.takenCents);
  const given = mandate.notices.map((row) => ({
    amountCents: cents(row.amountCents),
    sentOn: row.sentOn as PlainDateString,
  }));
  const wanted = addCents(owedCents, takenCents);
  const allowed = debitAllowed(wanted, usualCents, given, today);
  const left = { ...allowed, amountCents: cents(Math.max(0, allowed.amountCents - takenCents)) };
  if (allowed.restFrom !== null && usualCents !== null && linkKey !== undefined) {
    const notice = { organizationId, mandateId: mandate.id, period, linkKey, now, today };
    await noticeDebit(tx, { ...notice, amountCents: wanted, usualCents, debitOn: allowed.restFrom });
  }
  return left;
}
