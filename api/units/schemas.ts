import { z } from 'zod';
import { amountCents, instant, text, whole } from '../http/schema';
import { givenMedia, imageAnswer } from '../media/schemas';

export const UNIT_STATUSES = ['vacant', 'reserved', 'occupied', 'off_market'] as const;

const facts = {
  number: text(30),
  rent_cents: amountCents({ min: 0, max: 100_000_000 }),
  deposit_cents: amountCents({ min: 0, max: 100_000_000 }),
  status: z.enum(UNIT_STATUSES),
  amenities: z.array(text(60)).max(50),
  bedrooms: whole(0, 50),
  bathrooms: z.number().min(0).max(50).multipleOf(0.5, { error: 'must be a multiple of a half' }),
  square_feet: whole(1, 1_000_000),
  floor: whole(-10, 200),
};

export const newUnit = z.strictObject({
  number: facts.number,
  rent_cents: facts.rent_cents,
  deposit_cents: facts.deposit_cents.default(0),
  status: facts.status.default('vacant'),
  amenities: facts.amenities.default([]),
  bedrooms: facts.bedrooms.optional(),
  bathrooms: facts.bathrooms.optional(),
  square_feet: facts.square_feet.optional(),
  floor: facts.floor.optional(),
});

export const newUnitWithMedia = newUnit.extend({ media: z.array(givenMedia).max(20).default([]) });

export const unitChanges = z
  .strictObject({
    number: facts.number,
    rent_cents: facts.rent_cents,
    deposit_cents: facts.deposit_cents,
    status: facts.status,
    amenities: facts.amenities,
    bedrooms: facts.bedrooms.nullable(),
    bathrooms: facts.bathrooms.nullable(),
    square_feet: facts.square_feet.nullable(),
    floor: facts.floor.nullable(),
  })
  .partial();

export const unitAnswer = z
  .object({
    id: z.string(),
    property_id: z.string(),
    property_name: z.string(),
    label: z.string().meta({ description: 'The home as people say it: `418 Alder St, 2B`' }),
    number: z.string(),
    rent_cents: z.int(),
    deposit_cents: z.int(),
    currency: z.string(),
    status: z.enum(UNIT_STATUSES),
    amenities: z.array(z.string()),
    bedrooms: z.int().nullable(),
    bathrooms: z.number().nullable(),
    square_feet: z.int().nullable(),
    floor: z.int().nullable(),
    images: z.array(imageAnswer),
    version: z.int(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Unit' });
