import type pg from 'pg';
import { type PlainDateString, parsePlainDate, periodOf } from '../../../domain/calendar';
import { type Cents, cents } from '../../../domain/money';
import { type ChargeToPost, postCharges } from '../../../store/charges/post-charges';
import { type Database, inOrganization, type Transaction } from '../../../store/database';
import { newId } from '../../../store/new-id';
import { toSqlDate } from '../../../store/plain-dates';
import { overPrisma } from '../../../store/sql-runner';

/** The moment at which these tests live: ten in the morning of a Tuesday in Chicago. */
export const NOW = new Date('2026-11-10T16:00:00Z');
export const TODAY: PlainDateString = parsePlainDate('2026-11-10');
export const RENT = cents(145_000);
export const NSF_FEE = cents(2_500);

/** A landlord with one house, whose flats are let one after the other as tests need them. */
export type Landlord = {
  organizationId: string;
  propertyId: string;
  within<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
};
/** A standing lease with one tenant who has a card and a bank account on file. */
export type LetFlat = {
  organizationId: string;
  leaseId: string;
  unitId: string;
  tenantId: string;
  card: string;
  bank: string;
};

export async function makeLandlord(database: Database): Promise<Landlord> {
  const organizationId = newId('organization');
  const propertyId = newId('property');
  const within: Landlord['within'] = (work) => inOrganization(database, organizationId, work);
  await within(async (tx) => {
    await tx.organization.create({ data: { id: organizationId, name: 'Elm Homes', email: 'home@elm.test' } });
    await tx.property.create({
      data: {
        id: propertyId,
        organizationId,
        name: 'Elm House',
        addressLine1: '1 Elm Street',
        city: 'Chicago',
        state: 'IL',
        postalCode: '60601',
        type: 'apartment_building',
        timeZone: 'America/Chicago',
      },
    });
  });
  return { organizationId, propertyId, within };
}

export async function letFlat({ organizationId, propertyId, within }: Landlord): Promise<LetFlat> {
  const [unitId, leaseId, tenantId] = [newId('unit'), newId('lease'), newId('tenant')];
  const [card, bank] = [newId('paymentMethod'), newId('paymentMethod')];
  const own = { organizationId };
  await within(async (tx) => {
    await tx.unit.create({
      data: { ...own, id: unitId, propertyId, number: unitId.slice(-8), rentCents: BigInt(RENT) },
    });
    await tx.tenant.create({ data: { ...own, id: tenantId, name: 'Ana Diaz', email: `${tenantId}@t.test` } });
    await tx.lease.create({
      data: {
        ...own,
        id: leaseId,
        unitId,
        status: 'active',
        startsOn: toSqlDate('2026-01-01'),
        rentCents: BigInt(RENT),
        timeZone: 'America/Chicago',
        state: 'IL',
        terms: { nsf_fee_cents: NSF_FEE },
        tenants: { create: { ...own, tenantId, isPrimary: true } },
      },
    });
    const method = { ...own, tenantId, customerRef: 'cus_test', last4: '4242' };
    await tx.paymentMethod.create({ data: { ...method, id: card, kind: 'card', vendorRef: card } });
    await tx.paymentMethod.create({ data: { ...method, id: bank, kind: 'us_bank_account', vendorRef: bank } });
  });
  return { organizationId, leaseId, unitId, tenantId, card, bank };
}

/** Charges a lease through the store. @returns the charge's id */
export async function charge(
  tx: Transaction,
  flat: LetFlat,
  {
    kind = 'rent',
    amountCents = RENT,
    item = newId('charge'),
    dueOn = parsePlainDate('2026-11-01'),
  }: Partial<ChargeToPost> = {},
): Promise<string> {
  const wanted = {
    leaseId: flat.leaseId,
    kind,
    item,
    label: kind,
    amountCents,
    period: periodOf(dueOn),
    dueOn,
    coversFrom: null,
    coversTo: null,
    rule: {},
  };
  const [posted] = await postCharges(overPrisma(tx), flat.organizationId, [wanted]);
  if (posted === undefined) throw new Error('the charge stood already');
  return posted.id;
}

/** The balance of every account, debits positive, accounts at zero left out; as the owner sees it. */
export async function balances(owner: pg.Pool, leaseId: string): Promise<Record<string, Cents>> {
  const { rows } = await owner.query<{ account: string; sum: string }>(
    'select account, sum(amount_cents)::text from postings where lease_id = $1 group by 1 having sum(amount_cents) <> 0',
    [leaseId],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, cents(Number(sum))]));
}

