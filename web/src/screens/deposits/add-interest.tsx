import { useQuery } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { formatMoney } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { Loaded } from '../../ui/page';
import { toast } from '../../ui/toast';
import { DateText } from '../../ui/values';
import { type DepositDialog, type Interest, interestOf, useAddInterest } from './queries';

/** Adds the interest that is due on a deposit, after saying what it is made of. */
export default function AddInterest({ deposit, today, onClose }: DepositDialog) {
  const add = useAddInterest(deposit.lease_id);
  const form = useForm({ defaultValues: { through: today } });
  const { register, control } = form;
  const through = useWatch({ control, name: 'through' });
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(through) && through <= today;
  const asked = useQuery({ ...interestOf(deposit.lease_id, through), enabled: isDay });
  const amount = asked.data?.amount_cents ?? 0;
  const { submit, problem } = useSubmit(form, async (values) => {
    const { amount_cents } = await add.mutateAsync(values);
    toast(`${formatMoney(amount_cents)} interest added`);
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog open onClose={onClose} title="Add interest" under="Each day bears interest once.">
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={add.isPending}
        submit={amount > 0 ? `Add ${formatMoney(amount)}` : 'Add it'}
        onCancel={onClose}
      >
        <Field label="Up to and with" error={errors.through?.message}>
          {(props) => (
            <input
              type="date"
              max={today}
              {...props}
              {...register('through', {
                ...rules.required('The last day'),
                validate: (day) => day <= today || 'Not after today',
              })}
            />
          )}
        </Field>
        {isDay ? <Loaded asked={asked}>{(interest) => <Made interest={interest} />}</Loaded> : null}
      </DialogForm>
    </Dialog>
  );
}

const BASIS = { lease: 'as the lease says', state: 'as the state’s law says', none: '' } as const;

/** What the interest is made of: rate, days, and the rule it goes by. */
function Made({ interest: { amount_cents, basis, basis_points, spans, rule, warnings } }: { interest: Interest }) {
  if (basis === 'none') {
    return <p className="text-ink-2">Neither the lease nor the state’s law asks for interest on this deposit.</p>;
  }
  return (
    <div className="grid gap-1.5">
      <p>
        <b className="font-medium">{formatMoney(amount_cents)}</b> at {basis_points / 100}% a year, {BASIS[basis]}
        {amount_cents === 0 ? ': nothing more is due by then' : ''}.
      </p>
      <ul className="text-ink-2">
        {spans.map((span) => (
          <li key={span.from}>
            {formatMoney(span.held_cents)} from <DateText at={span.from} /> to <DateText at={span.to} />, {span.days}{' '}
            days
          </li>
        ))}
      </ul>
      {rule === null ? null : (
        <p className="text-ink-3 text-xs">
          {rule.text} ({rule.cite}, {rule.confidence})
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="text-ink-3 text-xs">
          {warning}
        </p>
      ))}
    </div>
  );
}
