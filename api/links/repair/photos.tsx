import type { Transaction } from '../../../store/database';
import type { Files } from '../../services';

export type ShownPhoto = { id: string; url: string; alt: string };

const SHOWN_SECONDS = 3_600;

/** The photos of a report and, where named, of a job; each with an address that shows it for an hour. */
export async function readPhotos(
  tx: Transaction,
  files: Files,
  { requestId, workOrderId }: { requestId: string; workOrderId?: string | undefined },
): Promise<ShownPhoto[]> {
  const rows = await tx.media.findMany({
    where: {
      status: 'ready',
      OR: [{ maintenanceRequestId: requestId }, ...(workOrderId === undefined ? [] : [{ workOrderId }])],
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: 24,
  });
  return Promise.all(
    rows.map(async ({ id, objectKey, alt }) => ({
      id,
      url: await files.downloadUrl({ key: objectKey, expiresInSeconds: SHOWN_SECONDS }),
      alt,
    })),
  );
}

/** Photos in a grid; nothing without any. */
export function Photos({ photos }: { photos: readonly ShownPhoto[] }) {
  if (photos.length === 0) return null;
  return (
    <div className="photos">
      {photos.map(({ id, url, alt }) => (
        <img key={id} src={url} alt={alt} />
      ))}
    </div>
  );
}
