import { ownerStatementPosted } from '../../../domain/ledger';
import { cents } from '../../../domain/money';
import { type Database, inOrganization, type Transaction } from '../../../store/database';
import { postEntries } from '../../../store/ledger/post-entries';
import { newId } from '../../../store/new-id';
import { createPayout } from '../../../store/payouts/create-payout';
import { overPrisma } from '../../../store/sql-runner';
import { type GivenLease, givenLease } from '../../money/support/given-lease';
import { eventually, type World } from '../../workflows/support/world';
import { givenOwners } from './given-owners';

/** An owner to whom money is owed that lies in the organization's account with the payment service. */
export async function givenOwed(world: World, owedCents: number): Promise<GivenLease> {
  const lease = await givenLease(world.database);
  const ownerId = await oweOwner(world.database, lease, owedCents);
  const ours = await givenAccount(world, lease, null);
  await givenAccount(world, lease, ownerId);
  await world.control('stripe/balance', { account: ours, amount: 500_000 });
  return lease;
}

/** Gives a lease's home an owner, to whom a month's statement owes so much. @returns the owner's id */
export async function oweOwner(database: Database, lease: GivenLease, owedCents: number): Promise<string> {
  const { organizationId, today } = lease;
  const { Ada: ownerId = '' } = await givenOwners(database, lease, { Ada: 10_000 });
  const nothing = cents(0);
  const month = ownerStatementPosted({
    ownerId,
    collectedCents: cents(owedCents),
    managementFeeCents: nothing,
    repairsCents: nothing,
    otherExpensesCents: nothing,
    platformFeesCents: nothing,
    processingFeesCents: nothing,
    reserveCents: nothing,
  });
  if (month === null) throw new Error('There is nothing to state.');
  await inOrganization(database, organizationId, (tx) =>
    postEntries(overPrisma(tx), organizationId, [
      { idempotencyKey: 'statement', entry: month, description: 'Statement', effectiveOn: today, subjectId: ownerId },
    ]),
  );
  return ownerId;
}

/** Begins to send an owner all that is owed to them, through the payment service. @returns the payout's id */
export function payOwner(tx: Transaction, { organizationId, today }: GivenLease, ownerId: string): Promise<string> {
  const wanted = { organizationId, ownerId, amountCents: null, method: 'stripe', reference: null } as const;
  return createPayout(tx, { ...wanted, today, actor: 'test' });
}

const HEARD = `
  select from webhook_inbox where type = 'account.updated' and payload::text like $1 and status <> 'pending'`;

/** An account whose holder has finished signing up, as if its news had long been heard. */
async function givenAccount(world: World, lease: GivenLease, ownerId: string | null): Promise<string> {
  const { organizationId } = lease;
  const { connect } = world.vendors;
  const id = newId('connectAccount');
  const role = ownerId === null ? 'organization' : 'owner';
  const { vendorRef } = await connect.createAccount({ accountId: id, organizationId, role, email: 'a@example.test' });
  const back = { returnUrl: 'http://127.0.0.1:1/back', refreshUrl: 'http://127.0.0.1:1/again' };
  const { url } = await connect.openOnboarding({ vendorRef, ...back });
  await fetch(url, { method: 'POST', redirect: 'manual' });
  // The service's news of it is over before there is an account of ours that it could be read into later.
  const isHeard = async () => (await world.owner.query(HEARD, [`%${vendorRef}%`])).rows.length > 0;
  await eventually(isHeard, { what: 'the news of the account' });
  const { chargesEnabled, payoutsEnabled, transfersEnabled } = await connect.retrieveAccount(vendorRef);
  const may = { chargesEnabled, payoutsEnabled, transfersEnabled, detailsSubmitted: true };
  await inOrganization(world.database, organizationId, (tx) =>
    tx.connectAccount.create({ data: { id, organizationId, ownerId, vendorRef, ...may } }),
  );
  return vendorRef;
}
