import { z } from 'zod';
import { STATE_CODES } from '../../domain/time-zones';
import { instant, pageQuery, queryNumber, text, whole } from '../http/schema';
import { givenMedia, imageAnswer, uploadAnswer } from '../media/schemas';
import { timeZone } from '../sessions/schemas';
import { newUnitWithMedia, unitAnswer } from '../units/schemas';

export const PROPERTY_TYPES = ['apartment', 'house', 'duplex', 'townhouse', 'condo', 'commercial'] as const;
export const PROPERTY_STATUSES = ['active', 'archived'] as const;
export const PROPERTY_SORTS = ['created', 'name', 'rent', 'distance'] as const;

const addressFields = {
  line1: text(200),
  line2: text(200).nullable(),
  city: text(100),
  state: z.enum(STATE_CODES, { error: "must be a state's two letters, such as WA" }),
  postal_code: z
    .string()
    .trim()
    .regex(/^\d{5}(-\d{4})?$/, { error: 'must be a ZIP code such as 98109' }),
};

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const point = z.strictObject({ latitude, longitude });

const facts = {
  name: text(160),
  type: z.enum(PROPERTY_TYPES),
  time_zone: timeZone,
  year_built: whole(1600, 2200),
  owner_name: text(160),
};

const country = z.literal('US').optional();

export const newPropertyBody = z.strictObject({
  name: facts.name.optional().meta({ description: 'The first line of the address where nobody says' }),
  type: facts.type,
  address: z.strictObject({ ...addressFields, line2: addressFields.line2.optional(), country }),
  location: point.optional().meta({ description: 'Where the pin belongs; without it the address is geocoded' }),
  time_zone: facts.time_zone.optional(),
  year_built: facts.year_built.optional(),
  owner_name: facts.owner_name.optional(),
  units: z.array(newUnitWithMedia).max(200).default([]),
  media: z.array(givenMedia).max(50).default([]),
});

export const propertyChanges = z
  .strictObject({
    name: facts.name,
    type: facts.type,
    status: z.enum(PROPERTY_STATUSES),
    address: z.strictObject({ ...addressFields }).partial(),
    location: point.nullable(),
    time_zone: facts.time_zone,
    year_built: facts.year_built.nullable(),
    owner_name: facts.owner_name.nullable(),
  })
  .partial();

export const propertyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    address: z.object({
      line1: z.string(),
      line2: z.string().nullable(),
      city: z.string(),
      state: z.string(),
      postal_code: z.string(),
      country: z.string(),
    }),
    location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
    pin_placed: z.boolean(),
    distance_m: z
      .number()
      .nullable()
      .optional()
      .meta({ description: 'Meters from `lat`, `lng`, where they were asked for' }),
    type: z.string(),
    status: z.string(),
    owner_name: z.string().nullable(),
    time_zone: z.string(),
    year_built: z.int().nullable(),
    unit_count: z.int(),
    occupied_count: z.int(),
    min_rent_cents: z.int().nullable(),
    currency: z.string(),
    images: z.array(imageAnswer),
    units: z.array(unitAnswer).optional().meta({ description: 'With `expand[]=units`; at most 100' }),
    version: z.int(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Property' });

export const newPropertyAnswer = propertyAnswer
  .extend({ units: z.array(unitAnswer), uploads: z.array(uploadAnswer) })
  .meta({ id: 'NewProperty' });

const EXPANDABLE = ['units', 'images'] as const;
export const expand = z
  .union([z.enum(EXPANDABLE).transform((one) => [one]), z.array(z.enum(EXPANDABLE)).max(2)])
  .optional()
  .meta({ type: 'array', items: { type: 'string', enum: [...EXPANDABLE] }, description: 'Written `expand[]`' });

const degrees = '-?\\d{1,3}(?:\\.\\d{1,15})?';

export const propertyQuery = z
  .strictObject({
    ...pageQuery,
    status: z.enum(PROPERTY_STATUSES).optional(),
    type: z.enum(PROPERTY_TYPES).optional(),
    city: text(100).optional(),
    state: z.enum(STATE_CODES).optional(),
    min_rent: queryNumber({ min: 0, max: 100_000_000, int: true }).optional().meta({ description: 'Cents a month' }),
    max_rent: queryNumber({ min: 0, max: 100_000_000, int: true }).optional().meta({ description: 'Cents a month' }),
    q: text(200).optional().meta({ description: 'Words in the name or the address' }),
    lat: queryNumber({ min: -90, max: 90 }).optional(),
    lng: queryNumber({ min: -180, max: 180 }).optional(),
    radius_m: queryNumber({ min: 1, max: 500_000 }).optional().meta({ description: 'Meters around `lat`, `lng`' }),
    bbox: z
      .string()
      .regex(new RegExp(`^${degrees}(,${degrees}){3}$`), { error: 'must be west,south,east,north in degrees' })
      .optional(),
    sort: z
      .enum(PROPERTY_SORTS)
      .optional()
      .meta({ description: '`distance` where `lat` and `lng` are given, else `created`' }),
    expand,
  })
  .check((context) => {
    const { lat, lng, radius_m, sort, min_rent, max_rent, bbox } = context.value;
    const refuse = (name: string, message: string) =>
      context.issues.push({ code: 'custom', path: [name], message, input: context.value });
    if ((lat === undefined) !== (lng === undefined))
      refuse(lat === undefined ? 'lat' : 'lng', 'is required with the other');
    else if (lat === undefined && radius_m !== undefined) refuse('radius_m', 'must come with lat and lng');
    else if (lat === undefined && sort === 'distance') refuse('sort', 'must come with lat and lng to be distance');
    if (min_rent !== undefined && max_rent !== undefined && min_rent > max_rent)
      refuse('max_rent', 'must not be below min_rent');
    const [west = 0, south = 0, east = 0, north = 0] = (bbox ?? '').split(',').map(Number);
    const outside = Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90;
    if (bbox !== undefined && (outside || south > north)) refuse('bbox', 'must be west,south,east,north in degrees');
  });
