import { workflowIds } from '../../domain/workflow-ids';
import { beginConnectAccount } from '../../store/connect/connect-accounts';
import { inOrganization } from '../../store/database';
import { newId } from '../../store/new-id';
import type { BackTo } from '../../workflows/connect-account/messages';
import type { Services } from '../services';

/** Whose account: the organization's own without an owner. */
export type Whose = { organizationId: string; ownerId: string | null; actor: string };

/**
 * Has the payment service open its sign-up page for an account, begun where there is none yet.
 * @param back where the service leads afterwards
 * @returns the page's address, good for some minutes
 */
export async function openSignUp(services: Services, whose: Whose, back: BackTo): Promise<string> {
  const { organizationId } = whose;
  const account = await inOrganization(services.database, organizationId, (tx) => beginConnectAccount(tx, whose));
  const input = { organizationId, accountId: account.id };
  // Each page is a workflow of its own; the account's news go to the one under its plain id.
  const workflowId = `${workflowIds.connectAccount(account.id)}/${newId('command')}`;
  const start = { workflowType: 'connectAccount', workflowId, input };
  const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openOnboarding', back);
  return url;
}
