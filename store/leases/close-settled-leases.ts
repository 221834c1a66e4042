import { newId } from '../new-id';
import type { RunSql } from '../sql-runner';

/** Banks send debits back for sixty days: until then a lease may come to owe something again. */
const SAFE_AFTER_DAYS = 60;

const SETTLED = `
  update leases l set status = 'closed', version = l.version + 1, updated_at = now()
  from units u where u.id = l.unit_id and l.organization_id = $1 and l.time_zone = $2 and l.status = 'ended'
    and l.ended_at < $3::date - $4::int
    and not exists (select from lease_balances b where b.organization_id = $1 and b.lease_id = l.id and b.balance_cents <> 0
      and b.account in ('receivable', 'tenant_credit', 'in_transit', 'refunds_payable', 'deposits_held', 'deposits_billed', 'disputed'))
    and not exists (select from deposits d where d.lease_id = l.id and d.status <> 'settled')
    and not exists (select from payments p where p.lease_id = l.id and (p.status in ('unknown', 'processing')
      or p.method in ('card', 'us_bank_account') and p.settled_at > $3::date - $4::int))
    and not exists (select from refunds r where r.lease_id = l.id and r.status in ('requested', 'unknown', 'pending', 'requires_action'))
    and not exists (select from disputes d where d.lease_id = l.id and d.closed_at is null)
    and not exists (select from payment_plans p where p.lease_id = l.id and p.status in ('offered', 'active'))
  returning l.id, l.unit_id, u.property_id`;

/**
 * Closes an organization's leases of a zone that have ended, settled their deposit and owe nothing, once no bank can
 * send anything back any more. One statement for all of them. @param runOn the date there (`YYYY-MM-DD`)
 */
export async function closeSettledLeases(
  run: RunSql,
  { organizationId, zone, runOn }: { organizationId: string; zone: string; runOn: string },
): Promise<string[]> {
  const closed = await run<{ id: string; unit_id: string; property_id: string }>(SETTLED, [
    organizationId,
    zone,
    runOn,
    SAFE_AFTER_DAYS,
  ]);
  for (const { id, unit_id, property_id } of closed) {
    await run(
      `insert into events (id, organization_id, type, subject_id, subjects, payload)
       values ($1, $2, 'lease.closed', $3, array(select jsonb_array_elements_text($4::jsonb)), '{}') returning id`,
      [newId('event'), organizationId, id, JSON.stringify([id, unit_id, property_id])],
    );
  }
  return closed.map(({ id }) => id);
}
