import { type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { type FeePolicy, feesIn } from '../../domain/fee-policy';
import { NO_AGREEMENT } from '../../domain/owners/agreement';
import { inOrganization, type Transaction } from '../../store/database';
import { completeSigning } from '../../store/envelopes/complete-signing';
import { newId } from '../../store/new-id';
import { createOwner } from '../../store/owners/save-owner';
import { setAgreement } from '../../store/owners/set-agreement';
import { setShares } from '../../store/owners/set-shares';
import { toSqlDate } from '../../store/plain-dates';
import type { GivenLease } from '../../tests/money/support/given-lease';
import { ownerNamed } from '../../tests/owners/support/given-owners';
import type { World } from '../../tests/workflows/support/world';
import type { Dice } from '../dice';
import type { Deaths } from './deaths';
import { type Household, householdsOf, type Place, type TownPlan } from './households';

const LONG_AGO = parsePlainDate('2020-01-01');

/** A household's lease and how it pays at present. */
export type Home = {
  household: Household;
  lease: GivenLease;
  tenantIds: string[];
  envelopeId: string;
  /** The stored way to pay that was stored last. */
  methodId: string | null;
};

/** Something somebody wanted that the product refused, as it should: told in a lease's story. */
export type Refusal = { on: PlainDateString; leaseId: string | null; wanted: string; code: string; message: string };

/** Who does what people do, as the books name them. */
export const ACTOR = 'usr_simulation';

/** A landlord with homes, and everything around them. */
export type Town = {
  world: World;
  plan: TownPlan;
  dice: Dice;
  organizationId: string;
  homes: Home[];
  /** Whose houses they are. */
  ownerIds: string[];
  refusals: Refusal[];
  /** How often each fault has struck, by its words. */
  struck: Record<string, number>;
  deaths: Deaths;
  within<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
};

/** Makes the landlord, the houses and the leases, all sent out and none signed. */
export async function foundTown(
  world: World,
  plan: TownPlan,
  dice: Dice,
  { policy, deaths }: { policy: FeePolicy; deaths: Deaths },
): Promise<Town> {
  const organizationId = newId('organization');
  const within: Town['within'] = (work) => inOrganization(world.database, organizationId, work);
  const households = householdsOf(plan, dice);
  const { homes, ownerIds } = await within(async (tx) => {
    await tx.organization.create({
      data: { id: organizationId, name: 'Sim Homes', email: 'office@sim.test', timeZone: 'America/Chicago' },
    });
    const properties = new Map<Place, string>();
    const made: Home[] = [];
    for (const household of households) {
      const { place } = household;
      const propertyId = properties.get(place) ?? newId('property');
      if (!properties.has(place)) await buildHouse(tx, { organizationId, propertyId, place });
      properties.set(place, propertyId);
      made.push(await draftLease(tx, { organizationId, propertyId, household, policy }));
    }
    const ownerIds = await foundOwners(tx, world.deps.fieldKey, organizationId, [...properties.values()]);
    return { homes: made, ownerIds };
  });
  return { world, plan, dice, organizationId, homes, ownerIds, refusals: [], struck: {}, deaths, within };
}

async function buildHouse(
  tx: Transaction,
  { organizationId, propertyId, place }: { organizationId: string; propertyId: string; place: Place },
): Promise<void> {
  const { zone: timeZone, city, state, postalCode } = place;
  const address = { addressLine1: '418 Alder St', city, state, postalCode };
  const home = { id: propertyId, organizationId, name: `Alder ${state}`, type: 'apartment_building', timeZone };
  await tx.property.create({ data: { ...home, ...address } });
}

/** Two own a half each of every third house; the others belong to one of them alone. */
async function foundOwners(
  tx: Transaction,
  fieldKey: Buffer,
  organizationId: string,
  propertyIds: readonly string[],
): Promise<string[]> {
  const by = { organizationId, actor: ACTOR, fieldKey };
  const [first, second] = [
    await createOwner(tx, ownerNamed('Ada'), null, by),
    await createOwner(tx, ownerNamed('Bea'), null, by),
  ];
  for (const [at, propertyId] of propertyIds.entries()) {
    const alone = [{ ownerId: at % 3 === 1 ? second : first, shareBps: 10_000 }];
    const both = [
      { ownerId: first, shareBps: 6_667 },
      { ownerId: second, shareBps: 3_333 },
    ];
    const on = { organizationId, propertyId, actor: ACTOR };
    await setShares(tx, { ...on, unitId: null, startsOn: LONG_AGO, shares: at % 3 === 2 ? both : alone });
    await setAgreement(tx, { ...on, agreement: { ...NO_AGREEMENT, feeBps: 800, startsOn: LONG_AGO } });
  }
  return [first, second];
}

type Draft = { organizationId: string; propertyId: string; household: Household; policy: FeePolicy };

async function draftLease(tx: Transaction, { organizationId, propertyId, household, policy }: Draft): Promise<Home> {
  const { index, place, startsOn, endsOn, people } = household;
  const [unitId, leaseId, envelopeId] = [newId('unit'), newId('lease'), newId('envelope')];
  const number = String(index + 1).padStart(3, '0');
  await tx.unit.create({
    data: { id: unitId, organizationId, propertyId, number, rentCents: BigInt(household.rentCents) },
  });
  const tenantIds = Array.from({ length: people }, () => newId('tenant'));
  const emailOf = (person: number) => `tenant-${index}-${person}@sim.test`;
  for (const [person, id] of tenantIds.entries()) {
    await tx.tenant.create({
      data: { id, organizationId, name: `Tenant ${number}/${person}`, email: emailOf(person) },
    });
  }
  await tx.lease.create({
    data: {
      id: leaseId,
      organizationId,
      unitId,
      status: 'out_for_signature',
      startsOn: toSqlDate(startsOn),
      endsOn: endsOn === null ? null : toSqlDate(endsOn),
      rentCents: BigInt(household.rentCents),
      depositCents: BigInt(household.depositCents),
      dueDay: household.dueDay,
      terms: feesIn(policy, place.state) as object,
      paymentSchedule: household.paymentSchedule,
      timeZone: place.zone,
      state: place.state,
      tenants: {
        create: tenantIds.map((tenantId, person) => ({ organizationId, tenantId, isPrimary: person === 0 })),
      },
      envelopes: { create: { id: envelopeId, organizationId, status: 'sent', vendorRef: envelopeId } },
    },
  });
  const [tenantId = ''] = tenantIds;
  const names = { organizationId, propertyId, unitId, tenantId, leaseId, zone: place.zone, email: emailOf(0) };
  const lease: GivenLease = { ...names, today: startsOn, period: startsOn.slice(0, 7) };
  return { household, lease, tenantIds, envelopeId, methodId: null };
}

/** Everybody has signed: the move-in money is owed and the lease's own workflow begins. */
export async function sign({ within, world }: Town, { lease, envelopeId }: Home): Promise<void> {
  const signed = { leaseId: lease.leaseId, envelopeId, papers: [], now: world.now() };
  await within((tx) => completeSigning(tx, world.deps.linkKey, signed));
}
