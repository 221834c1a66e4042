import type { PlainDateString } from '../../domain/calendar';
import { cents, formatMoney } from '../../domain/money';
import type { Report, ReportRow } from '../../domain/reports/report';
import { longDate } from '../../papers/words';
import type { Transaction } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { type RentRollRow, readRentRoll } from '../../store/reports/read-rent-roll';
import { overPrisma } from '../../store/sql-runner';
import { type Format, limitOf, refuseTooMany } from './bounds';

export type WantedRoll = {
  organizationId: string;
  asOf: PlainDateString;
  propertyId: string | null;
  format: Format;
};

/** Every home as of a day: who lives there, until when, for what rent, and how their deposit and balance stand. */
export async function rentRoll(tx: Transaction, wanted: WantedRoll): Promise<Report> {
  const { organizationId, asOf, propertyId, format } = wanted;
  const { name } = await readOrganization(tx, organizationId);
  const limit = limitOf(format);
  const homes = await readRentRoll(overPrisma(tx), { organizationId, asOf, propertyId, limit });
  refuseTooMany(homes.length, format, 'Choose one property.');
  const leased = homes.filter(({ leaseId }) => leaseId !== null);
  const sumOf = (key: 'rentCents' | 'depositCents' | 'balanceCents') =>
    homes.reduce((sum, home) => sum + (home[key] ?? 0), 0);
  const sums = { rent: sumOf('rentCents'), deposit: sumOf('depositCents'), balance: sumOf('balanceCents') };
  return {
    kind: 'rent_roll',
    locale: 'en',
    title: 'Rent roll',
    from: name,
    reference: `Rent roll · ${asOf}`,
    facts: [
      { label: 'As of', value: longDate(asOf) },
      { label: 'Let', value: `${leased.length} of ${homes.length} homes` },
      { label: 'Rent a month', value: formatMoney(cents(sums.rent)) },
    ],
    columns: [
      { key: 'property', label: 'Property', kind: 'text', width: 2.2 },
      { key: 'unit', label: 'Home', kind: 'text', width: 0.8 },
      { key: 'tenants', label: 'Tenants', kind: 'text', width: 2.2 },
      { key: 'starts_on', label: 'From', kind: 'date', width: 1.1 },
      { key: 'ends_on', label: 'To', kind: 'date', width: 1.1 },
      { key: 'rent', label: 'Rent', kind: 'money', width: 1.2 },
      { key: 'asking_rent', label: 'Asking', kind: 'money', width: 0 },
      { key: 'deposit', label: 'Deposit held', kind: 'money', width: 1.2 },
      { key: 'balance', label: 'Balance', kind: 'money', width: 1.2 },
      { key: 'lease_id', label: 'Lease', kind: 'text', width: 0 },
    ],
    rows: homes.map(rowOf),
    totals: { cells: { property: 'Total', ...sums }, isSum: true },
    notes: ['Deposit and balance are what the books say as of the day; a balance below zero was paid ahead.'],
  };
}

function rowOf(home: RentRollRow): ReportRow {
  return {
    cells: {
      property: home.property,
      unit: home.unit,
      tenants: home.leaseId === null ? 'Vacant' : home.tenants,
      starts_on: home.startsOn,
      ends_on: home.endsOn,
      rent: home.rentCents,
      asking_rent: home.askedCents,
      deposit: home.depositCents,
      balance: home.balanceCents,
      lease_id: home.leaseId,
    },
  };
}
