import { type ChangeEvent, useRef, useState } from 'react';
import { PHOTO_TYPES, uploadPhoto } from '../../api/upload-photo';
import { Button } from '../../ui/button';
import { toastProblem } from '../../ui/toast';

/** A photo that was sent, and what it shows: the damage, or what its repair cost. */
export type Proof = { mediaId: string; name: string; kind: 'photo' | 'receipt' };

/** Photos and receipts that a deduction rests on; sent as they are chosen, shown in the tenants' statement. */
export function ProofsField({
  proofs,
  onChange,
}: {
  proofs: readonly Proof[];
  onChange: (change: (before: Proof[]) => Proof[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(0);
  const send = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    for (const [i, file] of files.entries()) {
      setLeft(files.length - i);
      try {
        const mediaId = await uploadPhoto(file, {});
        onChange((before) => [...before, { mediaId, name: file.name, kind: 'photo' }]);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        toastProblem(error);
      }
    }
    setLeft(0);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">
        Photos and receipts <span className="font-normal text-ink-3">(optional)</span>
      </legend>
      {proofs.map((proof) => (
        <div key={proof.mediaId} className="flex items-center gap-2">
          <span className="min-w-0 grow truncate">{proof.name}</span>
          <select
            className="control w-auto"
            aria-label={`What ${proof.name} is`}
            value={proof.kind}
            onChange={({ target }) => {
              const kind = target.value === 'receipt' ? 'receipt' : 'photo';
              onChange((before) => before.map((one) => (one.mediaId === proof.mediaId ? { ...one, kind } : one)));
            }}
          >
            <option value="photo">Photo</option>
            <option value="receipt">Receipt</option>
          </select>
          <Button
            small
            look="quiet"
            onClick={() => onChange((before) => before.filter(({ mediaId }) => mediaId !== proof.mediaId))}
          >
            Remove<span className="sr-only"> {proof.name}</span>
          </Button>
        </div>
      ))}
      <div>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Photos and receipts"
          accept={PHOTO_TYPES.join(',')}
          onChange={(event) => void send(event)}
        />
        <Button small busy={left > 0} onClick={() => input.current?.click()}>
          {left > 0 ? `Sending, ${left} left` : 'Add photos'}
        </Button>
      </div>
    </fieldset>
  );
}
