import { z } from 'zod';
import { statesOf } from '../../domain/states';
import { id, instant, pageQuery } from '../http/schema';
import { imageAnswer } from '../media/schemas';

export const offerAnswer = z
  .object({
    id: z.string(),
    vendor_id: z.string(),
    vendor_name: z.string(),
    status: z.enum(statesOf('offer')),
    round: z.int(),
    /** Why this vendor was asked, in the order that counted. */
    explanation: z.array(z.string()),
    sent_at: instant,
    expires_at: instant.nullable(),
    answered_at: instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Offer' });

export const workOrderAnswer = z
  .object({
    id: z.string(),
    request_id: z.string(),
    sequence: z.int(),
    status: z.enum(statesOf('work_order')),
    vendor_id: z.string().nullable(),
    vendor_name: z.string().nullable(),
    scheduled_start: instant.nullable(),
    scheduled_end: instant.nullable(),
    started_at: instant.nullable(),
    done_at: instant.nullable(),
    notes: z.string().nullable(),
    price_cents: z.int().nullable(),
    offers: z.array(offerAnswer),
    images: z.array(imageAnswer),
    created_at: instant,
  })
  .meta({ id: 'WorkOrder' });

export const workOrderQuery = z.strictObject({
  ...pageQuery,
  request_id: id('maintenanceRequest').optional(),
  vendor_id: id('vendor').optional(),
  status: z.enum(statesOf('work_order')).optional(),
});
