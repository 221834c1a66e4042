import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import sharp from 'sharp';
import { TenureError } from '../../../domain/errors';
import { newId } from '../../../store/new-id';
import type { Files } from '../../services';

/** A photo as we keep it: JPEG, upright, at most 2048 pixels a side, without anything the camera wrote beside it. */
export type Photo = { body: Buffer; contentType: 'image/jpeg'; width: number; height: number; sha256: string };

export const MAX_PHOTOS = 6;
const MAX_PHOTO_BYTES = 12_000_000;
const MAX_PIXELS = 60_000_000;
const LONGEST_SIDE = 2_048;
const KNOWN_FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'heif', 'tiff']);

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MAX_PHOTO_BYTES, files: MAX_PHOTOS, fields: 60, fieldSize: 20_000, parts: 70 },
}).array('photos', MAX_PHOTOS);

/** Reads a multipart form with photos in the field `photos`. @throws TenureError payload_too_large, invalid_request */
export const readMultipart: RequestHandler = (req, res, next) => {
  upload(req, res, (error: unknown) => {
    if (error instanceof MulterError) next(explain(error));
    else if (error) next(new TenureError('invalid_request', 'The form could not be read.', { cause: error }));
    else next();
  });
};

function explain(error: MulterError): TenureError {
  if (error.code === 'LIMIT_UNEXPECTED_FILE' || error.code === 'LIMIT_FILE_COUNT') {
    return new TenureError('payload_too_large', `Send at most ${MAX_PHOTOS} photos.`, { cause: error });
  }
  if (error.code === 'LIMIT_FILE_SIZE') {
    return new TenureError('payload_too_large', 'A photo may have at most 12 MB.', { cause: error });
  }
  return new TenureError('payload_too_large', 'The form is too large.', { cause: error });
}

/**
 * Reads an upload by what it is, not by what it calls itself.
 * @throws TenureError unsupported_media for anything but a photo
 */
export async function cleanPhoto(upload: Buffer): Promise<Photo> {
  try {
    const image = sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { format } = await image.metadata();
    if (!KNOWN_FORMATS.has(format)) throw new Error(`not a photo: ${format}`);
    // Without keepMetadata sharp writes none: the place a photo was taken at does not leave the phone's owner.
    const { data, info } = await image
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    const sha256 = createHash('sha256').update(data).digest('hex');
    return { body: data, contentType: 'image/jpeg', width: info.width, height: info.height, sha256 };
  } catch (error) {
    throw new TenureError('unsupported_media', 'That file is not a photo we can read. Send a JPEG or PNG.', {
      params: [{ name: 'photos', reason: 'is not a photo' }],
      cause: error,
    });
  }
}

/** Puts a photo into object storage. @returns what the media row needs */
export async function keepPhoto(files: Files, organizationId: string, photo: Photo) {
  const id = newId('media');
  const objectKey = `${organizationId}/photos/${id}.jpg`;
  await files.put({ key: objectKey, body: photo.body, contentType: photo.contentType });
  const { contentType, width, height, sha256 } = photo;
  return { id, objectKey, contentType, byteSize: photo.body.length, width, height, sha256 };
}
