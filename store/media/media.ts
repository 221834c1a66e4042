import { notFound, TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Media } from '../generated/client';
import { newId } from '../new-id';

/** A photo somebody is about to upload. */
export type NewUpload = { contentType: string; byteSize: number; alt: string };

export type MediaPlace = { organizationId: string; propertyId: string | null; unitId: string | null };

/** A home, a repair, or nothing yet. */
type PlaceOfUpload = { propertyId: string | null; unitId: string | null; maintenanceRequestId?: string | null };

/** A row that waits for its bytes. */
export type PlannedUpload = { id: string; objectKey: string; contentType: string; byteSize: number };

/** Makes the row that an upload will fill. Nobody sees it before it is complete. */
export async function planUpload(
  tx: Transaction,
  { organizationId, ...upload }: NewUpload & PlaceOfUpload & { organizationId: string; position: number },
): Promise<PlannedUpload> {
  const id = newId('media');
  const { contentType, byteSize, alt, position, propertyId, unitId, maintenanceRequestId = null } = upload;
  const place = { propertyId, unitId, maintenanceRequestId };
  const objectKey = `${organizationId}/uploads/${id}`;
  await tx.media.create({
    data: {
      ...{ id, organizationId, kind: 'image', status: 'pending', objectKey, ...place },
      ...{ contentType, byteSize, alt, position },
    },
    select: { id: true },
  });
  return { id, objectKey, contentType, byteSize };
}

/**
 * Gives an uploaded photo that belongs to nothing yet to a property or unit.
 * @throws TenureError invalid_request naming `field` where there is no such photo
 */
export async function attachMedia(
  tx: Transaction,
  {
    id,
    propertyId,
    unitId,
    position,
    field,
  }: Omit<MediaPlace, 'organizationId'> & { id: string; position: number; field: string },
): Promise<void> {
  const { count } = await tx.media.updateMany({
    where: { id, propertyId: null, unitId: null, maintenanceRequestId: null, workOrderId: null },
    data: { propertyId, unitId, position },
  });
  if (count === 0) {
    throw new TenureError('invalid_request', 'There is no such photo waiting for its place.', {
      params: [{ name: field, reason: 'is no photo of yours that waits for its place' }],
    });
  }
}

/** One photo or file. @throws TenureError not_found */
export async function readMedia(tx: Transaction, id: string): Promise<Media> {
  const media = await tx.media.findFirst({ where: { id } });
  if (media === null) throw notFound('photo');
  return media;
}

/** Where a photo may belong. @throws TenureError invalid_request where one of them is not there */
export async function checkPlace(tx: Transaction, place: PlaceOfUpload): Promise<PlaceOfUpload> {
  const { maintenanceRequestId = null } = place;
  const isRepair = maintenanceRequestId !== null;
  if (isRepair && (await tx.maintenanceRequest.count({ where: { id: maintenanceRequestId } })) === 0) {
    throw missing('maintenance_request_id', 'repair');
  }
  const unit = place.unitId === null ? null : await tx.unit.findFirst({ where: { id: place.unitId } });
  if (place.unitId !== null && unit === null) throw missing('unit_id', 'unit');
  const propertyId = unit?.propertyId ?? place.propertyId;
  const property =
    propertyId === null ? null : await tx.property.findFirst({ where: { id: propertyId }, select: { id: true } });
  if (propertyId !== null && property === null) throw missing('property_id', 'property');
  if (place.propertyId !== null && place.propertyId !== propertyId) throw missing('unit_id', 'unit of that property');
  return { propertyId, unitId: unit?.id ?? null, maintenanceRequestId };
}

function missing(field: string, what: string): TenureError {
  return new TenureError('invalid_request', `There is no such ${what}.`, {
    params: [{ name: field, reason: `is no ${what} of yours` }],
  });
}

export type CompletedMedia = {
  id: string;
  objectKey: string;
  contentType: string;
  byteSize: number;
  width: number;
  height: number;
  sha256: string;
};

/** The upload arrived and was looked at: from now on it is shown. Completing it again changes nothing. */
export async function completeMedia(tx: Transaction, done: CompletedMedia): Promise<Media> {
  const { id, ...facts } = done;
  await tx.media.updateMany({ where: { id, status: 'pending' }, data: { ...facts, status: 'ready' } });
  return readMedia(tx, id);
}

/** Changes a photo's words or its place in the row. @throws TenureError not_found */
export async function updateMedia(
  tx: Transaction,
  { id, ...changes }: { id: string; alt?: string; position?: number },
): Promise<Media> {
  await readMedia(tx, id);
  return tx.media.update({ where: { id }, data: changes });
}

/** Takes a photo of a property or unit away. @throws TenureError not_found, not_possible for a repair's photo */
export async function removeMedia(tx: Transaction, id: string): Promise<void> {
  const media = await readMedia(tx, id);
  if (media.maintenanceRequestId !== null || media.workOrderId !== null) {
    throw new TenureError('not_possible', 'Photos of a repair are kept as its proof.');
  }
  await tx.media.delete({ where: { id }, select: { id: true } });
}
