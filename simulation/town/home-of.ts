import type { Town } from './town';

const LEASE_OF = `select lease_id from payments where id = $1 union all select lease_id from refunds where id = $1
  union all select lease_id from disputes where id = $1 union all select lease_id from payment_plans where id = $1`;

/**
 * By what a home is known in every run, though ids are new in each: the number of the household that a lease, payment,
 * refund, dispute or plan belongs to; empty for all other ids.
 */
export function homeFinder({ homes, world }: Pick<Town, 'homes' | 'world'>): (id: string) => Promise<string> {
  const numbers = new Map(homes.map(({ lease, household }) => [lease.leaseId, String(household.index)]));
  return async (id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const { rows } = await world.owner.query<{ lease_id: string | null }>(LEASE_OF, [id]);
    const number = numbers.get(rows[0]?.lease_id ?? '') ?? '';
    numbers.set(id, number);
    return number;
  };
}
