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
  const periods = leaseId === null ? [] : await periodsOf(tx, payment);
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
  await tellPlan(tx, payment, own, news);
  if (payment.lease?.status === 'signed') {
    const signal = { kind: 'signal', signal: 'moneyChanged' } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'lease', workflowId: `lease/${leaseId}`, ...signal });
  }
}

/** A running payment plan counts whatever pays its charges. */
async function tellPlan(tx: Transaction, payment: Payment, own: string | null, news: News): Promise<void> {
  const { organizationId, leaseId } = payment;
  const plan = await tx.paymentPlan.findFirst({
    where: { leaseId: leaseId ?? '', status: 'active' },
    select: { id: true },
  });
  if (plan === null) return;
  const workflowId = workflowIds.paymentPlan(plan.id);
  if (workflowId === own || workflowId === news.exceptWorkflowId) return;
  const signal = { kind: 'signal', signal: 'moneyChanged', ifThere: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'paymentPlan', workflowId, ...signal });
}

/** The months whose charges it pays, and those that it was presented for. */
async function periodsOf(tx: Transaction, { id, leaseId, obligation, covers = [] }: Payment): Promise<string[]> {
  const paid = await tx.charge.findMany({
    where: { allocations: { some: { paymentId: id } } },
    select: { period: true },
    distinct: ['period'],
  });
  const [owner, presentedFor] = (obligation ?? '').split('/');
  const periods = [...paid.map((charge) => charge.period), ...covers];
  return [...new Set(owner === leaseId && presentedFor !== undefined ? [...periods, presentedFor] : periods)].sort();
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
