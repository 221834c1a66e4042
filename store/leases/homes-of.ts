import type { Transaction } from '../database';
import { homeAddress } from './home-address';

/** Which home each of these leases is for, as people say it: `418 Alder St, 2B`, by the lease's id. */
export async function homesOf(tx: Transaction, leaseIds: readonly string[]): Promise<Map<string, string>> {
  const unit = { select: { number: true, property: { select: { addressLine1: true } } } };
  const rows = await tx.lease.findMany({ where: { id: { in: [...new Set(leaseIds)] } }, select: { id: true, unit } });
  return new Map(rows.map((row) => [row.id, homeAddress(row.unit)]));
}
