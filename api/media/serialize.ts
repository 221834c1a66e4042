import type { z } from 'zod';
import type { Media } from '../../store/generated/client';
import type { PlannedUpload } from '../../store/media/media';
import type { Files } from '../services';
import { type imageAnswer, mediaAnswer, type uploadAnswer } from './schemas';

const UPLOAD_SECONDS = 900;

/** The address of a photo: ours, so that it can be kept; it leads on to the storage for a while. */
export function mediaUrl(id: string): string {
  return `/v1/media/${id}/content`;
}

/** A photo beside what it shows. */
export function serializeImage(image: { id: string; alt: string; contentType: string }): z.output<typeof imageAnswer> {
  return { id: image.id, url: mediaUrl(image.id), alt: image.alt, content_type: image.contentType };
}

/** How to send a photo's bytes straight to the storage. */
export async function serializeUpload(
  files: Files,
  upload: PlannedUpload,
  now: Date,
): Promise<z.output<typeof uploadAnswer>> {
  const { id, objectKey, contentType, byteSize } = upload;
  const url = await files.uploadUrl({ key: objectKey, contentType, size: byteSize, expiresInSeconds: UPLOAD_SECONDS });
  return {
    media_id: id,
    method: 'PUT',
    url,
    headers: { 'Content-Type': contentType },
    expires_at: new Date(now.getTime() + UPLOAD_SECONDS * 1000).toISOString(),
  };
}

/** One row of media. */
export function serializeMedia(
  media: Media,
  upload: z.output<typeof uploadAnswer> | null = null,
): z.output<typeof mediaAnswer> {
  return mediaAnswer.parse({
    id: media.id,
    property_id: media.propertyId,
    unit_id: media.unitId,
    maintenance_request_id: media.maintenanceRequestId,
    status: media.status,
    url: media.status === 'ready' ? mediaUrl(media.id) : null,
    alt: media.alt,
    content_type: media.contentType,
    byte_size: media.byteSize,
    width: media.width,
    height: media.height,
    position: media.position,
    created_at: media.createdAt.toISOString(),
    upload,
  });
}
