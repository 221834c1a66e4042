import { randomBytes } from 'node:crypto';
import { addMonths, addPeriods, localDateAt, nextPeriod, type Period, periodOf } from '../domain/calendar';
import { leaseTermsSchema, paymentScheduleSchema, rentTermsOf } from '../domain/lease-terms';
import { cents } from '../domain/money';
import { chargesForPeriod, moveInCharges, type PlannedCharge, type RentTerms } from '../domain/rent-schedule';
import type { StateCode } from '../domain/time-zones';
import { workflowIds } from '../domain/workflow-ids';
import { createApiKey } from '../store/api-keys/api-keys';
import { postCharges } from '../store/charges/post-charges';
import { enqueueCommand } from '../store/commands/enqueue-command';
import { type Database, inOrganization, openDatabase, type Transaction } from '../store/database';
import { createLease } from '../store/leases/create-lease';
import { newId } from '../store/new-id';
import { recordOfflinePayment } from '../store/payments/record-offline-payment';
import { toSqlDate } from '../store/plain-dates';
import { createProperty } from '../store/properties/create-property';
import { overPrisma } from '../store/sql-runner';
import { findOrCreateTenant } from '../store/tenants/find-or-create-tenant';
import { hashPassword } from '../store/users/passwords';
import { signUp } from '../store/users/sign-up';
import { seedOwners } from './demo-owners';
import { DEMO_LEASES, DEMO_ORGANIZATION, DEMO_PEOPLE, DEMO_PROPERTIES, DEMO_VENDORS } from './demo-portfolio';

/** Shown on the screen and good for nothing but this machine's demo. */
const DEMO_PASSWORD = 'a-flat-in-seattle';

type Scope = { database: Database; organizationId: string; owner: string; now: Date };
type DemoLease = (typeof DEMO_LEASES)[number];

/**
 * Fills an empty database with a landlord whose business has been going for a while: people, buildings, leases with
 * their past months paid, and tradespeople. Everything goes through the store, as in real life. Interrupted, it goes on
 * where it stopped when it is run again.
 * @returns how to sign in
 */
export async function seed(options: { databaseUrl: string; now?: Date }) {
  const database = openDatabase(options.databaseUrl, 4);
  const [owner] = DEMO_PEOPLE;
  try {
    const { userId, organizationId } = await signUp(database, {
      organizationName: DEMO_ORGANIZATION.name,
      name: owner.name,
      email: owner.email,
      password: DEMO_PASSWORD,
      timeZone: 'America/Los_Angeles',
      locale: 'en',
    });
    const scope: Scope = { database, organizationId, owner: userId, now: options.now ?? new Date() };
    const key = `tnr_${randomBytes(24).toString('base64url')}`;
    await inOrganization(database, organizationId, (tx) => seedPeople(tx, scope, key));
    const units = await inOrganization(database, organizationId, (tx) => seedProperties(tx, scope));
    await inOrganization(database, organizationId, (tx) => seedVendors(tx, scope));
    await inOrganization(database, organizationId, (tx) => seedOwners(tx, scope));
    for (const lease of DEMO_LEASES) {
      await inOrganization(database, organizationId, (tx) => seedLease(tx, scope, lease, units));
    }
    await inOrganization(database, organizationId, forgetThePast);
    return { email: owner.email, password: DEMO_PASSWORD, organization_id: organizationId, api_key: key };
  } finally {
    await database.close();
  }
}

/** The past months' collections are over and their receipts were sent long ago: nobody is told again. */
async function forgetThePast(tx: Transaction): Promise<void> {
  await tx.command.deleteMany({ where: { kind: 'signal' } });
  await tx.message.deleteMany({});
}

async function seedPeople(tx: Transaction, scope: Scope, key: string): Promise<void> {
  const { organizationId, owner } = scope;
  await tx.organization.update({
    where: { id: organizationId },
    data: { phone: DEMO_ORGANIZATION.phone, email: DEMO_ORGANIZATION.email },
  });
  for (const { name, email, role } of DEMO_PEOPLE.slice(1)) {
    if ((await tx.membership.count({ where: { email } })) > 0) continue;
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    const user = await tx.user.create({ data: { id: newId('user'), email, name, passwordHash, roles: [role] } });
    const id = newId('membership');
    await tx.membership.create({ data: { id, organizationId, userId: user.id, email, role, joinedAt: scope.now } });
  }
  await createApiKey(tx, {
    organizationId,
    name: 'Demo',
    role: 'owner',
    key,
    expiresAt: null,
    actor: owner,
    origin: 'seed',
  });
}

