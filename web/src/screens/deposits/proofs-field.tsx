import { uploadPhoto } from '../../api/upload-photo';
import { PhotoButton, PhotoLine, type SentPhoto } from '../../ui/photo-button';

/** A photo that was sent, and what it shows: the damage, or what its repair cost. */
export type Proof = SentPhoto & { kind: 'photo' | 'receipt' };

/** Photos and receipts that a deduction rests on; sent as they are chosen, shown in the tenants' statement. */
export function ProofsField({
  proofs,
  onChange,
}: {
  proofs: readonly Proof[];
  onChange: (change: (before: Proof[]) => Proof[]) => void;
}) {
  const send = async (file: File) => {
    const mediaId = await uploadPhoto(file, {});
    onChange((before) => [...before, { mediaId, name: file.name, kind: 'photo' }]);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">
        Photos and receipts <span className="font-normal text-ink-3">(optional)</span>
      </legend>
      {proofs.map((proof) => (
        <PhotoLine
          key={proof.mediaId}
          name={proof.name}
          onRemove={() => onChange((before) => before.filter(({ mediaId }) => mediaId !== proof.mediaId))}
        >
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
        </PhotoLine>
      ))}
      <PhotoButton label="Photos and receipts" words="Add photos" multiple send={send} />
    </fieldset>
  );
}
