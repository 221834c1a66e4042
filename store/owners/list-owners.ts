import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';
import type { RunSql } from '../sql-runner';

const withMoney = { balances: true, connectAccount: true } as const satisfies Prisma.OwnerInclude;
export type ListedOwner = Prisma.OwnerGetPayload<{ include: typeof withMoney }>;

/** Owners by name; one more than `limit`, to see whether there are more. */
export function listOwners(
  tx: Transaction,
  { after, limit, q }: { after?: { name: string; id: string } | undefined; limit: number; q?: string | undefined },
): Promise<ListedOwner[]> {
  return tx.owner.findMany({
    where: {
      ...(q === undefined ? {} : { name: { contains: q, mode: 'insensitive' } }),
      ...(after === undefined
        ? {}
        : { OR: [{ name: { gt: after.name } }, { name: after.name, id: { gt: after.id } }] }),
    },
    include: withMoney,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
}

/** One owner. @throws TenureError not_found */
export async function readOwner(tx: Transaction, ownerId: string): Promise<ListedOwner> {
  const owner = await tx.owner.findUnique({ where: { id: ownerId }, include: withMoney });
  if (owner === null) throw notFound('owner');
  return owner;
}

export type HeldPart = {
  owner_id: string;
  owner_name: string;
  property_id: string;
  property_name: string;
  unit_id: string | null;
  unit_number: string | null;
  share_bps: number;
  starts_on: string;
  ends_on: string | null;
};

/** The parts of a property and its units, or those of an owner, the latest first; at most 500. */
export function listParts(
  run: RunSql,
  organizationId: string,
  of: { propertyId: string } | { ownerId: string },
): Promise<HeldPart[]> {
  const [column, value] = 'propertyId' in of ? ['property_id', of.propertyId] : ['owner_id', of.ownerId];
  return run<HeldPart>(
    `select s.owner_id, o.name as owner_name, s.property_id, p.name as property_name, s.unit_id, u.number as unit_number,
       s.share_bps, s.starts_on::text as starts_on, s.ends_on::text as ends_on
     from ownerships s join owners o on o.id = s.owner_id join properties p on p.id = s.property_id left join units u on u.id = s.unit_id
     where s.organization_id = $1 and s.${column} = $2 order by s.starts_on desc, p.name, u.number nulls first, s.share_bps desc, s.id limit 500`,
    [organizationId, value],
  );
}
