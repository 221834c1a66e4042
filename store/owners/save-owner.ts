import { notFound, TenureError } from '../../domain/errors';
import { seal } from '../crypto/seal';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';

export type OwnerAddress = {
  line1: string;
  line2?: string | undefined;
  city: string;
  state: string;
  postal_code: string;
};

export type OwnerFacts = {
  kind: 'person' | 'company';
  name: string;
  contactName: string | null;
  email: string;
  phone: string | null;
  locale: string;
  address: OwnerAddress | null;
  reserveCents: number;
  payoutMethod: 'stripe' | 'ach' | 'check';
};

/** Nine digits; it is sealed and never read out again, but for papers to the tax office. */
export type TaxId = { kind: 'ssn' | 'ein'; number: string };

type By = { organizationId: string; actor: string; fieldKey: Buffer };

/** Where an owner's tax number is sealed to. */
export function taxIdPlace(organizationId: string, ownerId: string): string {
  return `${organizationId}|owners|tax_id|${ownerId}`;
}

/** Adds an owner. @returns their id */
export async function createOwner(tx: Transaction, facts: OwnerFacts, taxId: TaxId | null, by: By): Promise<string> {
  const id = newId('owner');
  const { organizationId, actor } = by;
  await tx.owner.create({
    data: { id, organizationId, ...columnsOf(facts), ...(taxId === null ? {} : sealed(taxId, id, by)) },
    select: { id: true },
  });
  const payload = { name: facts.name };
  await appendEvent(tx, { organizationId, type: 'owner.created', subjectId: id, payload, actor });
  return id;
}

/**
 * Changes an owner's details; what is not named stays.
 * @param version the version that the change was made on; null where nobody minds
 * @throws TenureError not_found, version_conflict
 */
export async function updateOwner(
  tx: Transaction,
  ownerId: string,
  change: Partial<OwnerFacts> & { taxId?: TaxId | null },
  by: By & { version: number | null },
): Promise<void> {
  await tx.$queryRaw`select id from owners where id = ${ownerId} for update`;
  const before = await tx.owner.findUnique({ where: { id: ownerId } });
  if (before === null) throw notFound('owner');
  if (by.version !== null && by.version !== before.version) {
    throw new TenureError('version_conflict', 'Somebody else changed this owner meanwhile. Look at it again.');
  }
  const { taxId, ...facts } = change;
  const tax = taxId === null ? { taxId: null, taxIdKind: null, taxIdLast4: null } : taxId && sealed(taxId, ownerId, by);
  await tx.owner.update({
    where: { id: ownerId },
    data: { ...columnsOf(facts), ...tax, version: { increment: 1 } },
    select: { id: true },
  });
  const { organizationId, actor } = by;
  const payload = { name: change.name ?? before.name };
  await appendEvent(tx, { organizationId, type: 'owner.updated', subjectId: ownerId, payload, actor });
}

function columnsOf<T extends Partial<OwnerFacts>>({ reserveCents, address, ...rest }: T) {
  return {
    ...rest,
    ...(reserveCents === undefined ? {} : { reserveCents: BigInt(reserveCents) }),
    ...(address === undefined || address === null ? {} : { address }),
  };
}

function sealed({ kind, number }: TaxId, ownerId: string, { organizationId, fieldKey }: By) {
  return {
    taxId: seal(fieldKey, taxIdPlace(organizationId, ownerId), number),
    taxIdKind: kind,
    taxIdLast4: number.slice(-4),
  };
}
