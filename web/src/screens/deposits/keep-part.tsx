import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { queries } from '../../api/queries';
import { formatAmount, formatMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { choices, MoneyField, SelectField, TextArea } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { type Proof, ProofsField } from './proofs-field';
import { type DepositDialog, useDeduct } from './queries';

type Draft = { charge_id: string; amount_cents: string; reason: string };

/** Keeps a part of a deposit: for damage, with photos and receipts, or for a charge that is still open. */
export default function KeepPart({ deposit, onClose }: DepositDialog) {
  const deduct = useDeduct(deposit.lease_id);
  const asked = useInfiniteQuery(queries.charges(deposit.lease_id, { open: true }));
  const open = asked.data?.pages.flatMap(({ data }) => data) ?? [];
  const [proofs, setProofs] = useState<Proof[]>([]);
  const mayAddPhotos = useMay()('photos.write');
  const form = useForm<Draft>({ defaultValues: { charge_id: '', amount_cents: '', reason: '' } });
  const { control, setValue } = form;
  const chargeId = useWatch({ control, name: 'charge_id' });
  const send = async ({ charge_id, amount_cents, reason }: Draft) => {
    const { warnings } = await deduct.mutateAsync({
      amount_cents: cents(amount_cents),
      reason: reason.trim(),
      ...given('charge_id', charge_id),
      proofs: proofs.map(({ mediaId, kind }) => ({ media_id: mediaId, kind })),
    });
    const [first] = warnings;
    toast(`${formatMoney(cents(amount_cents))} kept`, first === undefined ? {} : { detail: first.message });
    onClose();
  };
  const choose = (id: string) => {
    const charge = open.find((one) => one.id === id);
    if (charge === undefined) return;
    setValue('amount_cents', formatAmount(Math.min(charge.open_cents, deposit.held_cents)));
    setValue('reason', charge.label);
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Keep a part"
      under={`${formatMoney(deposit.held_cents)} is held.`}
      submit="Keep it"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          control={control}
          name="charge_id"
          label="For"
          onType={choose}
          empty="Damage"
          options={choices(open, ({ label, open_cents }) => `${label}: ${formatMoney(open_cents)} open`)}
        />
        <MoneyField control={control} name="amount_cents" label="Amount" />
      </div>
      <TextArea
        control={control}
        name="reason"
        label={chargeId === '' ? 'What was damaged' : 'Why'}
        hint="It stands in the tenants’ statement"
        maxLength={300}
        required="A reason"
      />
      {mayAddPhotos ? <ProofsField proofs={proofs} onChange={setProofs} /> : null}
    </FormDialog>
  );
}
