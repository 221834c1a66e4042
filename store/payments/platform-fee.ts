import { localDateAt } from '../../domain/calendar';
import { platformFeeKept, platformFeeReturned } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { platformFeeBackCents } from '../../domain/owners/platform-fee';
import type { Transaction } from '../database';
import { postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';
import type { LockedPayment } from './lock-payment';

type OnLease = LockedPayment & { leaseId: string; lease: NonNullable<LockedPayment['lease']> };
type Route = { routeAccount: string | null; platformFeeCents: bigint };

/** Books what the platform kept of a payment that came through, and keeps with it by which way it came. */
export async function postPlatformFee(tx: Transaction, payment: OnLease, presented: Route | null): Promise<void> {
  const route = presented ?? payment;
  const { id: paymentId, organizationId, leaseId, effectiveOn } = payment;
  if (route.routeAccount === null) return;
  if (presented !== null) {
    const { routeAccount, platformFeeCents } = presented;
    await tx.payment.update({
      where: { id: paymentId },
      data: { routeAccount, platformFeeCents },
      select: { id: true },
    });
  }
  if (route.platformFeeCents === 0n) return;
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `payment/${paymentId}/platform-fee`,
      entry: platformFeeKept({ leaseId, paymentId }, cents(Number(route.platformFeeCents))),
      description: 'Platform fee',
      effectiveOn,
      leaseId,
      subjectId: paymentId,
    },
  ]);
}

/**
 * Books the part of the platform's fee that went back with a part of the payment: together with what went back before
 * it is in proportion, so that all of it is back once all of the payment is.
 * @param key of this return alone
 */
export async function returnPlatformFee(
  tx: Transaction,
  payment: OnLease,
  { key, now }: { key: string; now: Date },
): Promise<void> {
  const { id: paymentId, organizationId, leaseId, lease } = payment;
  const { amountCents, feeCents, platformFeeCents, returnedCents, status } = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
  });
  if (platformFeeCents === 0n) return;
  const kept = await tx.posting.aggregate({
    where: { account: 'platform_fees', entry: { organizationId, subjectId: paymentId } },
    _sum: { amountCents: true },
  });
  const standing = Number(kept._sum.amountCents ?? 0n);
  // A refund by check leaves the bank and not the payment service: the fee stays. One that left and failed gave it back.
  const sent = await tx.refund.aggregate({
    where: { paymentId, method: 'original', sentAt: { not: null } },
    _sum: { amountCents: true, feeCents: true },
  });
  const refunded = Number((sent._sum.amountCents ?? 0n) + (sent._sum.feeCents ?? 0n));
  const wholeCents = Number(amountCents + feeCents);
  const taken = Number(returnedCents + (status === 'reversed' ? feeCents : 0n));
  const goneCents = Math.min(wholeCents, refunded + taken);
  const due = platformFeeBackCents(cents(Number(platformFeeCents)), { wholeCents, goneCents });
  const back = cents(due - (Number(platformFeeCents) - standing));
  if (back <= 0) return;
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `payment/${paymentId}/platform-fee/back/${key}`,
      entry: platformFeeReturned({ leaseId, paymentId }, back),
      description: 'Platform fee given back',
      effectiveOn: localDateAt(now.getTime(), lease.timeZone),
      leaseId,
      subjectId: paymentId,
    },
  ]);
}
