import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { withDatabase } from '../servers/postgres';

/** Object ids of two types in PostgreSQL's catalogue. */
const charOid = 18;
const bpcharOid = 1042;

/** A driver adapter for the schema engine, and a way to close every connection it made. */
export interface EngineAdapter {
  factory: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
}

/** Prisma's adapter for pg with what the schema engine needs and the adapter (7.10) does not give. */
export function createEngineAdapter(url: string): EngineAdapter {
  const open: SqlDriverAdapter[] = [];
  const connectTo = async (connectionString: string) => {
    const connection = await connectForEngine(connectionString);
    open.push(connection);
    return connection;
  };
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => connectTo(url),
      connectToShadowDb: () => connectToShadow(url, connectTo),
    },
    close: async () => {
      await Promise.all(open.map((connection) => connection.dispose()));
    },
  };
}

async function connectForEngine(connectionString: string): Promise<SqlDriverAdapter> {
  const connection = await new PrismaPg({ connectionString, max: 2 }).connect();
  readCharColumns(connection);
  // The adapter's own splits at every ';', which cuts function bodies: one simple query is also one transaction.
  const pool = connection.underlyingDriver();
  const send = pool.query.bind(pool);
  connection.executeScript = async (script) => {
    try {
      await send(script);
    } catch (error) {
      throw asEngineError(error);
    }
  };
  // The engine disposes its connections sometimes and we always: once is enough.
  let disposed: Promise<void> | undefined;
  const dispose = connection.dispose.bind(connection);
  connection.dispose = () => {
    disposed ??= dispose();
    return disposed;
  };
  return connection;
}

/** The catalogue's type "char" is unknown to the adapter: passes it as bpchar and labels it as a character. */
function readCharColumns(connection: Awaited<ReturnType<PrismaPg['connect']>>): void {
  const charColumns = new Map<string, Set<number>>();
  const pool = connection.underlyingDriver();
  const send: (...args: unknown[]) => Promise<pg.QueryResult> = pool.query.bind(pool);
  const relabel = async (config: { text: string }, ...rest: unknown[]) => {
    const result = await send(config, ...rest);
    result.fields?.forEach((field, index) => {
      if (field.dataTypeID !== charOid) return;
      field.dataTypeID = bpcharOid;
      charColumns.set(config.text, (charColumns.get(config.text) ?? new Set()).add(index));
    });
    return result;
  };
  Object.assign(pool, { query: relabel });
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query.sql) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

/** The adapter's own shadow connection leads to the real database: here it is a database of its own, dropped at the end. */
async function connectToShadow(
  url: string,
  connectTo: (url: string) => Promise<SqlDriverAdapter>,
): Promise<SqlDriverAdapter> {
  const name = `prisma_shadow_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database "${name}"`);
  const connection = await connectTo(withDatabase(url, name));
  const dispose = connection.dispose;
  let dropped: Promise<void> | undefined;
  const drop = async () => {
    await dispose();
    await admin.query(`drop database if exists "${name}" with (force)`);
    await admin.end();
  };
  connection.dispose = () => {
    dropped ??= drop();
    return dropped;
  };
  return connection;
}

/** A database error in the words the engine knows, so that it reports the statement that failed. */
function asEngineError(error: unknown): Error {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error : new Error(String(error));
  const { code = 'XX000', severity = 'ERROR', message, detail, column, hint } = error;
  return Object.assign(new Error(message), {
    name: 'DriverAdapterError',
    cause: {
      kind: 'postgres',
      code,
      severity,
      message,
      detail,
      column,
      hint,
      originalCode: code,
      originalMessage: message,
    },
  });
}
