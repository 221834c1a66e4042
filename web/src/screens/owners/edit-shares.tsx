import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Control, useFieldArray, useForm, useWatch } from 'react-hook-form';
import { type Owner, ownerQueries, useSetShares } from '../../api/owners';
import type { Unit } from '../../api/types';
import { given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { choices, DateField, SelectField } from '../../ui/inputs';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { toast } from '../../ui/toast';
import { bpsOf, PercentField } from './percent';

type Draft = { unit_id: string; starts_on: string; shares: { owner_id: string; percent: string }[] };
export type SharePart = { owner_id: string; share_bps: number };

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
  const { control } = form;
  const { isWhole, words } = sumWords(useWatch({ control, name: 'shares' }));
  const send = async (values: Draft) => {
    if (!isWhole) throw new Error(`${words}.`);
    await save.mutateAsync({
      ...given('unit_id', values.unit_id),
      starts_on: values.starts_on,
      shares: values.shares.map(({ owner_id, percent }) => ({ owner_id, share_bps: bpsOf(percent) ?? 0 })),
    });
    toast('Ownership saved');
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Who owns it"
      under="Days that statements count already stay as they are."
      wide
      submit="Save"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          control={control}
          name="unit_id"
          label="Of"
          hint="A unit without owners of its own is its property’s"
          empty="The whole property"
          options={choices(units, (unit) => `Unit ${unit.number}`)}
        />
        <DateField control={control} name="starts_on" label="From" required="The first day" />
      </div>
      <OwnersField control={control} owners={owners}>
        <p role="status" className={isWhole ? 'text-green' : 'text-red'}>
          {words}
        </p>
      </OwnersField>
    </FormDialog>
  );
}

function OwnersField({
  control,
  owners,
  children,
}: {
  control: Control<Draft>;
  owners: readonly Owner[];
  children: ReactNode;
}) {
  const rows = useFieldArray({ control, name: 'shares' });
  return (
    <>
      {rows.fields.map((row, index) => (
        <RepeatedRow
          key={row.id}
          legend={`Owner ${index + 1}`}
          columns="sm:grid-cols-[1fr_8rem_auto]"
          onRemove={rows.fields.length > 1 ? () => rows.remove(index) : null}
        >
          <SelectField
            control={control}
            name={`shares.${index}.owner_id`}
            label="Owner"
            required="Who?"
            empty="Choose…"
            options={choices(owners, ({ name }) => name)}
          />
          <PercentField control={control} name={`shares.${index}.percent`} more />
        </RepeatedRow>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <OneMore what="owner" onAdd={() => rows.append({ owner_id: '', percent: '' })} />
        {children}
      </div>
    </>
  );
}
