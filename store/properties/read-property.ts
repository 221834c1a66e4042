import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { PROPERTY_COLUMNS, type PropertyRow } from './property-row';

/** One property as pages show it. @throws TenureError not_found */
export async function readProperty(tx: Transaction, id: string): Promise<PropertyRow> {
  const rows = await tx.$queryRawUnsafe<(Omit<PropertyRow, 'min_rent_cents'> & { min_rent_cents: bigint | null })[]>(
    `select ${PROPERTY_COLUMNS} from properties p where p.id = $1`,
    id,
  );
  const row = rows[0];
  if (row === undefined) throw notFound('property');
  return { ...row, min_rent_cents: row.min_rent_cents === null ? null : Number(row.min_rent_cents) };
}
