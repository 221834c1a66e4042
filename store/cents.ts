import { type Cents, cents } from '../domain/money';

/** Cents from a bigint column; refuses what no safe integer holds. */
export function fromSqlCents(value: bigint): Cents {
  return cents(Number(value));
}

export function fromSqlCentsOrNull(value: bigint | null): Cents | null {
  return value === null ? null : fromSqlCents(value);
}
