import { TenureError } from '../domain/errors';

/** Field names a failure may carry, whichever of Prisma and pg it comes from. */
type Loose = {
  code?: unknown;
  meta?: unknown;
  message?: unknown;
  cause?: unknown;
  originalCode?: unknown;
  driverAdapterError?: unknown;
};

/** SQLSTATE → what a person is told. Classes 08, 53, 57 and 58 mean that the database is away or too busy. */
const BY_STATE: Record<string, () => TenureError> = {
  '23505': () => new TenureError('conflict', 'There is one like this already.'),
  '23P01': () => new TenureError('unit_taken', 'The unit is already promised to somebody in that time.'),
  '23503': () => new TenureError('conflict', 'Something else refers to this.'),
  '23514': () => new TenureError('not_possible', 'A value lies outside what is possible here.'),
  '22003': () => new TenureError('invalid_request', 'A number is too large.'),
  '22001': () => new TenureError('invalid_request', 'A text is too long.'),
  '22021': () => new TenureError('invalid_request', 'A text holds characters that cannot be stored.'),
  '22P05': () => new TenureError('invalid_request', 'A text holds characters that cannot be stored.'),
  '40001': busy,
  '40P01': busy,
  '55P03': busy,
};

const BY_PRISMA: Record<string, () => TenureError> = {
  P2002: () => new TenureError('conflict', 'There is one like this already.'),
  P2003: () => new TenureError('conflict', 'Something else refers to this.'),
  P2020: () => new TenureError('invalid_request', 'A number is too large.'),
  P2025: () => new TenureError('not_found', 'There is no such thing.'),
  P2024: busy,
  P2028: busy,
  P2034: busy,
  P1001: away,
  P1002: away,
  P1008: away,
  P1017: away,
};

const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function busy(): TenureError {
  return new TenureError('unavailable', 'Too much is happening at once. Try again in a moment.');
}

function away(): TenureError {
  return new TenureError('unavailable', 'The database is away. Try again in a moment.');
}

/** What a failure of the database means to the person who asked; undefined where it is no such failure. */
export function explainDatabaseFailure(error: unknown): TenureError | undefined {
  for (const part of chain(error)) {
    const told = explain(part);
    if (told !== undefined) return told;
  }
  return undefined;
}

/** The name of the constraint that refused a write, wherever the failure carries it. */
export function violates(error: unknown, constraint: string): boolean {
  return chain(error).some((part) => JSON.stringify([part, String(part.message ?? '')]).includes(constraint));
}

function explain(part: Loose): TenureError | undefined {
  for (const code of [part.originalCode, part.code]) {
    if (typeof code !== 'string') continue;
    const known = BY_STATE[code] ?? BY_PRISMA[code];
    if (known !== undefined) return known();
    if (AWAY.has(code) || /^(08|53|57|58)[0-9A-Z]{3}$/.test(code)) return away();
  }
  const message = typeof part.message === 'string' ? part.message : '';
  return /Connection terminated|Can't reach database|ConnectionClosed|timeout exceeded when trying to connect/i.test(
    message,
  )
    ? away()
    : undefined;
}

/** The failure and whatever caused it, the outermost first. */
function chain(error: unknown): Loose[] {
  const parts: Loose[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 5) return;
    const part: Loose = value;
    parts.push(part);
    visit(part.driverAdapterError, depth + 1);
    visit(part.cause, depth + 1);
    visit(part.meta, depth + 1);
  };
  visit(error, 0);
  return parts;
}
