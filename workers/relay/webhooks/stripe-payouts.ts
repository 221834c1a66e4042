import { localDateAt } from '../../../domain/calendar';
import { inOrganization } from '../../../store/database';
import { readOrganization } from '../../../store/organizations/read-organization';
import { requestReconciliation } from '../../../store/reconciliation/begin-run';
import { organizationOfAccount } from '../../../store/relay/organization-zones';
import type { WebhookContext } from './handler';

/**
 * A payout arrived or came back: the organization's books are reconciled at once instead of tomorrow. Those of the
 * platform's own account are seen by the daily runs.
 */
export async function handlePayout({ database, now }: WebhookContext, account: string | null) {
  const organizationId = account === null ? null : await organizationOfAccount(database, account);
  if (organizationId === null) return 'ignored';
  await inOrganization(database, organizationId, async (tx) => {
    const { timeZone } = await readOrganization(tx, organizationId);
    const runOn = localDateAt(now().getTime(), timeZone);
    await requestReconciliation(tx, { organizationId, runOn, actor: null });
  });
  return 'handled';
}
