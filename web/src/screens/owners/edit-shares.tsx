import { useInfiniteQuery } from '@tanstack/react-query';
import { useFieldArray, useForm, useWatch } from 'react-hook-form';
import { type Owner, ownerQueries, useSetShares } from '../../api/owners';
import type { Unit } from '../../api/types';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { toast } from '../../ui/toast';

type Draft = { unit_id: string; starts_on: string; shares: { owner_id: string; percent: string }[] };
export type SharePart = { owner_id: string; share_bps: number };

/** A percentage such as `33.34` as basis points; null where it is none. */
export function bpsOf(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(trimmed)) return null;
  const bps = Math.round(Number(trimmed) * 100);
  return bps <= 10_000 ? bps : null;
}

/** What the parts come to, in words, while they are typed. */
export function sumWords(parts: readonly { percent: string }[]): { isWhole: boolean; words: string } {
  const sum = parts.reduce((total, { percent }) => total + (bpsOf(percent) ?? 0), 0);
  const left = 10_000 - sum;
  if (left === 0) return { isWhole: true, words: 'Together 100%' };
  const off = `${Math.abs(left) / 100}%`;
  return { isWhole: false, words: `Together ${sum / 100}%: ${off} ${left > 0 ? 'are missing' : 'too much'}` };
}

/** Says who owns a property, or one of its units, from a day on; the parts sum to the whole. */
export default function EditShares(props: Props) {
  // The form begins with its owners known: a list that fills up later would show nobody chosen.
  const asked = useInfiniteQuery(ownerQueries.owners());
  if (asked.data === undefined) return null;
  return <Shares {...props} owners={asked.data.pages.flatMap(({ data }) => data)} />;
}

type Props = {
  propertyId: string;
  /** Today, where the property is. */
  startsOn: string;
  units: readonly Unit[];
  parts: readonly SharePart[];
  onClose: () => void;
};

function Shares({ propertyId, startsOn, units, parts, onClose, owners }: Props & { owners: readonly Owner[] }) {
  const save = useSetShares(propertyId);
  const shares = parts.map(({ owner_id, share_bps }) => ({ owner_id, percent: String(share_bps / 100) }));
  const form = useForm<Draft>({
    defaultValues: {
      unit_id: '',
      starts_on: startsOn,
      shares: shares.length > 0 ? shares : [{ owner_id: '', percent: '100' }],
    },
  });
  const { register, control, formState } = form;
  const { errors } = formState;
  const rows = useFieldArray({ control, name: 'shares' });
  const { isWhole, words } = sumWords(useWatch({ control, name: 'shares' }));
  const { submit, problem } = useSubmit(form, async (values) => {
    if (!isWhole) throw new Error(`${words}.`);
    await save.mutateAsync({
      ...(values.unit_id === '' ? {} : { unit_id: values.unit_id }),
      starts_on: values.starts_on,
      shares: values.shares.map(({ owner_id, percent }) => ({ owner_id, share_bps: bpsOf(percent) ?? 0 })),
    });
    toast('Ownership saved');
    onClose();
  });
  const about = { onSubmit: () => void submit(), problem, busy: save.isPending, onCancel: onClose };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Who owns it"
      under="Days that statements count already stay as they are."
      wide
    >
      <DialogForm {...about} submit="Save">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Of" hint="A unit without owners of its own is its property’s" error={errors.unit_id?.message}>
            {(props) => (
              <select {...props} {...register('unit_id')}>
                <option value="">The whole property</option>
                {units.map((unit) => (
                  <option key={unit.id} value={unit.id}>
                    Unit {unit.number}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="From" error={errors.starts_on?.message}>
            {(props) => <input type="date" {...props} {...register('starts_on', rules.required('The first day'))} />}
          </Field>
        </div>
        {rows.fields.map((row, index) => (
          <RepeatedRow
            key={row.id}
            legend={`Owner ${index + 1}`}
            columns="sm:grid-cols-[1fr_8rem_auto]"
            onRemove={rows.fields.length > 1 ? () => rows.remove(index) : null}
          >
            <Field label="Owner" error={errors.shares?.[index]?.owner_id?.message}>
              {(props) => (
                <select {...props} {...register(`shares.${index}.owner_id`, rules.required('Who?'))}>
                  <option value="">Choose…</option>
                  {owners.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label="Percent" error={errors.shares?.[index]?.percent?.message}>
              {(props) => (
                <input
                  inputMode="decimal"
                  {...props}
                  {...register(`shares.${index}.percent`, {
                    validate: (text) => (bpsOf(text) ?? 0) > 0 || 'A part such as 33.34',
                  })}
                />
              )}
            </Field>
          </RepeatedRow>
        ))}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <OneMore what="owner" onAdd={() => rows.append({ owner_id: '', percent: '' })} />
          <p role="status" className={isWhole ? 'text-green' : 'text-red'}>
            {words}
          </p>
        </div>
      </DialogForm>
    </Dialog>
  );
}
