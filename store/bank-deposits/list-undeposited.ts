import type { PlainDateString } from '../../domain/calendar';
import { type Cents, cents } from '../../domain/money';
import type { RunSql } from '../sql-runner';

/** A payment that was received and not taken to the bank, with what of it is still there. */
export type Undeposited = {
  paymentId: string;
  leaseId: string;
  tenantName: string | null;
  address: string;
  method: string;
  amountCents: Cents;
  effectiveOn: PlainDateString;
  note: string | null;
};

/** Cash that was handed back of a cash payment came out of it; of a check nothing can, whatever was given back. */
const UNDEPOSITED = `
  select p.id as "paymentId", p.lease_id as "leaseId", t.name as "tenantName", pr.address_line1 || ', ' || u.number as address,
    p.method, (p.amount_cents - case when p.method = 'cash' then coalesce(c.cash, 0) else 0 end)::text as amount,
    p.effective_on::text as "effectiveOn", p.note
  from payments p join leases l on l.id = p.lease_id join units u on u.id = l.unit_id join properties pr on pr.id = u.property_id
    left join tenants t on t.id = p.tenant_id
    left join lateral (select sum(r.amount_cents) as cash from refunds r
      where r.payment_id = p.id and r.method = 'cash' and r.status <> 'failed') c on true
  where p.organization_id = $1 and p.kind = 'offline' and p.method in ('cash', 'check', 'money_order')
    and p.status in ('succeeded', 'refunded')
    and p.amount_cents > case when p.method = 'cash' then coalesce(c.cash, 0) else 0 end
    and not exists (select from bank_deposit_items i where i.payment_id = p.id and i.released_at is null)`;

type Row = Omit<Undeposited, 'amountCents'> & { amount: string };

/** What lies there, the oldest first; one more than `limit`, to see whether there are more. */
export async function listUndeposited(
  run: RunSql,
  of: { organizationId: string; after?: { date: string; id: string } | undefined; limit: number },
): Promise<Undeposited[]> {
  const rows = await run<Row>(
    `${UNDEPOSITED} and ($2::date is null or (p.effective_on, p.id) > ($2::date, $3::text))
     order by p.effective_on, p.id limit $4`,
    [of.organizationId, of.after?.date ?? null, of.after?.id ?? '', of.limit + 1],
  );
  return rows.map(read);
}

/** Those of the named payments that lie there. */
export async function undepositedAmong(
  run: RunSql,
  of: { organizationId: string; paymentIds: readonly string[] },
): Promise<Undeposited[]> {
  const rows = await run<Row>(
    `${UNDEPOSITED} and p.id in (select jsonb_array_elements_text($2::jsonb)) order by p.id`,
    [of.organizationId, JSON.stringify(of.paymentIds)],
  );
  return rows.map(read);
}

/** What has lain there since before a day, the oldest first; at most a thousand. */
export async function undepositedSince(
  run: RunSql,
  of: { organizationId: string; before: PlainDateString },
): Promise<Undeposited[]> {
  const rows = await run<Row>(`${UNDEPOSITED} and p.effective_on < $2::date order by p.effective_on, p.id limit 1000`, [
    of.organizationId,
    of.before,
  ]);
  return rows.map(read);
}

function read({ amount, ...row }: Row): Undeposited {
  return { ...row, amountCents: cents(Number(amount)) };
}
