import { z } from 'zod';
import { tellAccountNews } from '../../../store/connect/tell-account-news';
import { inOrganization } from '../../../store/database';
import { returnPayout } from '../../../store/payouts/move-payout';
import { NotYetKnown, type WebhookContext } from './handler';

const account = z.looseObject({ id: z.string() });
const transfer = z.looseObject({
  id: z.string(),
  reversed: z.boolean(),
  metadata: z.record(z.string(), z.string()).default({}),
});

/** News of accounts with the payment service, and of transfers to owners that came back. */
export async function handleConnect(
  { database, now }: WebhookContext,
  type: string,
  object: unknown,
): Promise<'handled' | 'ignored'> {
  if (type === 'account.updated') {
    return (await tellAccountNews(database, account.parse(object).id)) ? 'handled' : 'ignored';
  }
  if (type !== 'transfer.reversed') return 'ignored';
  const { reversed, metadata } = transfer.parse(object);
  const { payout_id: payoutId, organization_id: organizationId, step } = metadata;
  if (!reversed || payoutId === undefined || organizationId === undefined || step !== 'pay') return 'ignored';
  await inOrganization(database, organizationId, async (tx) => {
    const payout = await tx.ownerPayout.findUnique({ where: { id: payoutId } });
    if (payout === null) return;
    if (payout.status !== 'paid' && payout.status !== 'returned') {
      throw new NotYetKnown('The transfer’s own answer is under way.');
    }
    const why = { code: 'transfer_reversed', message: 'The payment service took the transfer back' };
    await returnPayout(tx, { payoutId, now: now(), ...why });
  });
  return 'handled';
}
