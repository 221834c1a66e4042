import { inOrganization } from '../../../store/database';
import type { NewReport } from '../../../store/maintenance/report-repair';
import { reportRepair } from '../../../store/maintenance/report-repair';
import { newId } from '../../../store/new-id';
import { toSqlDate } from '../../../store/plain-dates';
import { maintenanceWorkflowId } from '../../../workflows/maintenance/ids';
import type { RepairAnswer, RepairCommands } from '../../../workflows/maintenance/messages';
import { eventually, type World } from '../../workflows/support/world';

/** A home with a tenant in Seattle. */
export type GivenHome = {
  organizationId: string;
  propertyId: string;
  unitId: string;
  leaseId: string;
  tenantId: string;
  tenantPhone: string;
  tenantEmail: string;
};

let people = 0;
/** A phone number nobody else has. */
function nextPhone(): string {
  people += 1;
  return `+1206555${String(1000 + people)}`;
}

/** A home with an active lease, in an organization of its own. */
export async function givenHome(
  world: Pick<World, 'database'>,
  { locale = 'en', state = 'WA' } = {},
): Promise<GivenHome> {
  const organizationId = newId('organization');
  const [propertyId, unitId, tenantId, leaseId] = [newId('property'), newId('unit'), newId('tenant'), newId('lease')];
  const phone = nextPhone();
  const email = `tenant-${people}@example.test`;
  await inOrganization(world.database, organizationId, async (tx) => {
    await tx.organization.create({
      data: { id: organizationId, name: 'Harbor & Pine', email: `office-${people}@example.test` },
    });
    await tx.property.create({
      data: {
        id: propertyId,
        organizationId,
        name: 'Alder House',
        addressLine1: '418 Alder St',
        city: 'Seattle',
        state,
        postalCode: '98104',
        type: 'apartment',
        timeZone: 'America/Los_Angeles',
        latitude: 47.6032,
        longitude: -122.3303,
      },
    });
    await tx.unit.create({ data: { id: unitId, organizationId, propertyId, number: '2B', rentCents: 185_000n } });
    await tx.tenant.create({ data: { id: tenantId, organizationId, name: 'Ada Moreno', email, phone, locale } });
    await tx.lease.create({
      data: {
        id: leaseId,
        organizationId,
        unitId,
        status: 'active',
        startsOn: toSqlDate('2026-01-01'),
        rentCents: 185_000n,
        timeZone: 'America/Los_Angeles',
        state,
      },
    });
    await tx.leaseTenant.create({ data: { organizationId, leaseId, tenantId, isPrimary: true } });
  });
  return { organizationId, propertyId, unitId, leaseId, tenantId, tenantPhone: phone, tenantEmail: email };
}

export type GivenVendor = { id: string; name: string; phone: string; email: string };

/** A vendor some kilometers north of the home. */
export async function givenVendor(
  world: Pick<World, 'database'>,
  { organizationId }: { organizationId: string },
  {
    name,
    trades = ['plumbing'],
    km = 2,
    radiusKm = 20,
    locale = 'en',
    preferred = false,
    insuranceExpiresOn,
  }: VendorWishes,
): Promise<GivenVendor> {
  const id = newId('vendor');
  const phone = nextPhone();
  const email = `vendor-${people}@example.test`;
  await inOrganization(world.database, organizationId, (tx) =>
    tx.vendor.create({
      data: {
        id,
        organizationId,
        name,
        email,
        phone,
        trades,
        locale,
        preferred,
        serviceRadiusM: radiusKm * 1000,
        latitude: 47.6032 + km / 111.195,
        longitude: -122.3303,
        ...(insuranceExpiresOn === undefined ? {} : { insuranceExpiresOn: toSqlDate(insuranceExpiresOn) }),
      },
    }),
  );
  return { id, name, phone, email };
}

type VendorWishes = {
  name: string;
  trades?: string[];
  km?: number;
  radiusKm?: number;
  locale?: string;
  preferred?: boolean;
  insuranceExpiresOn?: string;
};

/** Reports a repair as the tenant. @returns its id */
export async function report(
  world: Pick<World, 'database' | 'now'> & { deps: { linkKey: Buffer } },
  home: GivenHome,
  description: string,
  more: Partial<NewReport> = {},
): Promise<string> {
  const { organizationId, unitId, leaseId, tenantId } = home;
  const reach = { linkKey: world.deps.linkKey, webUrl: 'http://web.test' };
  const said = { organizationId, unitId, leaseId, tenantId, description, entryPermission: true };
  const { requestId } = await inOrganization(world.database, organizationId, (tx) =>
    reportRepair(tx, reach, { ...said, source: 'tenant', actor: tenantId, ...more }, world.now()),
  );
  return requestId;
}

/** Sends a command to a repair. */
export function command<K extends keyof RepairCommands>(
  world: World,
  requestId: string,
  name: K,
  args: RepairCommands[K],
): Promise<RepairAnswer> {
  const handle = world.client.workflow.getHandle(maintenanceWorkflowId(requestId));
  return handle.executeUpdate<RepairAnswer, [RepairCommands[K]]>(name, { args: [args] });
}

export type SeenOffer = { id: string; vendor_id: string; status: string; round: number };

/** A repair's offers, oldest first. */
export async function offers(world: World, requestId: string): Promise<SeenOffer[]> {
  const { rows } = await world.owner.query<SeenOffer>(
    `select o.id, o.vendor_id, o.status, o.round from dispatch_offers o join work_orders w on w.id = o.work_order_id
     where w.request_id = $1 order by o.sent_at, o.id`,
    [requestId],
  );
  return rows;
}

/** A repair's row and its newest job. */
export async function seen(world: World, requestId: string) {
  const { rows } = await world.owner.query<{
    status: string;
    severity: string;
    needs_attention: boolean;
    attention_reason: string | null;
    work_order_id: string | null;
    work_order_status: string | null;
    vendor_id: string | null;
  }>(
    `select r.status, r.severity, r.needs_attention, r.attention_reason, w.id as work_order_id,
       w.status as work_order_status, w.vendor_id
     from maintenance_requests r left join work_orders w on w.request_id = r.id
     where r.id = $1 order by w.sequence desc nulls last limit 1`,
    [requestId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no request ${requestId}`);
  return row;
}

/** Waits until a repair stands in a state. */
export function until(world: World, requestId: string, status: string) {
  return eventually(
    async () => {
      const row = await seen(world, requestId);
      return row.status === status && row;
    },
    { what: `the repair to be ${status}` },
  );
}

/** Waits for an open offer to a vendor (any without one) and returns it. */
export function openOffer(world: World, requestId: string, vendorId?: string): Promise<SeenOffer> {
  return eventually(
    async () =>
      (await offers(world, requestId)).find(
        (offer) => offer.status === 'sent' && (vendorId === undefined || offer.vendor_id === vendorId),
      ),
    { what: 'an open offer' },
  );
}

/** How a repair's process ended. */
export function outcome(world: World, requestId: string): Promise<unknown> {
  return world.client.workflow.getHandle(maintenanceWorkflowId(requestId)).result();
}

/** Waits until somebody's phone holds a text that says this, and returns it. */
export function heard(world: World, phone: string, words: string) {
  return eventually(async () => (await world.inbox(phone)).find(({ text }) => text.includes(words)), {
    what: `a text to ${phone} that says “${words}”`,
  });
}
