import { stopBy } from '../../domain/autopay-notices';
import type { PlainDateString } from '../../domain/calendar';
import { localeOf } from '../../domain/locales';
import type { Cents } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { newId } from '../new-id';
import { methodLabel } from '../payments/method-label';
import { toSqlDate } from '../plain-dates';

const LINK_DAYS = 45;

export type Notice = {
  organizationId: string;
  mandateId: string;
  period: string;
  amountCents: Cents;
  usualCents: Cents;
  debitOn: PlainDateString;
  today: PlainDateString;
  linkKey: Buffer;
  now: Date;
};

/**
 * What the payer is used to: the last debit by this authorization that went out, else the amount it named. Null for
 * an authorization from before that was kept, which has debited nothing yet.
 */
export async function usualDebitOf(
  tx: Transaction,
  mandate: { id: string; leaseId: string; tenantId: string; authorizedAt: Date; typicalCents: bigint | null },
): Promise<{ lastCents: Cents | null; typicalCents: Cents | null }> {
  const last = await tx.payment.findFirst({
    where: {
      leaseId: mandate.leaseId,
      tenantId: mandate.tenantId,
      kind: 'autopay',
      status: { in: ['processing', 'succeeded'] },
      createdAt: { gte: mandate.authorizedAt },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { amountCents: true },
  });
  return {
    lastCents: last === null ? null : fromSqlCents(last.amountCents),
    typicalCents: mandate.typicalCents === null ? null : fromSqlCents(mandate.typicalCents),
  };
}

/**
 * Tells the payer of autopay that a debit will differ from the usual one, by when they can stop it, and why (by link).
 * Once for each month and amount. @returns whether this call told them
 */
export async function noticeDebit(tx: Transaction, notice: Notice): Promise<boolean> {
  const { organizationId, mandateId, period, amountCents, usualCents, debitOn, today, linkKey, now } = notice;
  const mandate = await tx.mandate.findUniqueOrThrow({
    where: { id: mandateId },
    include: {
      tenant: true,
      paymentMethod: true,
      lease: { include: { unit: { include: { property: true } } } },
    },
  });
  const { leaseId, tenant, lease } = mandate;
  const { count } = await tx.debitNotice.createMany({
    data: [
      {
        id: newId('debitNotice'),
        organizationId,
        mandateId,
        leaseId,
        period,
        amountCents: BigInt(amountCents),
        usualCents: BigInt(usualCents),
        debitOn: toSqlDate(debitOn),
        sentOn: toSqlDate(today),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await appendEvent(tx, {
    organizationId,
    type: 'autopay.amount_noticed',
    subjectId: mandateId,
    alsoAbout: [leaseId, tenant.id],
    payload: { amount_cents: amountCents, usual_cents: usualCents, debit_on: debitOn, period },
  });
  const expiresAt = new Date(now.getTime() + LINK_DAYS * 86_400_000);
  const party = { partyId: tenant.id, locale: tenant.locale, expiresAt };
  const linkId = await createLink(tx, linkKey, { organizationId, purpose: 'portal', subjectId: leaseId, ...party });
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  await enqueueMessage(tx, {
    organizationId,
    kind: 'autopay_amount',
    to: tenant,
    variables: {
      org: organization.name,
      name: tenant.name,
      address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      amountCents,
      usualCents,
      method: methodLabel(mandate.paymentMethod, localeOf(tenant.locale)),
      debitOn,
      stopBy: stopBy(debitOn),
    },
    linkId,
    subjectId: leaseId,
    dedupeKey: `mandate/${mandateId}/notice/${period}/${amountCents}`,
  });
  return true;
}
