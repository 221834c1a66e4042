import { isId } from '../../domain/ids';

/** What an email carries to come back with every event about it: whose it is and which. */
export function emailReference(organizationId: string, messageId: string): string {
  return `${organizationId}/${messageId}`;
}

/** Reads it back; null for mail that is none of ours. */
export function organizationAndMessage(
  reference: string | undefined,
): { organizationId: string; messageId: string } | null {
  const [organizationId = '', messageId = ''] = (reference ?? '').split('/');
  return isId('organization', organizationId) && isId('message', messageId) ? { organizationId, messageId } : null;
}