/** @returns unit ids by `property/number` */
async function seedProperties(tx: Transaction, scope: Scope): Promise<Map<string, string>> {
  const { organizationId, owner: actor } = scope;
  const ids = new Map<string, string>();
  for (const property of DEMO_PROPERTIES) {
    const { line1, city, postalCode, latitude, longitude } = property;
    const known = await tx.property.findFirst({ where: { name: property.name }, select: { id: true } });
    const { id } =
      known ??
      (await createProperty(tx, {
        organizationId,
        name: property.name,
        address: { line1, city, state: property.state as StateCode, postalCode },
        type: property.type,
        location: { latitude, longitude },
        timeZone: property.timeZone,
        units: property.units.map(([number, bedrooms, rentCents]) => ({
          number,
          status: 'vacant',
          rentCents,
          depositCents: rentCents,
          bedrooms,
          bathrooms: bedrooms > 1 ? 2 : 1,
          amenities: ['heat', 'laundry'],
          media: [],
        })),
        media: [],
        actor,
      }));
    for (const unit of await tx.unit.findMany({ where: { propertyId: id } })) {
      ids.set(`${property.name}/${unit.number}`, unit.id);
    }
  }
  return ids;
}

async function seedVendors(tx: Transaction, { organizationId, now }: Scope): Promise<void> {
  if ((await tx.vendor.count()) > 0) return;
  const nextYear = toSqlDate(addMonths(localDateAt(now.getTime(), 'UTC'), 12));
  await tx.vendor.createMany({
    data: DEMO_VENDORS.map(({ contact, ...vendor }) => ({
      id: newId('vendor'),
      organizationId,
      contactName: contact,
      insuranceExpiresOn: nextYear,
      licenseExpiresOn: nextYear,
      hourlyRateCents: 12_000n,
      ...vendor,
    })),
  });
}

async function seedLease(tx: Transaction, scope: Scope, demo: DemoLease, units: Map<string, string>): Promise<void> {
  const { organizationId, owner, now } = scope;
  const unitId = units.get(`${demo.property}/${demo.unit}`);
  if (unitId === undefined) throw new Error(`the demo has no unit ${demo.property}/${demo.unit}`);
  if ((await tx.lease.count({ where: { unitId } })) > 0) return;
  const unit = await tx.unit.findUniqueOrThrow({ where: { id: unitId }, include: { property: true } });
  const tenantIds: string[] = [];
  for (const person of demo.tenants) {
    tenantIds.push(await findOrCreateTenant(tx, { organizationId, ...person, backgroundCheckStatus: 'clear' }));
  }
  const today = localDateAt(now.getTime(), unit.property.timeZone);
  const first = addPeriods(periodOf(today), -demo.startedMonthsAgo);
  const terms: RentTerms = rentTermsOf({
    rentCents: cents(Number(unit.rentCents)),
    depositCents: cents(Number(unit.depositCents)),
    dueDay: 1,
    startsOn: addMonths(`${first}-01` as typeof today, 0),
    endsOn: null,
    paymentSchedule: {},
  });
  const leaseId = await createLease(tx, {
    organizationId,
    unitId,
    tenantIds,
    startsOn: terms.startsOn,
    endsOn: null,
    rentCents: terms.rentCents,
    depositCents: terms.depositCents,
    dueDay: 1,
    paymentSchedule: paymentScheduleSchema.parse({}),
    terms: leaseTermsSchema.parse({
      late_fee: { grace_days: 5, formula: { kind: 'flat', amount_cents: 5_000 } },
      nsf_fee_cents: 2_500,
    }),
    by: owner,
  });
  const facts = { status: 'active', signedAt: now, activatedAt: now };
  await tx.lease.update({ where: { id: leaseId }, data: facts, select: { id: true } });
  await tx.unit.update({ where: { id: unitId }, data: { status: 'occupied' }, select: { id: true } });
  await seedMonths(tx, scope, leaseId, terms, first, demo, periodOf(today));
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'lease',
    workflowId: workflowIds.lease(leaseId),
    kind: 'start',
    input: { organizationId, leaseId },
  });
}

/** Posts each month that has come and pays it, as the lease's tenants did. */
async function seedMonths(
  tx: Transaction,
  { organizationId, owner, now }: Scope,
  leaseId: string,
  terms: RentTerms,
  first: Period,
  demo: DemoLease,
  current: Period,
): Promise<void> {
  const paidThrough = addPeriods(current, -demo.unpaidMonths);
  for (let period = first; period <= current; period = nextPeriod(period)) {
    const charges = period === first ? moveInCharges(terms) : chargesForPeriod(terms, period);
    await postCharges(
      overPrisma(tx),
      organizationId,
      charges.map((charge: PlannedCharge) => ({ ...charge, leaseId })),
    );
    const dueOn = charges[0]?.dueOn;
    if (period > paidThrough || dueOn === undefined) continue;
    await recordOfflinePayment(tx, {
      organizationId,
      leaseId,
      method: 'transfer',
      amountCents: cents(charges.reduce((sum, charge) => sum + charge.amountCents, 0)),
      effectiveOn: dueOn,
      recordedBy: owner,
      now,
    });
  }
}
