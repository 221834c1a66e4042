import { AUTOPAY_AUTHORIZATION_VERSION } from '../../domain/autopay-authorization';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { newId } from '../new-id';

export type GivenAuthorization = {
  organizationId: string;
  leaseId: string;
  tenantId: string;
  /** `autopay`: the way to pay that is then stored is debited each month. `store_method`: it is only stored. */
  kind?: 'autopay' | 'store_method';
  text: string;
  locale: string;
  ip: string;
  userAgent: string;
  now: Date;
};

/**
 * Keeps what a tenant has just agreed to, word for word, and has the workflow started that stores a way to pay and
 * then turns autopay on. @returns the consent's id
 */
export async function giveAuthorization(tx: Transaction, given: GivenAuthorization): Promise<string> {
  const { organizationId, leaseId, tenantId, kind = 'autopay', text, locale, ip, userAgent, now } = given;
  const consentId = newId('consent');
  const textVersion = AUTOPAY_AUTHORIZATION_VERSION;
  await tx.consent.create({
    data: {
      id: consentId,
      organizationId,
      tenantId,
      kind,
      text,
      textVersion,
      locale,
      ip,
      userAgent,
      givenAt: now,
    },
    select: { id: true },
  });
  const workflowId = `autopay/${consentId}`;
  const input = { organizationId, leaseId, tenantId, consentId };
  await enqueueCommand(tx, { organizationId, workflowType: 'autopay', workflowId, kind: 'start', input });
  return consentId;
}
