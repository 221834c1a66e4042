import type { PaymentStatus } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { openOfObligation } from '../charges/open-charges';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

type Payment = {
  id: string;
  organizationId: string;
  leaseId: string | null;
  obligation: string | null;
  /** The months that it asked for. */
  covers?: readonly string[];
  workflowId: string | null;
  lease: { status: string; unit: { propertyId: string } } | null;
};

type News = {
  /** The workflow that reports the change by itself, and so need not be told. */
  exceptWorkflowId?: string | undefined;
  /** What it had paid is owed again: a collection that ended starts once more. */
  reopened?: boolean | undefined;
  /** Of the presentment whose outcome is the news. */
  resolved?: { presentmentId: string; status: PaymentStatus } | undefined;
};

/**
 * Tells the workflows that wait for a lease's money that something was paid, failed or came back: the payment's own,
 * the collections of the periods concerned, and the lease while it waits for its move-in money. A collection that is
 * not there needs no news.
 */
export async function tellMoneyChanged(tx: Transaction, payment: Payment, news: News = {}): Promise<void> {
  const { organizationId, leaseId } = payment;
  const own = payment.workflowId;
  const { periods, planId } = leaseId === null ? NOBODY : await concernedBy(tx, payment);
  const isOwnCollection = periods.some((period) => collectionId(leaseId, period) === own);
  if (own !== null && own !== news.exceptWorkflowId && !(news.reopened && isOwnCollection)) {
    await tellOwn(tx, payment, own, news);
  }
  if (leaseId === null) return;
  for (const period of periods) {
    const workflowId = collectionId(leaseId, period);
    if (workflowId === news.exceptWorkflowId || (workflowId === own && !news.reopened)) continue;
    await tellCollection(tx, payment, leaseId, period, news);
  }
  if (planId !== null) await tellPlan(tx, payment, planId, news);
  if (payment.lease?.status === 'signed') {
    const signal = { kind: 'signal', signal: 'moneyChanged' } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'lease', workflowId: `lease/${leaseId}`, ...signal });
  }
}

/** A running payment plan counts whatever pays its charges. */
async function tellPlan(tx: Transaction, payment: Payment, planId: string, news: News): Promise<void> {
  const { organizationId, workflowId: own } = payment;
  const workflowId = workflowIds.paymentPlan(planId);
  if (workflowId === own || workflowId === news.exceptWorkflowId) return;
  const signal = { kind: 'signal', signal: 'moneyChanged', ifThere: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'paymentPlan', workflowId, ...signal });
}

/** Months of the lease, and its running payment plan. */
type Concerned = { periods: string[]; planId: string | null };
const NOBODY: Concerned = { periods: [], planId: null };
const CONCERNED = `
  select array(select distinct c.period from allocations a join charges c on c.id = a.charge_id
      where a.payment_id = $1) as periods,
    (select p.id from payment_plans p where p.lease_id = $2 and p.status = 'active' limit 1) as "planId"`;

/** The months whose charges it pays, and those that it was presented for. */
async function concernedBy(tx: Transaction, { id, leaseId, obligation, covers = [] }: Payment): Promise<Concerned> {
  const [row = NOBODY] = await overPrisma(tx)<Concerned>(CONCERNED, [id, leaseId]);
  const [owner, presentedFor] = (obligation ?? '').split('/');
  const periods = [...row.periods, ...covers];
  const all = owner === leaseId && presentedFor !== undefined ? [...periods, presentedFor] : periods;
  return { periods: [...new Set(all)].sort(), planId: row.planId };
}

const collectionId = (leaseId: string | null, period: string) => `rent-collection/${leaseId}/${period}`;

const COLLECTED = new Set(['scheduled', 'active', 'ended']);

async function tellCollection(
  tx: Transaction,
  payment: Payment,
  leaseId: string,
  period: string,
  news: News,
): Promise<void> {
  const { organizationId, lease } = payment;
  const common = { organizationId, workflowType: 'rentCollection', workflowId: collectionId(leaseId, period) } as const;
  const { signal, input: signalInput } = await signalOf(tx, payment, news, common.workflowId);
  if (!news.reopened || lease === null || !COLLECTED.has(lease.status)) {
    return enqueueCommand(tx, { ...common, kind: 'signal', signal, ...signalInput, ifThere: true });
  }
  const input = { organizationId, leaseId, propertyId: lease.unit.propertyId, period };
  const told = signalInput.input === undefined ? {} : { signalInput: signalInput.input };
  await enqueueCommand(tx, { ...common, kind: 'signal_with_start', signal, ...told, input, restart: true });
}

async function signalOf(tx: Transaction, payment: Payment, { resolved }: News, workflowId: string) {
  if (resolved === undefined || workflowId !== payment.workflowId)
    return { signal: 'moneyChanged', input: {} as { input?: Record<string, unknown> } };
  const openCents = await openOfObligation(overPrisma(tx), payment.organizationId, payment.obligation);
  return { signal: 'presentmentResolved', input: { input: { ...resolved, openCents } } };
}

/** The payment's own workflow hears the outcome itself, so that it need not ask for it. */
async function tellOwn(tx: Transaction, payment: Payment, workflowId: string, news: News): Promise<void> {
  const { organizationId } = payment;
  const isPlan = workflowId.startsWith('plan/');
  const workflowType = isPlan ? 'paymentPlan' : workflowId.startsWith('payment/') ? 'payment' : 'rentCollection';
  const { signal, input } = await signalOf(tx, payment, news, workflowId);
  await enqueueCommand(tx, {
    organizationId,
    workflowType,
    workflowId,
    kind: 'signal',
    signal,
    ...input,
    ifThere: true,
  });
}
