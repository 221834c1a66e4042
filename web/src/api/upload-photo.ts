import { answer, api } from './client';
import type { NewMedia } from './inputs';
import { Problem } from './problem';

/** What a browser may send; the API looks at what it really is. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const satisfies NewMedia['content_type'][];
/** A home, a repair, or nothing yet: a photo that what is made next will name. */
export type PhotoPlace =
  | Record<string, never>
  | { property_id: string }
  | { unit_id: string }
  | { maintenance_request_id: string };
const MAX_MEGABYTES = 12;

const refused = (title: string) => new Problem({ title, status: 0, code: 'not_possible' });

/** Sends a photo straight to the storage and tells the API that it is there. @returns its id @throws Problem */
export async function uploadPhoto(file: File, place: PhotoPlace): Promise<string> {
  const type = PHOTO_TYPES.find((known) => known === file.type);
  if (!type) throw refused(`${file.name} is not a JPEG, PNG or WebP photo.`);
  if (file.size > MAX_MEGABYTES * 1_000_000) throw refused(`${file.name} is larger than ${MAX_MEGABYTES} MB.`);
  const body = { ...place, content_type: type, byte_size: file.size };
  const { id, upload } = await answer(api.POST('/v1/media', { body }));
  if (!upload) throw refused('The photo could not be taken in. Try again.');
  const sent = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: file }).catch(
    () => null,
  );
  if (!sent?.ok) throw refused(`${file.name} did not arrive. Try again.`);
  await answer(api.POST('/v1/media/{id}/complete', { params: { path: { id } }, body: {} }));
  return id;
}
