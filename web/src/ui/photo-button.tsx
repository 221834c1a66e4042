import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import { PHOTO_TYPES } from '../api/upload-photo';
import { Button } from './button';
import { toastProblem } from './toast';

/** A button that takes photos from the disk or the camera and sends them one after the other; what fails is told. */
export function PhotoButton({
  label,
  words,
  multiple = false,
  send,
}: {
  /** What is chosen, for who cannot see it. */
  label: string;
  words: string;
  multiple?: boolean;
  send: (file: File) => Promise<void>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(0);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    for (const [i, file] of files.entries()) {
      setLeft(files.length - i);
      await send(file).catch(toastProblem);
    }
    setLeft(0);
  };
  return (
    <div>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        hidden
        aria-label={label}
        accept={PHOTO_TYPES.join(',')}
        onChange={(event) => void take(event)}
      />
      <Button small busy={left > 0} onClick={() => input.current?.click()}>
        {left > 0 ? `Sending, ${left} left` : words}
      </Button>
    </div>
  );
}

/** A photo that was sent, by its id and the name of its file. */
export type SentPhoto = { mediaId: string; name: string };

/** A photo that was chosen, and how to take it out again; `children` stand between. */
export function PhotoLine({ name, onRemove, children }: { name: string; onRemove: () => void; children?: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <span className="min-w-0 grow truncate">{name}</span>
      {children}
      <Button small look="quiet" onClick={onRemove}>
        Remove<span className="sr-only"> {name}</span>
      </Button>
    </div>
  );
}
