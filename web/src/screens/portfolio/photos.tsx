import { useAddPhoto, useRemovePhoto } from '../../api/commands';
import type { Image } from '../../api/types';
import type { PhotoPlace } from '../../api/upload-photo';
import { useMay } from '../../frame/session';
import { PhotoButton } from '../../ui/photo-button';
import { Pictures } from '../../ui/pictures';
import { toast, toastProblem } from '../../ui/toast';

/** Photos of a property or a unit; whoever may adds more or takes one away. */
export function Photos({ images, place }: { images: Image[]; place: { property_id: string } | { unit_id: string } }) {
  const writes = useMay()('properties.write');
  const remove = useRemovePhoto();
  if (!writes) return <Pictures images={images} />;
  const onRemove = (image: Image) =>
    remove.mutate(image.id, { onSuccess: () => toast('Photo taken away'), onError: toastProblem });
  return (
    <div className="mb-4.5">
      <Pictures images={images} onRemove={onRemove} />
      <AddPhotos place={place} />
    </div>
  );
}

/** A button that sends photos of a place, one after the other. */
export function AddPhotos({ place }: { place: PhotoPlace }) {
  const add = useAddPhoto(place);
  const send = async (file: File) => void (await add.mutateAsync(file));
  return <PhotoButton label="Photos" words="Add photos" multiple send={send} />;
}
