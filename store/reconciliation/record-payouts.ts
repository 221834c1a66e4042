import { payoutArrived, payoutReturned } from '../../domain/ledger';
import { cents } from '../../domain/money';
import type { VendorPayout } from '../../domain/reconciliation/movements';
import { statesOf } from '../../domain/states';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';

type PayoutOf = { organizationId: string; account: string };
/** A payout with what it pays out: all of it, and this organization's part. */
export type ReadPayout = VendorPayout & { itemsCents: number | null; ownCents: number };

/** The payouts of a page that were not yet seen in their present status. */
export async function newPayouts(tx: Transaction, payouts: readonly VendorPayout[]): Promise<VendorPayout[]> {
  const known = await tx.vendorPayout.findMany({ where: { vendorRef: { in: payouts.map(({ ref }) => ref) } } });
  const seen = new Set(known.map(({ vendorRef, status }) => `${vendorRef} ${status}`));
  return payouts.filter(({ ref, status }) => !seen.has(`${ref} ${status}`));
}

/**
 * Writes down what of a payout of the platform's account is an organization's, once: that is none of the business of one
 * with an account of its own.
 */
export async function recordPlatformPayout(
  tx: Transaction,
  { organizationId, payout }: { organizationId: string; payout: ReadPayout },
): Promise<void> {
  const own = await tx.connectAccount.count({ where: { ownerId: null, vendorRef: { not: null } } });
  if (own === 0) await recordPayout(tx, { organizationId, account: '', payout });
}

/** Writes a payout down in its present status, once; one that holds nothing of the organization's is not written. */
export async function recordPayout(
  tx: Transaction,
  { organizationId, account, payout }: PayoutOf & { payout: ReadPayout },
): Promise<void> {
  if (account === '' && payout.ownCents === 0) return;
  const row = {
    id: newId('vendorPayout'),
    organizationId,
    account,
    vendorRef: payout.ref,
    status: statesOf('vendor_payout').find((known) => known === payout.status) ?? 'pending',
    amountCents: BigInt(payout.amountCents),
    itemsCents: payout.itemsCents === null ? null : BigInt(payout.itemsCents),
    ownCents: BigInt(payout.ownCents),
    arrivesOn: toSqlDate(payout.arrivesAt.toISOString().slice(0, 10)),
    failureCode: payout.failureCode,
    occurredAt: payout.occurredAt,
  };
  await tx.vendorPayout.createMany({ data: [row], skipDuplicates: true });
}

type Row = {
  vendor_ref: string;
  status: string;
  cents: bigint;
  arrives_on: Date;
  failure_code: string | null;
};

const UNBOOKED = `
  select p.vendor_ref, p.status, p.own_cents as cents, p.arrives_on, p.failure_code from vendor_payouts p
  where p.organization_id = $1 and p.own_cents <> 0 and (
    (p.status = 'paid' and not exists (select from journal_entries e where e.organization_id = $1 and e.idempotency_key = 'payout/' || p.vendor_ref))
    or (p.status = 'failed' and exists (select from journal_entries e where e.organization_id = $1 and e.idempotency_key = 'payout/' || p.vendor_ref)
      and not exists (select from journal_entries e where e.organization_id = $1 and e.idempotency_key = 'payout/' || p.vendor_ref || '/returned')))
  order by (p.status = 'failed'), p.occurred_at, p.vendor_ref limit 500`;

/** Books payouts that arrived, and those that came back after they had. Done again, it books nothing. @returns how many */
export async function bookPayouts(tx: Transaction, organizationId: string): Promise<number> {
  const run = overPrisma(tx);
  const rows = await run<Row>(UNBOOKED, [organizationId]);
  for (const row of rows) {
    const amountCents = cents(Number(row.cents));
    const isBack = row.status === 'failed';
    await postEntries(run, organizationId, [
      {
        idempotencyKey: `payout/${row.vendor_ref}${isBack ? '/returned' : ''}`,
        entry: isBack ? payoutReturned(amountCents) : payoutArrived(amountCents),
        description: isBack ? 'Payout sent back by the bank' : 'Payout of the payment service',
        effectiveOn: fromSqlDate(row.arrives_on),
        subjectId: row.vendor_ref,
      },
    ]);
    await appendEvent(tx, {
      organizationId,
      type: isBack ? 'payout.returned' : 'payout.arrived',
      subjectId: row.vendor_ref,
      payload: { amount_cents: amountCents, ...(isBack ? { reason: row.failure_code ?? '' } : {}) },
    });
  }
  return rows.length;
}
