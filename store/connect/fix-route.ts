import { notFound } from '../../domain/errors';
import type { PlatformFee } from '../../domain/owners/platform-fee';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { columns, updateRow } from '../rows';
import { overPrisma } from '../sql-runner';
import { type Routing, readRouting } from './read-routing';

type Kept = { routedAt: Date | null; routeAccount: string | null; platformFeeCents: bigint };

const LOCK_ROUTE = `
  select ${columns('p', 'routedAt', 'routeAccount', 'platformFeeCents', 'amountCents')}
  from presentments p where p.id = $1 for update`;

/**
 * Where a presentment's money goes: decided and written down before it is first presented, and the same ever after. A
 * vendor refuses a repeated key with other parameters, and what is booked must be what was asked for.
 */
export async function fixPresentmentRoute(
  tx: Transaction,
  { presentmentId, platformFee, now }: { presentmentId: string; platformFee: PlatformFee; now: Date },
): Promise<Routing | null> {
  const run = overPrisma(tx);
  const [kept] = await run<Kept & { amountCents: bigint }>(LOCK_ROUTE, [presentmentId]);
  if (kept === undefined) throw notFound('presentment');
  if (kept.routedAt !== null) return routingOf(kept);
  const routing = await readRouting(tx, { amountCents: Number(kept.amountCents), platformFee });
  await updateRow(run, 'presentments', presentmentId, { routedAt: now, ...columnsOf(routing) });
  return routing;
}

/**
 * The same for the vendor's page: decided for each page, by the key under which it is asked for.
 * @returns the route, and when the page was first asked for
 */
export async function fixPageRoute(
  tx: Transaction,
  page: { paymentId: string; key: string; platformFee: PlatformFee; now: Date },
): Promise<{ routing: Routing | null; askedAt: Date }> {
  const { paymentId, key, platformFee, now } = page;
  await tx.$queryRaw`select id from payments where id = ${paymentId} for update`;
  const kept = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
  if (kept.routedFor === key && kept.routedAt !== null) return { routing: routingOf(kept), askedAt: kept.routedAt };
  const routing = await readRouting(tx, { amountCents: Number(kept.amountCents + kept.feeCents), platformFee });
  const data = { routedFor: key, routedAt: now, ...columnsOf(routing) };
  await tx.payment.update({ where: { id: paymentId }, data, select: { id: true } });
  return { routing, askedAt: now };
}

function routingOf({ routeAccount, platformFeeCents }: Kept): Routing | null {
  return routeAccount === null ? null : { accountRef: routeAccount, feeCents: fromSqlCents(platformFeeCents) };
}

function columnsOf(routing: Routing | null) {
  return { routeAccount: routing?.accountRef ?? null, platformFeeCents: BigInt(routing?.feeCents ?? 0) };
}
