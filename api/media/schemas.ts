import { z } from 'zod';
import { id, instant, whole } from '../http/schema';

/** Photos that a browser sends; what they really are is looked at when they have arrived. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export const MAX_UPLOAD_BYTES = 12_000_000;

const alt = z.string().trim().max(300, { error: 'must be at most 300 characters' });

export const uploadBody = z.strictObject({
  content_type: z.enum(IMAGE_TYPES),
  byte_size: whole(1, MAX_UPLOAD_BYTES),
  alt: alt.default(''),
});

/** In a body that makes something: a photo uploaded before, or one whose upload follows. */
export const givenMedia = z.union([z.strictObject({ id: id('media') }), uploadBody]);

export const imageAnswer = z
  .object({ id: z.string(), url: z.string(), alt: z.string(), content_type: z.string() })
  .meta({ id: 'Image' });

export const uploadAnswer = z
  .object({
    media_id: z.string(),
    method: z.literal('PUT'),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expires_at: instant,
  })
  .meta({ id: 'Upload' });

export const mediaAnswer = z
  .object({
    id: z.string(),
    property_id: z.string().nullable(),
    unit_id: z.string().nullable(),
    maintenance_request_id: z.string().nullable(),
    status: z.enum(['pending', 'ready']),
    url: z.string().nullable(),
    alt: z.string(),
    content_type: z.string(),
    byte_size: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    position: z.int(),
    created_at: instant,
    upload: uploadAnswer.nullable(),
  })
  .meta({ id: 'Media' });

export const newMediaBody = uploadBody.extend({
  property_id: id('property').optional(),
  unit_id: id('unit').optional(),
  maintenance_request_id: id('maintenanceRequest').optional(),
  position: whole(0, 1_000).default(0),
});

export const mediaChanges = z.strictObject({ alt: alt.optional(), position: whole(0, 1_000).optional() });
