import Stripe from 'stripe';
import { addMonths, localDateAt, localTimeAt, type PlainDateString } from '../../../domain/calendar';
import { cents } from '../../../domain/money';
import { type Database, inOrganization } from '../../../store/database';
import { turnAutopayOn } from '../../../store/mandates/turn-autopay-on';
import { newId } from '../../../store/new-id';
import { savePaymentMethod } from '../../../store/payment-methods/save-payment-method';
import { toSqlDate } from '../../../store/plain-dates';
import type { World } from '../../workflows/support/world';

/** What it takes to store ways to pay: a world, or as much of a system of processes. */
export type MoneyWorld = Pick<World, 'database' | 'control'> & {
  vendors: Pick<World['vendors'], 'payments'>;
  sandbox: { url: string };
};

/** A lease with everything around it, as a test names it. */
export type GivenLease = {
  organizationId: string;
  propertyId: string;
  unitId: string;
  tenantId: string;
  leaseId: string;
  zone: string;
  /** The date on the wall there. */
  today: PlainDateString;
  period: string;
  email: string;
};

export type LeaseWishes = {
  organizationId?: string;
  zone?: string;
  rentCents?: number;
  dueDay?: number;
  startsOn?: string;
  endsOn?: string | null;
  terms?: object;
  paymentSchedule?: object;
  state?: string;
  status?: string;
};

/** A zone where it is daytime now: rent is presented from six in the morning. */
export function daytimeZone(nowMs = Date.now()): string {
  const zones = ['America/New_York', 'Asia/Tokyo', 'Europe/Paris', 'America/Los_Angeles', 'Pacific/Auckland'];
  const zone = zones.find((each) => localTimeAt(nowMs, each) >= '07:00' && localTimeAt(nowMs, each) <= '22:00');
  if (zone === undefined) throw new Error('It is night everywhere.');
  return zone;
}

/** An organization of its own. */
export async function givenOrganization(database: Database): Promise<string> {
  const organizationId = newId('organization');
  await inOrganization(database, organizationId, (tx) =>
    tx.organization.create({ data: { id: organizationId, name: 'Harbor & Pine', email: 'office@harbor.test' } }),
  );
  return organizationId;
}

/** An active lease whose rent of $1,850.00 is due today, unless wished otherwise. */
export async function givenLease(
  database: Database,
  wishes: LeaseWishes = {},
  nowMs = Date.now(),
): Promise<GivenLease> {
  const zone = wishes.zone ?? daytimeZone(nowMs);
  const today = localDateAt(nowMs, zone);
  const organizationId = wishes.organizationId ?? (await givenOrganization(database));
  const [propertyId, unitId, tenantId, leaseId] = [newId('property'), newId('unit'), newId('tenant'), newId('lease')];
  const rentCents = BigInt(wishes.rentCents ?? 185_000);
  const email = `${tenantId.toLowerCase()}@example.test`;
  const place = { addressLine1: '418 Alder St', city: 'Seattle', state: wishes.state ?? 'ID', postalCode: '98101' };
  await inOrganization(database, organizationId, async (tx) => {
    const home = { id: propertyId, organizationId, name: 'Alder', type: 'apartment', timeZone: zone, ...place };
    await tx.property.create({ data: home });
    await tx.unit.create({ data: { id: unitId, organizationId, propertyId, number: '2B', rentCents } });
    await tx.tenant.create({ data: { id: tenantId, organizationId, name: 'Ada', email } });
    await tx.lease.create({
      data: {
        id: leaseId,
        organizationId,
        unitId,
        status: wishes.status ?? 'active',
        startsOn: toSqlDate(wishes.startsOn ?? addMonths(today, -3)),
        endsOn: wishes.endsOn === undefined || wishes.endsOn === null ? null : toSqlDate(wishes.endsOn),
        rentCents,
        dueDay: wishes.dueDay ?? Number(today.slice(8)),
        terms: wishes.terms ?? {},
        paymentSchedule: wishes.paymentSchedule ?? {},
        timeZone: zone,
        state: place.state,
        tenants: { create: { organizationId, tenantId, isPrimary: true } },
      },
    });
  });
  return { organizationId, propertyId, unitId, tenantId, leaseId, zone, today, period: today.slice(0, 7), email };
}

const ACCEPTED: Stripe.SetupIntentCreateParams.MandateData = {
  customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'test' } },
};

/** Stores a test card (`card_visa`) or bank account (`usBankAccount_success`) with the vendor and in our books. */
export async function givenMethod(world: MoneyWorld, lease: GivenLease, name: string): Promise<string> {
  const { organizationId, tenantId } = lease;
  const url = new URL(world.sandbox.url);
  const stripe = new Stripe('sk_test_sandbox', {
    host: url.hostname,
    port: url.port,
    protocol: 'http',
    telemetry: false,
  });
  const { customerId } = await world.vendors.payments.ensureCustomer({ tenantId, organizationId, name: 'Ada' });
  const isBank = name.startsWith('usBankAccount');
  const payment_method = await vendorMethod(stripe, name);
  const setup = await stripe.setupIntents.create({
    customer: customerId,
    payment_method,
    allowed_payment_method_types: [isBank ? 'us_bank_account' : 'card'],
    confirm: true,
    usage: 'off_session',
    ...(isBank ? { mandate_data: ACCEPTED } : {}),
  });
  const summary = await world.vendors.payments.retrievePaymentMethod(String(setup.payment_method));
  return inOrganization(world.database, organizationId, (tx) =>
    savePaymentMethod(tx, {
      organizationId,
      tenantId,
      kind: summary.kind,
      vendorRef: summary.paymentMethodId,
      customerRef: customerId,
      brand: summary.label,
      last4: summary.last4,
      expiresOn: null,
    }),
  );
}

/** `number:4000000000000341` makes a card of that number. */
async function vendorMethod(stripe: Stripe, name: string): Promise<string> {
  const [kind, number] = name.split(':');
  if (kind !== 'number' || number === undefined) return `pm_${name}`;
  const card = { number, exp_month: 12, exp_year: 2034, cvc: '123' };
  return (await stripe.paymentMethods.create({ type: 'card', card })).id;
}

/** The next outcomes of a stored method, in order. */
export async function givenOutcomes(world: MoneyWorld, lease: GivenLease, paymentMethodId: string, outcomes: string[]) {
  const method = await inOrganization(world.database, lease.organizationId, (tx) =>
    tx.paymentMethod.findUniqueOrThrow({ where: { id: paymentMethodId } }),
  );
  await world.control('stripe/outcome', { payment_method: method.vendorRef, outcomes });
}

export async function givenAutopay(world: MoneyWorld, lease: GivenLease, name: string): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const paymentMethodId = await givenMethod(world, lease, name);
  await inOrganization(world.database, organizationId, (tx) =>
    turnAutopayOn(tx, {
      organizationId,
      leaseId,
      tenantId,
      paymentMethodId,
      authorization: 'I authorize it.',
      ip: null,
      userAgent: null,
      authorizedAt: new Date(),
    }),
  );
  return paymentMethodId;
}

export { cents };