/** What each payment of a lease pays of each charge, as `payment charge` to cents. */
export async function parted(owner: pg.Pool, leaseId: string): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ part: string; sum: string }>(
    `select a.payment_id || ' ' || a.charge_id as part, sum(a.amount_cents)::text from allocations a
       join payments p on p.id = a.payment_id where p.lease_id = $1 and a.voided_at is null group by 1`,
    [leaseId],
  );
  return Object.fromEntries(rows.map(({ part, sum }) => [part, Number(sum)]));
}

/** What is wrong with the books, of all leases or of one, in words; empty when nothing is. */
export async function faultsOfBooks(owner: pg.Pool, leaseId: string | null = null): Promise<string[]> {
  const { rows } = await owner.query<{ fault: string }>(
    `select 'organization ' || organization_id || ' is off by ' || sum(amount_cents) as fault from postings where $1::text is null or lease_id = $1 group by organization_id having sum(amount_cents) <> 0
     union all select 'entry ' || e.id || ' does not balance' from journal_entries e left join postings p on p.entry_id = e.id where $1::text is null or e.lease_id = $1 group by e.id having coalesce(sum(p.amount_cents), 0) <> 0 or count(p.id) < 2
     union all select 'payment ' || p.id || ' pays more than is left of it' from payments p join allocations a on a.payment_id = p.id and a.voided_at is null where $1::text is null or p.lease_id = $1 group by p.id having sum(a.amount_cents) > p.amount_cents - p.refunded_cents - p.returned_cents
     union all select 'payment ' || id || ' gave back more than it is' from payments where ($1::text is null or lease_id = $1) and refunded_cents + returned_cents > amount_cents
     union all select 'charge ' || c.id || ' is paid more than it is' from charges c join allocations a on a.charge_id = c.id and a.voided_at is null where $1::text is null or c.lease_id = $1 group by c.id having sum(a.amount_cents) > c.amount_cents
     union all select 'payment ' || p.id || ' pays though it is ' || p.status from payments p where ($1::text is null or p.lease_id = $1) and p.status not in ('processing', 'succeeded') and exists (select from allocations a where a.payment_id = p.id and a.voided_at is null)
     union all select 'lease ' || coalesce(b.lease_id, f.lease_id) || ' stands at ' || coalesce(b.balance_cents::text, 'nothing') || ' in ' || coalesce(b.account, f.account) || ' and its postings at ' || coalesce(f.sum::text, 'nothing')
       from (select * from lease_balances where $1::text is null or lease_id = $1) b full join
         (select organization_id, lease_id, account, sum(amount_cents) as sum from postings where lease_id is not null and ($1::text is null or lease_id = $1) group by 1, 2, 3) f
         using (organization_id, lease_id, account) where b.balance_cents is distinct from f.sum
     union all select 'lease ' || l.id || ' owes ' || ledger.owed || ' by the ledger and ' || charges.open || ' by its charges' from leases l,
       lateral (select coalesce(sum(amount_cents), 0) as owed from postings where lease_id = l.id and account = 'receivable') ledger,
       lateral (select coalesce(sum(c.amount_cents - coalesce((select sum(a.amount_cents) from allocations a where a.charge_id = c.id and a.voided_at is null), 0)), 0) as open
         from charges c where c.lease_id = l.id and c.voided_at is null) charges where ($1::text is null or l.id = $1) and ledger.owed <> charges.open
     union all select 'lease ' || l.id || ' has ' || ledger.credit || ' paid ahead by the ledger and ' || payments.left || ' by its payments' from leases l,
       lateral (select coalesce(-sum(amount_cents), 0) as credit from postings where lease_id = l.id and account = 'tenant_credit') ledger,
       lateral (select coalesce(sum(p.amount_cents - p.refunded_cents - p.returned_cents - coalesce((select sum(a.amount_cents) from allocations a where a.payment_id = p.id and a.voided_at is null), 0)), 0) as left
         from payments p where p.lease_id = l.id and p.status in ('processing', 'succeeded')) payments where ($1::text is null or l.id = $1) and ledger.credit <> payments.left
     union all select 'lease ' || l.id || ' has ' || ledger.waiting || ' about to leave by the ledger and ' || refunds.waiting || ' by its refunds' from leases l,
       lateral (select coalesce(-sum(amount_cents), 0) as waiting from postings where lease_id = l.id and account = 'refunds_payable') ledger,
       lateral (select coalesce(sum(amount_cents), 0) as waiting from refunds where lease_id = l.id and status in ('requested', 'unknown') and sent_at is null) refunds
       where ($1::text is null or l.id = $1) and ledger.waiting <> refunds.waiting`,
    [leaseId],
  );
  return rows.map(({ fault }) => fault);
}
