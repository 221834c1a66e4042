import type { PlainDateString } from '../../domain/calendar';
import type { Additions } from '../../domain/lease-amendments';
import type { LeaseChange } from '../../domain/messages';
import type { Transaction } from '../database';
import { standingLink } from '../maintenance/tell';
import { enqueueMessage } from '../messages/enqueue-message';
import type { LoadedLease } from './lock-lease';

/** What changed on a lease, or is taken back before it did. */
export type ToldAmendment = {
  lease: LoadedLease;
  amendmentId: string;
  added: Additions;
  effectiveOn: PlainDateString;
  reason?: string | undefined;
  isCanceled?: boolean;
  now: Date;
};

/** Tells every tenant of a lease what changes and from when, or that it will not, with the link to their page. Once. */
export async function tellOfAmendment(tx: Transaction, linkKey: Buffer, told: ToldAmendment): Promise<void> {
  const { lease, amendmentId, added, effectiveOn, reason, isCanceled = false, now } = told;
  const { organizationId, id: leaseId, unit } = lease;
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const kind = isCanceled ? 'lease_amendment_canceled' : 'lease_amended';
  for (const { tenant } of lease.tenants) {
    const wanted = { organizationId, purpose: 'portal', subjectId: leaseId, party: tenant, at: now } as const;
    await enqueueMessage(tx, {
      organizationId,
      kind,
      to: tenant,
      variables: {
        org: organization.name,
        name: tenant.name,
        address: `${unit.property.addressLine1}, ${unit.number}`,
        effectiveOn,
        changes: changesOf(added),
        ...(reason === undefined ? {} : { reason }),
      },
      linkId: await standingLink(tx, linkKey, wanted),
      subjectId: leaseId,
      dedupeKey: `${kind}/${amendmentId}/${tenant.id}`,
    });
  }
}

function changesOf({ recurring, rent_steps, concessions }: Additions): LeaseChange[] {
  const until = (to: string | undefined) => (to === undefined ? {} : { to });
  return [
    ...rent_steps.map(({ effective_on: from, rent_cents: amountCents }) => ({
      kind: 'rent' as const,
      from,
      amountCents,
    })),
    ...recurring.flatMap(({ starts_on: from, ends_on: to, label, amount_cents: amountCents }) =>
      from === undefined ? [] : [{ kind: 'charge' as const, label, from, ...until(to), amountCents }],
    ),
    ...concessions.map(({ starts_on: from, ends_on: to, label, ...off }) => ({
      kind: 'less' as const,
      label,
      from,
      to,
      ...(off.kind === 'amount' ? { amountCents: off.monthly_cents } : { percent: off.basis_points / 100 }),
    })),
  ];
}
