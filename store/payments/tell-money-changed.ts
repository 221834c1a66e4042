import type { PaymentStatus } from '../../domain/states';
import { openOfObligation } from '../charges/open-charges';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

type Payment = {
  id: string;
  organizationId: string;
  leaseId: string | null;
  obligation: string | null;
  workflowId: string | null;
  lease: { status: string } | null;
};

type News = {
  /** The workflow that reports the change by itself, and so need not be told. */
  exceptWorkflowId?: string | undefined;
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
  if (own !== null && own !== news.exceptWorkflowId) await tellOwn(tx, payment, own, news);
  if (leaseId === null) return;
  const paid = await tx.charge.findMany({
    where: { allocations: { some: { paymentId: payment.id } } },
    select: { period: true },
    distinct: ['period'],
  });
  const collections = new Set(paid.map((charge) => `rent-collection/${leaseId}/${charge.period}`));
  if (payment.obligation?.startsWith(`${leaseId}/`)) collections.add(`rent-collection/${payment.obligation}`);
  for (const workflowId of collections) {
    if (workflowId === own || workflowId === news.exceptWorkflowId) continue;
    const signal = { kind: 'signal', signal: 'moneyChanged', ifThere: true } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
  }
  if (payment.lease?.status === 'signed') {
    const signal = { kind: 'signal', signal: 'moneyChanged' } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'lease', workflowId: `lease/${leaseId}`, ...signal });
  }
}

/** The payment's own workflow hears the outcome itself, so that it need not ask for it. */
async function tellOwn(tx: Transaction, payment: Payment, workflowId: string, { resolved }: News): Promise<void> {
  const { organizationId } = payment;
  const workflowType = workflowId.startsWith('payment/') ? 'payment' : 'rentCollection';
  if (resolved === undefined) {
    const signal = { kind: 'signal', signal: 'moneyChanged', ifThere: true } as const;
    return enqueueCommand(tx, { organizationId, workflowType, workflowId, ...signal });
  }
  const openCents = await openOfObligation(overPrisma(tx), organizationId, payment.obligation);
  await enqueueCommand(tx, {
    organizationId,
    workflowType,
    workflowId,
    kind: 'signal',
    signal: 'presentmentResolved',
    input: { ...resolved, openCents },
    ifThere: true,
  });
}
