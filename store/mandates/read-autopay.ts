import { noticeBy, stopBy } from '../../domain/autopay-notices';
import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { methodLabel } from '../payments/method-label';
import { fromSqlDate } from '../plain-dates';
import { type UpcomingDebit, upcomingDebit } from './upcoming-debits';

/** A lease's autopay: who authorized what, what comes next, and the months that are stopped or paused. */
export type AutopayStanding = {
  leaseId: string;
  mandate: {
    id: string;
    tenantId: string;
    paymentMethodId: string;
    methodLabel: string;
    authorization: string;
    authorizedAt: Date;
    typicalCents: number | null;
  } | null;
  /** Why nothing will be asked for, where autopay is on and holds still for all months. */
  haltedBecause: string | null;
  next: (UpcomingDebit & { stopBy: PlainDateString; noticeBy: PlainDateString; isHeld: boolean }) | null;
  holds: { period: string; kind: string; debitOn: PlainDateString; inTime: boolean }[];
  notices: { period: string; amountCents: number; debitOn: PlainDateString; sentOn: PlainDateString }[];
};

/** @throws TenureError not_found */
export async function readAutopay(
  tx: Transaction,
  { leaseId, now }: { leaseId: string; now: Date },
): Promise<AutopayStanding> {
  const lease = await tx.lease.findUnique({ where: { id: leaseId } });
  if (lease === null) throw notFound('lease');
  const mandate = await tx.mandate.findFirst({
    where: { leaseId, status: 'active' },
    include: {
      paymentMethod: true,
      holds: { where: { liftedAt: null }, orderBy: { period: 'asc' } },
      notices: { orderBy: [{ debitOn: 'desc' }, { amountCents: 'desc' }], take: 12 },
    },
  });
  if (mandate === null) return { leaseId, mandate: null, haltedBecause: null, next: null, holds: [], notices: [] };
  const held = mandate.holds.map((hold) => hold.period);
  const debit = await upcomingDebit(tx, lease, localDateAt(now.getTime(), lease.timeZone), held);
  const holds = mandate.holds.map((hold) => ({
    period: hold.period,
    kind: hold.kind,
    debitOn: fromSqlDate(hold.debitOn),
    inTime: hold.inTime,
  }));
  return {
    leaseId,
    mandate: {
      id: mandate.id,
      tenantId: mandate.tenantId,
      paymentMethodId: mandate.paymentMethodId,
      methodLabel: methodLabel(mandate.paymentMethod),
      authorization: mandate.authorization,
      authorizedAt: mandate.authorizedAt,
      typicalCents: mandate.typicalCents === null ? null : fromSqlCents(mandate.typicalCents),
    },
    haltedBecause: lease.acceptingPayments ? null : 'You stopped accepting payments on this lease',
    next:
      debit === null
        ? null
        : {
            ...debit,
            stopBy: stopBy(debit.debitOn),
            noticeBy: noticeBy(debit.debitOn),
            isHeld: holds.some(({ period }) => period === debit.period),
          },
    holds,
    notices: mandate.notices.map((notice) => ({
      period: notice.period,
      amountCents: fromSqlCents(notice.amountCents),
      debitOn: fromSqlDate(notice.debitOn),
      sentOn: fromSqlDate(notice.sentOn),
    })),
  };
}
