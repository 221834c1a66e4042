import type { PlainDateString } from '../domain/calendar';

/** A business date for a Prisma `@db.Date` column: midnight UTC of that day. */
export function toSqlDate(date: string): Date {
  return new Date(`${date}T00:00:00.000Z`);
}

/** The business date a Prisma `@db.Date` column holds. */
export function fromSqlDate(value: Date): PlainDateString {
  return value.toISOString().slice(0, 10) as PlainDateString;
}

export function toSqlDateOrNull(date: string | null | undefined): Date | null {
  return date === null || date === undefined ? null : toSqlDate(date);
}

export function fromSqlDateOrNull(value: Date | null): PlainDateString | null {
  return value === null ? null : fromSqlDate(value);
}
