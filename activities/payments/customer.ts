import { inOrganization } from '../../store/database';
import type { ActivityDependencies } from '../dependencies';

type Tenant = {
  id: string;
  organizationId: string;
  name: string;
  email: string;
  phone: string | null;
  customerRef: string | null;
};

/** The tenant's customer with the payment vendor, made at first need and remembered. */
export async function ensureCustomer({ database, vendors }: ActivityDependencies, tenant: Tenant): Promise<string> {
  if (tenant.customerRef !== null) return tenant.customerRef;
  const { id: tenantId, organizationId, name, email, phone } = tenant;
  const input = { tenantId, organizationId, name, email, ...(phone === null ? {} : { phone }) };
  const { customerId } = await vendors.payments.ensureCustomer(input);
  await inOrganization(database, organizationId, (tx) =>
    tx.tenant.update({ where: { id: tenantId }, data: { customerRef: customerId }, select: { id: true } }),
  );
  return customerId;
}
