import { cents } from '../../../domain/money';
import { postCharges } from '../../../store/charges/post-charges';
import { type Database, inOrganization } from '../../../store/database';
import { endLease } from '../../../store/leases/end-lease';
import { newId } from '../../../store/new-id';
import { recordOfflinePayment } from '../../../store/payments/record-offline-payment';
import { overPrisma } from '../../../store/sql-runner';
import { type GivenLease, givenLease, type LeaseWishes } from './given-lease';

/** Bills a deposit. @returns the charge's id */
export async function billDeposit(database: Database, lease: GivenLease, amountCents: number): Promise<string> {
  const { organizationId, leaseId, today } = lease;
  const posted = await inOrganization(database, organizationId, (tx) =>
    postCharges(overPrisma(tx), organizationId, [
      {
        leaseId,
        kind: 'deposit',
        item: newId('charge'),
        label: 'Security deposit',
        amountCents: cents(amountCents),
        period: today.slice(0, 7) as never,
        dueOn: today,
        coversFrom: null,
        coversTo: null,
        rule: {},
      },
    ]),
  );
  return posted[0]?.id ?? '';
}

/** Money by check. @returns the payment's id */
export function payByCheck(database: Database, lease: GivenLease, amountCents: number, on?: string): Promise<string> {
  const { organizationId, leaseId, tenantId, today } = lease;
  const paid = { organizationId, leaseId, tenantId, method: 'check', recordedBy: 'test' } as const;
  return inOrganization(database, organizationId, (tx) =>
    recordOfflinePayment(tx, {
      ...paid,
      amountCents: cents(amountCents),
      effectiveOn: on ?? today,
      now: new Date(),
    }),
  );
}

/** A lease whose deposit was billed and paid by check. */
export async function givenDeposit(
  database: Database,
  amountCents: number,
  wishes: LeaseWishes & { paidOn?: string } = {},
): Promise<GivenLease> {
  const lease = await givenLease(database, wishes);
  await billDeposit(database, lease, amountCents);
  await payByCheck(database, lease, amountCents, wishes.paidOn);
  return lease;
}

/** The tenants are out. */
export function endIt(database: Database, { organizationId, leaseId }: GivenLease): Promise<void> {
  return inOrganization(database, organizationId, (tx) =>
    endLease(tx, { leaseId, reason: 'Its last day is over', by: 'system', now: new Date() }),
  );
}
