import type { SqlTransaction, Transaction } from './database';

/**
 * Runs one SQL statement with numbered parameters inside an organization's transaction, whichever library opened it:
 * the set-based statements of the ledger serve single payments (Prisma) and whole rent runs (pg) alike.
 */
export type RunSql = <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

export function overPrisma(tx: Transaction): RunSql {
  return <Row>(sql: string, parameters: readonly unknown[]) => tx.$queryRawUnsafe<Row[]>(sql, ...parameters);
}

export function overPg(client: SqlTransaction): RunSql {
  return async <Row>(sql: string, parameters: readonly unknown[]) => {
    // pg types rows as any-valued records; the statement's own author names the shape, as with $queryRaw.
    const { rows } = await client.query(sql, [...parameters]);
    return rows as Row[];
  };
}
