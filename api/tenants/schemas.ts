import { z } from 'zod';
import { LOCALES } from '../../domain/locales';
import { statesOf } from '../../domain/states';
import { phone } from '../http/phone';
import { email, instant, text } from '../http/schema';

export const tenantAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    locale: z.string(),
    background_check_status: z.string(),
    sms_opted_out: z.boolean(),
    version: z.int(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Tenant' });

export const tenantChanges = z
  .strictObject({ name: text(160), email: email(), phone: phone().nullable(), locale: z.enum(LOCALES) })
  .partial();

export const LEASE_PHASES = ['active', 'upcoming', 'past'] as const;

export const tenantLeaseAnswer = z
  .object({
    id: z.string(),
    status: z.enum(statesOf('lease')),
    phase: z.enum(LEASE_PHASES),
    unit_id: z.string(),
    unit_label: z.string(),
    property_id: z.string(),
    property_name: z.string(),
    starts_on: z.string(),
    ends_on: z.string().nullable(),
    rent_cents: z.int(),
    deposit_cents: z.int(),
    currency: z.string(),
    role: z.string(),
    is_primary: z.boolean(),
    tenants: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  })
  .meta({ id: 'TenantLease' });
