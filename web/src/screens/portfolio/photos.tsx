import { type ChangeEvent, useRef, useState } from 'react';
import { useAddPhoto, useRemovePhoto } from '../../api/commands';
import type { Image } from '../../api/types';
import { PHOTO_TYPES, type PhotoPlace } from '../../api/upload-photo';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
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

/** A button that takes photos from the disk or the camera and sends them one after the other. */
export function AddPhotos({ place }: { place: PhotoPlace }) {
  const add = useAddPhoto(place);
  const [left, setLeft] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const send = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    for (const [i, file] of files.entries()) {
      setLeft(files.length - i);
      await add.mutateAsync(file).catch(toastProblem);
    }
    setLeft(0);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Photos"
        accept={PHOTO_TYPES.join(',')}
        onChange={(event) => void send(event)}
      />
      <Button small busy={left > 0} onClick={() => input.current?.click()}>
        {left > 0 ? `Sending, ${left} left` : 'Add photos'}
      </Button>
    </>
  );
}
