import type { OpenConnection } from './scoped-connections';
import type { SqlTransaction, Transaction } from './transactions';

/**
 * Runs one SQL statement with numbered parameters inside an organization's transaction, whichever library opened it:
 * the set-based statements of the ledger serve single payments (Prisma) and whole rent runs (pg) alike.
 */
export type RunSql = <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

const connections = new WeakMap<Transaction, OpenConnection>();

/** Keeps on which connection Prisma has opened a transaction. */
export function keepConnection(tx: Transaction, connection: OpenConnection | undefined): void {
  if (connection !== undefined) connections.set(tx, connection);
}

/**
 * In a transaction of Prisma's, on its own connection and past Prisma's own work, which costs several times the
 * statement's. Bigints, dates and decimals come as from Prisma.
 */
export function overPrisma(tx: Transaction): RunSql {
  const connection = connections.get(tx);
  if (connection !== undefined) return connection.query;
  return <Row>(sql: string, parameters: readonly unknown[]) => tx.$queryRawUnsafe<Row[]>(sql, ...parameters);
}

export function overPg(client: SqlTransaction): RunSql {
  return async <Row>(sql: string, parameters: readonly unknown[]) => {
    // pg types rows as any-valued records; the statement's own author names the shape, as with $queryRaw.
    const { rows } = await client.query(sql, [...parameters]);
    return rows as Row[];
  };
}
