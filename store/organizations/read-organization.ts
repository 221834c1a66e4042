import type { Transaction } from '../database';
import type { Organization } from '../generated/client';

/** The organization in whose scope the transaction runs. @throws where there is none by that id */
export async function readOrganization(tx: Transaction, organizationId: string): Promise<Organization> {
  return tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
}
