import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Person, type Stage, withId } from '../stage';

export type House = { propertyId: string; unitIds: [string, string]; plumber: Person };

const made = withId.extend({ units: z.array(withId) });

/** A house with two flats and the plumber around the corner. */
export async function buildHouse({ landlord, say, zone, person }: Stage): Promise<House> {
  const number = randomInt(100, 9_999);
  // Somewhere new each time, so that the plumbers of earlier runs are too far away.
  const location = { latitude: 47.5 + randomInt(0, 2_000) / 10_000, longitude: -122.4 + randomInt(0, 1_500) / 10_000 };
  const flat = { bedrooms: 1, bathrooms: 1, rent_cents: 185_000, deposit_cents: 185_000 };
  const property = await landlord.post(
    '/properties',
    {
      type: 'apartment',
      address: { line1: `${number} Alder St`, city: 'Seattle', state: 'WA', postal_code: '98104' },
      location,
      time_zone: zone,
      units: [
        { ...flat, number: '2A' },
        { ...flat, number: '2B', rent_cents: 165_000, deposit_cents: 100_000 },
      ],
    },
    made,
  );
  const [first, second] = property.units;
  if (first === undefined || second === undefined) throw new Error('a house without its two flats');
  say.step(`A house with two flats: ${number} Alder St`, { app: `/properties/${property.id}` });
  const plumber = person('Rosa', 'Flores');
  await landlord.post(
    '/vendors',
    {
      name: `Flores Plumbing ${plumber.phone.number.slice(-5)}`,
      contact_name: plumber.name,
      email: plumber.email,
      phone: plumber.phone.number,
      trades: ['plumbing'],
      location,
      service_radius_km: 1,
      hourly_rate_cents: 9_000,
      hours: { emergencies: true },
      preferred: true,
    },
    withId,
  );
  say.step('A plumber around the corner', { app: '/vendors' });
  return { propertyId: property.id, unitIds: [first.id, second.id], plumber };
}
