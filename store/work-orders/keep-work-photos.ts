import type { Transaction } from '../database';
import type { StoredPhoto } from '../maintenance/report-repair';

/** Keeps photos of work that belong to nothing yet: the job takes them when it is done. */
export async function keepWorkPhotos(
  tx: Transaction,
  organizationId: string,
  photos: readonly StoredPhoto[],
): Promise<void> {
  await tx.media.createMany({
    data: photos.map((photo, position) => ({ ...photo, organizationId, kind: 'image', position })),
  });
}
