import { z } from 'zod';
import { statesOf } from '../../domain/states';
import { MAINTENANCE_CATEGORIES, SEVERITIES, TRADES } from '../../domain/triage-rules';
import { id, instant, pageQuery, queryFlag, text, whole } from '../http/schema';
import { imageAnswer } from '../media/schemas';
import { workOrderAnswer } from '../work-orders/schemas';

const status = z.enum(statesOf('maintenance'));

export const newRequestBody = z.strictObject({
  unit_id: id('unit'),
  /** Whose repair it is; the unit's first tenant unless said. */
  tenant_id: id('tenant').optional(),
  description: text(4_000),
  category: z.enum(MAINTENANCE_CATEGORIES).optional(),
  /** Photos uploaded before with `POST /media`. */
  media_ids: z.array(id('media')).max(12).default([]),
  entry_permission: z.boolean().default(false),
  access_notes: text(500).optional(),
});

export const requestQuery = z.strictObject({
  ...pageQuery,
  /** One state or several with commas between. */
  status: z
    .string()
    .max(200)
    .transform((value) => value.split(','))
    .pipe(z.array(status).min(1).max(10))
    .meta({ type: 'string' })
    .optional(),
  severity: z.enum(SEVERITIES).optional(),
  unit_id: id('unit').optional(),
  lease_id: id('lease').optional(),
  property_id: id('property').optional(),
  needs_attention: queryFlag().optional(),
});

const clock = z.object({
  due_at: instant,
  warn_at: instant,
  must_do: z.enum(['start', 'finish']),
  basis: z.enum(['law', 'target']),
  rule: z.string(),
  source: z.string(),
  warnings: z.array(z.string()),
  warned_at: instant.nullable(),
  breached_at: instant.nullable(),
});

export const requestAnswer = z
  .object({
    id: z.string(),
    unit_id: z.string(),
    unit_label: z.string(),
    property_id: z.string(),
    property_name: z.string(),
    lease_id: z.string().nullable(),
    tenant_id: z.string().nullable(),
    tenant_name: z.string().nullable(),
    description: z.string(),
    category: z.string(),
    trade: z.enum(TRADES),
    severity: z.enum(SEVERITIES),
    status,
    source: z.string(),
    entry_permission: z.boolean(),
    access_notes: z.string().nullable(),
    clock_due_at: instant.nullable(),
    clock_rule: z.string().nullable(),
    clock: clock.nullable(),
    needs_attention: z.boolean(),
    attention_reason: z.string().nullable(),
    rating: z.int().nullable(),
    images: z.array(imageAnswer),
    work_orders: z.array(workOrderAnswer),
    workflow_id: z.string(),
    version: z.int(),
    created_at: instant,
    resolved_at: instant.nullable(),
  })
  .meta({ id: 'MaintenanceRequest' });

export const cancelBody = z.strictObject({ reason: text(500) });
export const assignBody = z.strictObject({ vendor_id: id('vendor') });
export const confirmBody = z.strictObject({ rating: whole(1, 5).optional() });
export const reopenBody = z.strictObject({ reason: text(1_000) });

export const reportLinkBody = z.strictObject({ lease_id: id('lease'), tenant_id: id('tenant').optional() });
export const reportLinkAnswer = z
  .object({ lease_id: z.string(), tenant_id: z.string(), url: z.string(), expires_at: instant })
  .meta({ id: 'ReportLink' });
