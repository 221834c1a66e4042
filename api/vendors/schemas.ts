import { z } from 'zod';
import { LOCALES } from '../../domain/locales';
import { TRADES } from '../../domain/triage-rules';
import { phone } from '../http/phone';
import { amountCents, email, instant, pageQuery, plainDate, text } from '../http/schema';

const STATUSES = ['active', 'inactive'] as const;
const location = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
const trades = z
  .array(z.enum(TRADES))
  .min(1, { error: 'must name at least one trade' })
  .max(TRADES.length)
  .transform((given) => [...new Set(given)])
  .meta({ type: 'array' });
const postalCode = z
  .string()
  .trim()
  .regex(/^\d{5}(-\d{4})?$/, { error: 'must be a postal code such as 98101' });

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'must be a time such as 08:00' });
const day = z
  .array(z.strictObject({ from: time, to: time }))
  .max(4)
  .optional();
/** When they work, in the home's local time; without any they work always. */
const hours = z.strictObject({
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: day,
  sat: day,
  sun: day,
  emergencies: z.boolean().optional(),
});

const fields = {
  name: text(120),
  contact_name: text(120).nullable(),
  email: email(),
  phone: phone(),
  locale: z.enum(LOCALES),
  trades,
  postal_code: postalCode.nullable(),
  location: location.nullable(),
  service_radius_km: z.number().min(1).max(500),
  hours,
  insurance_expires_on: plainDate().nullable(),
  license_expires_on: plainDate().nullable(),
  hourly_rate_cents: amountCents({ min: 0, max: 10_000_000 }).nullable(),
  preferred: z.boolean(),
  in_house: z.boolean(),
};

export const newVendorBody = z.strictObject({
  ...fields,
  contact_name: fields.contact_name.default(null),
  locale: fields.locale.default('en'),
  postal_code: fields.postal_code.default(null),
  location: fields.location.default(null),
  service_radius_km: fields.service_radius_km.default(40),
  hours: fields.hours.default({}),
  insurance_expires_on: fields.insurance_expires_on.default(null),
  license_expires_on: fields.license_expires_on.default(null),
  hourly_rate_cents: fields.hourly_rate_cents.default(null),
  preferred: fields.preferred.default(false),
  in_house: fields.in_house.default(false),
});

export const vendorChanges = z.strictObject({ ...fields, status: z.enum(STATUSES) }).partial();

export const vendorQuery = z.strictObject({
  ...pageQuery,
  trade: z.enum(TRADES).optional(),
  status: z.enum(STATUSES).optional(),
  q: text(100).optional(),
});

export const vendorAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    contact_name: z.string().nullable(),
    email: z.string(),
    phone: z.string(),
    locale: z.enum(LOCALES),
    trades: z.array(z.enum(TRADES)),
    postal_code: z.string().nullable(),
    location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
    service_radius_km: z.number(),
    hours: z.record(z.string(), z.unknown()),
    insurance_expires_on: z.string().nullable(),
    license_expires_on: z.string().nullable(),
    hourly_rate_cents: z.int().nullable(),
    rating: z.number().nullable(),
    preferred: z.boolean(),
    in_house: z.boolean(),
    status: z.string(),
    version: z.int(),
    created_at: instant,
  })
  .meta({ id: 'Vendor' });
