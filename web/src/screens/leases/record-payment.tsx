import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useRecordPayment } from '../../api/commands';
import type { Lease } from '../../api/types';
import { uploadPhoto } from '../../api/upload-photo';
import { today } from '../../format/dates';
import { formatAmount, formatMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { TextField } from '../../ui/inputs';
import { PhotoButton, PhotoLine, type SentPhoto } from '../../ui/photo-button';
import { toast } from '../../ui/toast';
import { afterPayment } from './paying/after-payment';
import { type OfflineDraft, OfflineFields } from './paying/offline-fields';

type Draft = OfflineDraft & { note: string };

/** Records money that came outside Tenure, by the day it came. */
export default function RecordPayment({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const record = useRecordPayment();
  const latest = today(lease.time_zone);
  const form = useForm<Draft>({
    defaultValues: {
      amount_cents: lease.balance_cents > 0 ? formatAmount(lease.balance_cents) : '',
      method: 'check',
      effective_on: latest,
      note: '',
    },
  });
  const [photo, setPhoto] = useState<SentPhoto | null>(null);
  const mayAddPhotos = useMay()('photos.write');
  const { control } = form;
  const amount = useWatch({ control, name: 'amount_cents' });
  const send = async ({ amount_cents, note, ...rest }: Draft) => {
    await record.mutateAsync({
      ...rest,
      lease_id: lease.id,
      amount_cents: cents(amount_cents),
      ...given('note', note),
      ...(photo === null ? {} : { receipt_media_id: photo.mediaId }),
    });
    toast(`${formatMoney(cents(amount_cents), lease.currency)} recorded`);
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Record a payment"
      under="Money that came to you directly. The tenant gets a receipt."
      submit="Record it"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <OfflineFields
          control={control}
          latest={latest}
          after={afterPayment(lease, amount)}
          dayHint="Late fees go by this day, not by today"
        />
        <TextField
          control={control}
          name="note"
          label="Note"
          optional
          hint="A check number, for instance"
          maxLength={500}
        />
      </div>
      {mayAddPhotos ? <PhotoField photo={photo} onChange={setPhoto} /> : null}
    </FormDialog>
  );
}

/** A photo of the check, or of the receipt that was handed out; one of them, sent as it is chosen. */
function PhotoField({ photo, onChange }: { photo: SentPhoto | null; onChange: (photo: SentPhoto | null) => void }) {
  const send = async (file: File) => onChange({ mediaId: await uploadPhoto(file, {}), name: file.name });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">
        Photo of the check or receipt <span className="font-normal text-ink-3">(optional)</span>
      </legend>
      {photo === null ? (
        <PhotoButton label="Photo of the check or receipt" words="Add a photo" send={send} />
      ) : (
        <PhotoLine name={photo.name} onRemove={() => onChange(null)} />
      )}
    </fieldset>
  );
}
