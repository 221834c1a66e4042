import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { TenureError } from '../domain/errors';
import { asPrismaTakes, asPrismaTells, nameOf } from './statements';

/** A transaction that is about to be opened: in whose scope, and once it is open, its connection. */
type Scope = { readonly organizationId: string; connection?: OpenConnection };
const opening = new AsyncLocalStorage<Scope>();

/** The connection of a transaction that Prisma has opened, for as long as that is open. */
export type OpenConnection = {
  /** One statement in the transaction. @throws TenureError unavailable once the transaction is over */
  query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
};

/**
 * A connection on which a transaction begins in the scope of `inScope`: one way to the server and back instead of two,
 * for each of the many small transactions that Prisma opens. Outside of it nothing is set, and nothing is seen.
 * Prisma reads sibling relations at once, on the transaction's one connection: here they take turns, since pg is about
 * to refuse a statement while another is under way.
 */
class ScopedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // pg's own overloads are too many to restate; what is not our BEGIN goes through as it came.
    const query: (...args: unknown[]) => unknown = super.query.bind(this);
    const inTurn = takingTurns();
    let endLast = (): void => {};
    Object.assign(this, {
      query: (statement: unknown, ...rest: unknown[]) => {
        const scope = isText(statement, 'BEGIN') ? opening.getStore() : undefined;
        if (scope !== undefined) {
          const { connection, end } = openConnection((config) => inTurn(() => query(config)));
          scope.connection = connection;
          endLast = end;
          return inTurn(() => query(beginIn(scope.organizationId), ...rest));
        }
        if (isText(statement, 'COMMIT') || isText(statement, 'ROLLBACK')) endLast();
        // With a callback it is the pool's own, which hands a connection to one at a time.
        const isCallback = typeof rest.at(-1) === 'function';
        return isCallback ? query(statement, ...rest) : inTurn(() => query(statement, ...rest));
      },
    });
  }
}

/** Runs one after the other what is asked for at once; at once what is asked for alone. */
function takingTurns() {
  let last: Promise<unknown> | undefined;
  return (run: () => unknown): unknown => {
    const mine = last === undefined ? Promise.resolve(run()) : last.then(run, run);
    last = mine;
    const isOver = () => {
      if (last === mine) last = undefined;
    };
    mine.then(isOver, isOver);
    return mine;
  };
}

function isText(statement: unknown, text: string): boolean {
  return typeof statement === 'object' && statement !== null && 'text' in statement && statement.text === text;
}

/** A transaction that took too long is rolled back by Prisma while its work may still go on: that may not reach the next one. */
function openConnection(send: (config: pg.QueryConfig) => unknown): { connection: OpenConnection; end(): void } {
  let isOpen = true;
  const query = async <Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> => {
    if (!isOpen) throw new TenureError('unavailable', 'The transaction is over.');
    const name = nameOf(sql);
    const values = parameters.map(asPrismaTakes);
    // pg types rows as any-valued records; the statement's own author names the shape, as with $queryRaw.
    const config = { text: sql, values, types: asPrismaTells, ...(name !== undefined && { name }) };
    return ((await send(config)) as pg.QueryResult).rows as Row[];
  };
  const end = () => {
    isOpen = false;
  };
  return { connection: { query }, end };
}

/** Two statements at once, which only the simple protocol takes: the id is quoted as a literal. */
export function beginIn(organizationId: string): string {
  return `begin; select set_config('app.organization_id', ${pg.escapeLiteral(organizationId)}, true)`;
}

export type Literal = string | number | boolean | Date | null | readonly string[];

/**
 * A whole transaction of one statement, to be sent at once: begin, scope, statement, commit. Several statements go only
 * by the simple protocol, which knows no parameters, so that they are written into it as literals.
 * @param sql with numbered parameters, and no dollar sign elsewhere
 */
export function transactionOf(organizationId: string, sql: string, parameters: readonly Literal[]): string {
  const filled = sql.replace(/\$(\d+)/g, (_, number: string) => {
    const value = parameters[Number(number) - 1];
    if (value === undefined) throw new RangeError(`The statement has no parameter ${number}.`);
    return literal(value);
  });
  return `${beginIn(organizationId)}; ${filled}; commit`;
}

function literal(value: Literal): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `${quoted(value.toISOString())}::timestamptz`;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'number') return `array[${value.map(quoted).join(', ')}]::text[]`;
  if (!Number.isFinite(value)) throw new RangeError('Only finite numbers can be stored.');
  return `(${value})`;
}

/** A zero byte would end the whole text there; the database takes none in a value either. */
function quoted(text: string): string {
  if (text.includes('\0')) throw new RangeError('A text with a zero byte cannot be stored.');
  return pg.escapeLiteral(text);
}

/**
 * Transactions that `open` begins on a pool of `scopedPool` see and write only this organization's rows.
 * @param open is given how to ask for the connection of the transaction that it has begun
 */
export function inScope<T>(
  organizationId: string,
  open: (connection: () => OpenConnection | undefined) => Promise<T>,
): Promise<T> {
  const scope: Scope = { organizationId };
  return opening.run(scope, () => open(() => scope.connection));
}

/** A pool for Prisma. A connection that breaks fails the statement under way, and never the process. */
export function scopedPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: connections, Client: ScopedClient });
  return surviving(pool);
}

/** Without a listener, a connection that breaks would end the process: idle or in use, it is replaced at next use. */
export function surviving(pool: pg.Pool): pg.Pool {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
