import { createHash } from 'node:crypto';
import pg from 'pg';
import { Prisma } from './generated/client';

const OID = { bigint: 20, date: 1082, numeric: 1700 } as const;

/** Values as Prisma gives them, for statements that run on the connection of a Prisma transaction without Prisma. */
export const asPrismaTells: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === OID.bigint) return BigInt;
    if (oid === OID.date) return (text: string) => new Date(`${text}T00:00:00Z`);
    if (oid === OID.numeric) return (text: string) => new Prisma.Decimal(text);
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

/** A parameter as Prisma sends it: pg would write an instant in the machine's own time zone. */
export function asPrismaTakes(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

const names = new Map<string, string>();
/** A connection keeps what it has prepared until it ends. */
const MOST_NAMES = 300;

/**
 * The name under which a connection prepares a statement once, instead of parsing and planning it each time; undefined
 * where that may not last: columns that a migration adds, or texts that are made as they are needed.
 */
export function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES || /(?:select|returning|\.)\s*\*/i.test(sql)) return undefined;
  const name = createHash('sha1').update(sql).digest('base64');
  names.set(sql, name);
  return name;
}
