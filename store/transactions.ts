import type pg from 'pg';
import type { Prisma } from './generated/client';

/** A Prisma transaction inside one organization's scope; every store function takes it first. */
export type Transaction = Prisma.TransactionClient;
/** A pg client inside one organization's scope, for set-based and hot statements. */
export type SqlTransaction = pg.PoolClient;
