import { cents } from '../../domain/money';
import { pausedBecause } from '../../domain/owners/requirements';
import { type Database, inOrganization, type Transaction } from '../../store/database';
import { completePayout, failPayout, lockPayout, markPayout } from '../../store/payouts/move-payout';
import type { Transfer } from '../../vendors/connect';
import type { ActivityDependencies } from '../dependencies';

export type PayoutRef = { organizationId: string; payoutId: string };
/** Out of the organization's account, to the owner's, and back where that was refused. */
export type PayoutStep = 'collect' | 'pay' | 'give_back';

/** What a payout needs next. */
export type PayoutPlan =
  | { kind: 'done'; outcome: 'paid' | 'failed' }
  | { kind: 'paused'; reason: string }
  | { kind: 'step'; step: PayoutStep; isUnknown: boolean };

const COLUMNS = { collect: 'collectRef', pay: 'transferRef', give_back: 'returnRef' } as const;
const REFUSED = 'The payment service refused the transfer';

/** Money to owners through the payment service. Each step's idempotency key is the payout's id and the step. */
export function createPayoutActivities({ database, vendors, now }: ActivityDependencies) {
  return {
    /** What a payout needs next; settles it where nothing is left to do. */
    async planPayout(ref: PayoutRef): Promise<PayoutPlan> {
      return inOrganization(database, ref.organizationId, (tx) => plan(tx, ref, now()));
    },

    /** Sends one step. Irreversible: a lost answer is looked up with `findPayoutStep` before it is sent again. */
    async sendPayoutStep(ref: PayoutRef & { step: PayoutStep }): Promise<void> {
      const { organizationId, payoutId, step } = ref;
      const route = await inOrganization(database, organizationId, async (tx) => {
        const found = await routeOf(tx, ref);
        if (found.payout[COLUMNS[step]] !== null) return null;
        if (found.payout.status === 'created' || found.payout.status === 'unknown') {
          await markPayout(tx, payoutId, 'sending');
        }
        return found;
      });
      if (route === null) return;
      const sent = await vendors.connect.transfer({
        group: payoutId,
        step,
        amountCents: cents(Number(route.payout.amountCents)),
        from: route.from,
        to: route.to,
        metadata: { payout_id: payoutId, organization_id: organizationId },
        idempotencyKey: `${payoutId}/${step}`,
      });
      await keep(database, ref, sent);
    },

    /** Nobody knows whether a step was carried out. */
    async markPayoutUnknown({ organizationId, payoutId }: PayoutRef & { step: PayoutStep }): Promise<void> {
      await inOrganization(database, organizationId, (tx) => markPayout(tx, payoutId, 'unknown'));
    },

    /** Asks the service whether a step was carried out, and writes it down. */
    async findPayoutStep(ref: PayoutRef & { step: PayoutStep }): Promise<{ found: boolean }> {
      const { from } = await inOrganization(database, ref.organizationId, (tx) => routeOf(tx, ref));
      const found = await vendors.connect.findTransfer({ group: ref.payoutId, step: ref.step, from });
      if (found === 'not_found') return { found: false };
      await keep(database, ref, found);
      return { found: true };
    },

    /** The service refused a step: the payout has failed, and what was taken for it goes back first. */
    async refusePayoutStep({ organizationId, payoutId, step }: PayoutRef & { step: PayoutStep }): Promise<void> {
      if (step === 'give_back') return;
      await inOrganization(database, organizationId, async (tx) => {
        const payout = await lockPayout(tx, payoutId);
        const failureMessage =
          step === 'collect' ? `${REFUSED} out of your account: is there enough money in it?` : REFUSED;
        const why = { failureCode: `${step}_refused`, failureMessage };
        await tx.ownerPayout.update({ where: { id: payout.id }, data: why, select: { id: true } });
      });
    },
  };
}

async function plan(tx: Transaction, ref: PayoutRef, now: Date): Promise<PayoutPlan> {
  const payout = await lockPayout(tx, ref.payoutId);
  const { status, collectRef, transferRef, returnRef, failureCode, failureMessage } = payout;
  if (status === 'paid' || status === 'returned') return { kind: 'done', outcome: 'paid' };
  if (status === 'failed') return { kind: 'done', outcome: 'failed' };
  if (transferRef !== null) {
    await completePayout(tx, { payoutId: payout.id, now });
    return { kind: 'done', outcome: 'paid' };
  }
  const isUnknown = status === 'unknown' || status === 'sending';
  if (failureCode !== null) {
    if (collectRef !== null && returnRef === null) return { kind: 'step', step: 'give_back', isUnknown };
    await failPayout(tx, { payoutId: payout.id, now, code: failureCode, message: failureMessage ?? REFUSED });
    return { kind: 'done', outcome: 'failed' };
  }
  const accounts = await accountsOf(tx, payout.ownerId);
  const needsCollecting = accounts.ours !== undefined && collectRef === null;
  // What is out of the organization's account already goes on; only a beginning waits for papers.
  const paused = collectRef === null ? pausedBy(accounts) : null;
  if (paused !== null && status === 'created') return { kind: 'paused', reason: paused };
  return { kind: 'step', step: needsCollecting ? 'collect' : 'pay', isUnknown };
}

type Accounts = Awaited<ReturnType<typeof accountsOf>>;

async function accountsOf(tx: Transaction, ownerId: string) {
  const rows = await tx.connectAccount.findMany({ where: { OR: [{ ownerId }, { ownerId: null }] } });
  return {
    owners: rows.find((row) => row.ownerId === ownerId),
    ours: rows.find((row) => row.ownerId === null && row.vendorRef !== null),
  };
}

function pausedBy({ owners, ours }: Accounts): string | null {
  if (owners === undefined || !owners.transfersEnabled)
    return 'the owner to finish the sign-up with the payment service';
  return ours === undefined ? null : pausedBecause(ours);
}

async function routeOf(tx: Transaction, { payoutId, step }: PayoutRef & { step: PayoutStep }) {
  const payout = await lockPayout(tx, payoutId);
  const { owners, ours } = await accountsOf(tx, payout.ownerId);
  const [own, our] = [owners?.vendorRef ?? null, ours?.vendorRef ?? null];
  if (step === 'collect') return { payout, from: our, to: null };
  return { payout, from: null, to: step === 'pay' ? own : our };
}

async function keep(
  database: Database,
  { organizationId, payoutId, step }: PayoutRef & { step: PayoutStep },
  { transferRef }: Transfer,
): Promise<void> {
  await inOrganization(database, organizationId, (tx) =>
    tx.ownerPayout.update({ where: { id: payoutId }, data: { [COLUMNS[step]]: transferRef }, select: { id: true } }),
  );
}
