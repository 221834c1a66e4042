import { addPeriods, localDateAt, type PlainDateString, periodOf } from '../domain/calendar';
import { cents } from '../domain/money';
import { NO_AGREEMENT } from '../domain/owners/agreement';
import type { Transaction } from '../store/database';
import { createBill } from '../store/expenses/create-bill';
import { approveBill } from '../store/expenses/move-bill';
import { createOwner } from '../store/owners/save-owner';
import { setAgreement } from '../store/owners/set-agreement';
import { setShares } from '../store/owners/set-shares';

const LONG_AGO = '2020-01-01' as PlainDateString;

const OWNERS = [
  { kind: 'person', name: 'Ruth Okafor', email: 'ruth@okafor.test', payoutMethod: 'check' },
  { kind: 'company', name: 'Salish Holdings LLC', email: 'owners@salish.test', payoutMethod: 'ach' },
] as const;

/** Who owns what, in basis points in the order of the owners; the house in Seattle is shared. */
const PARTS: readonly { property: string; shares: readonly number[] }[] = [
  { property: 'Alder Street House', shares: [6_000, 4_000] },
  { property: 'Fir Court', shares: [0, 10_000] },
];

const BILLS = [
  { payee: 'Cascade Plumbing', category: 'repairs', description: 'New trap under the sink, 2A', amountCents: 18_400 },
  { payee: 'Seattle City Light', category: 'utilities', description: 'Light in the stairs', amountCents: 6_215 },
] as const;

/** Two owners with their parts, what was agreed with them, and two bills, one of them approved. Made once. */
export async function seedOwners(
  tx: Transaction,
  { organizationId, owner: actor, now }: { organizationId: string; owner: string; now: Date },
): Promise<void> {
  if ((await tx.owner.count()) > 0) return;
  const ids: string[] = [];
  for (const { kind, name, email, payoutMethod } of OWNERS) {
    const contactName = kind === 'company' ? 'Per Lind' : null;
    const facts = { kind, name, contactName, email, phone: null, locale: 'en', address: null, reserveCents: 0 };
    // No tax number is given, so that nothing is sealed.
    const by = { organizationId, actor, fieldKey: Buffer.alloc(32) };
    ids.push(await createOwner(tx, { ...facts, payoutMethod }, null, by));
  }
  for (const { property, shares } of PARTS) {
    const { id: propertyId } = await tx.property.findFirstOrThrow({ where: { name: property }, select: { id: true } });
    const parts = shares.flatMap((shareBps, at) => (shareBps === 0 ? [] : [{ ownerId: ids[at] ?? '', shareBps }]));
    const on = { organizationId, propertyId, actor };
    await setShares(tx, { ...on, unitId: null, startsOn: LONG_AGO, shares: parts });
    const agreement = { ...NO_AGREEMENT, startsOn: LONG_AGO, feeBps: 800, reserveCents: cents(50_000) };
    await setAgreement(tx, { ...on, agreement });
  }
  await seedBills(tx, { organizationId, actor, now });
}

async function seedBills(tx: Transaction, by: { organizationId: string; actor: string; now: Date }): Promise<void> {
  const { organizationId, actor, now } = by;
  const where = { name: PARTS[0]?.property ?? '' };
  const { id: propertyId, timeZone } = await tx.property.findFirstOrThrow({ where });
  const lastMonth = addPeriods(periodOf(localDateAt(now.getTime(), timeZone)), -1);
  const billedOn = `${lastMonth}-12` as PlainDateString;
  for (const [at, bill] of BILLS.entries()) {
    const nothing = { unitId: null, vendorId: null, workOrderId: null, number: null, dueOn: null };
    const billId = await createBill(tx, { organizationId, propertyId, ...nothing, ...bill, billedOn, actor });
    if (at === 0) await approveBill(tx, { billId, actor, on: billedOn });
  }
}
