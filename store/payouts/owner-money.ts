import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';

/** What is owed to an owner, in cents. */
export type OwnerMoney = {
  payableCents: number;
  /** Of it, what tenants' banks took back since the statement, or hold while a dispute runs. */
  heldBackCents: number;
  /** What may be paid out now; below zero where more went back than is owed. */
  availableCents: number;
  reserveCents: number;
};

/** What is owed to an owner and may be paid out, locked for this transaction. @throws TenureError not_found */
export async function lockOwnerMoney(tx: Transaction, ownerId: string): Promise<OwnerMoney> {
  await tx.$queryRaw`select id from owners where id = ${ownerId} for update`;
  const owner = await tx.owner.findUnique({ where: { id: ownerId }, select: { id: true } });
  if (owner === null) throw notFound('owner');
  return readOwnerMoney(tx, ownerId);
}

/** What is owed to an owner and may be paid out. */
export async function readOwnerMoney(tx: Transaction, ownerId: string): Promise<OwnerMoney> {
  const [row] = await tx.$queryRaw<{ payable: bigint; held_back: bigint; reserve: bigint }[]>`
    select coalesce((select -balance_cents from owner_balances where owner_id = ${ownerId} and account = 'owner_payable'), 0)::bigint as payable,
      coalesce((select -balance_cents from owner_balances where owner_id = ${ownerId} and account = 'owner_reserve'), 0)::bigint as reserve,
      greatest(owner_held_back(${ownerId}), 0)::bigint as held_back`;
  const [payableCents, heldBackCents, reserveCents] = [row?.payable, row?.held_back, row?.reserve].map((value) =>
    Number(value ?? 0n),
  ) as [number, number, number];
  return { payableCents, heldBackCents, availableCents: payableCents - heldBackCents, reserveCents };
}
