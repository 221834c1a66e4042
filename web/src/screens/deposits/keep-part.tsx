import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { queries } from '../../api/queries';
import { formatAmount, formatMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { type Proof, ProofsField } from './proofs-field';
import { type DepositDialog, useDeduct } from './queries';

/** Keeps a part of a deposit: for damage, with photos and receipts, or for a charge that is still open. */
export default function KeepPart({ deposit, onClose }: DepositDialog) {
  const deduct = useDeduct(deposit.lease_id);
  const asked = useInfiniteQuery(queries.charges(deposit.lease_id, { open: true }));
  const open = asked.data?.pages.flatMap(({ data }) => data) ?? [];
  const [proofs, setProofs] = useState<Proof[]>([]);
  const mayAddPhotos = useMay()('photos.write');
  const form = useForm({ defaultValues: { charge_id: '', amount_cents: '', reason: '' } });
  const { register, control, setValue } = form;
  const chargeId = useWatch({ control, name: 'charge_id' });
  const { submit, problem } = useSubmit(form, async ({ charge_id, amount_cents, reason }) => {
    const { warnings } = await deduct.mutateAsync({
      amount_cents: cents(amount_cents),
      reason: reason.trim(),
      ...(charge_id === '' ? {} : { charge_id }),
      proofs: proofs.map(({ mediaId, kind }) => ({ media_id: mediaId, kind })),
    });
    const [first] = warnings;
    toast(`${formatMoney(cents(amount_cents))} kept`, first === undefined ? {} : { detail: first.message });
    onClose();
  });
  const choose = (id: string) => {
    const charge = open.find((one) => one.id === id);
    if (charge === undefined) return;
    setValue('amount_cents', formatAmount(Math.min(charge.open_cents, deposit.held_cents)));
    setValue('reason', charge.label);
  };
  const { errors } = form.formState;
  return (
    <Dialog open onClose={onClose} title="Keep a part" under={`${formatMoney(deposit.held_cents)} is held.`}>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={deduct.isPending}
        submit="Keep it"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="For" error={errors.charge_id?.message}>
            {(props) => (
              <select {...props} {...register('charge_id', { onChange: ({ target }) => choose(target.value) })}>
                <option value="">Damage</option>
                {open.map((charge) => (
                  <option key={charge.id} value={charge.id}>
                    {charge.label}: {formatMoney(charge.open_cents)} open
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Amount" error={errors.amount_cents?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...register('amount_cents', rules.money('How much?', { zero: false }))}
              />
            )}
          </Field>
        </div>
        <Field
          label={chargeId === '' ? 'What was damaged' : 'Why'}
          hint="It stands in the tenants’ statement"
          error={errors.reason?.message}
        >
          {(props) => (
            <textarea rows={2} maxLength={300} {...props} {...register('reason', rules.required('A reason'))} />
          )}
        </Field>
        {mayAddPhotos ? <ProofsField proofs={proofs} onChange={setProofs} /> : null}
      </DialogForm>
    </Dialog>
  );
}
