import type { Locale } from '../../domain/locales';
import type { Transaction } from '../database';
import { newId } from '../new-id';

export type NewTenant = {
  organizationId: string;
  name: string;
  email: string;
  phone: string | null;
  locale: Locale;
  backgroundCheckStatus?: 'none' | 'clear' | 'consider';
};

/** The organization's tenant with this email address, made where there is none. @returns the tenant's id */
export async function findOrCreateTenant(tx: Transaction, person: NewTenant): Promise<string> {
  const { organizationId, name, email, phone, locale, backgroundCheckStatus } = person;
  // One at a time per address, so that two leases drawn up together do not make two tenants of one person.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tenant|${organizationId}|${email.toLowerCase()}`}, 0))`;
  const known = await tx.tenant.findFirst({
    where: { organizationId, email: { equals: email, mode: 'insensitive' } },
    orderBy: { id: 'asc' },
  });
  if (known !== null) {
    const data = {
      ...(known.phone === null && phone !== null ? { phone } : {}),
      ...(backgroundCheckStatus === undefined ? {} : { backgroundCheckStatus }),
    };
    if (Object.keys(data).length > 0) await tx.tenant.update({ where: { id: known.id }, data, select: { id: true } });
    return known.id;
  }
  const id = newId('tenant');
  const status = backgroundCheckStatus ?? 'none';
  await tx.tenant.create({
    data: { id, organizationId, name, email, phone, locale, backgroundCheckStatus: status },
    select: { id: true },
  });
  return id;
}
