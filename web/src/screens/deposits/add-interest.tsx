import { useQuery } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { formatMoney } from '../../format/money';
import { FormDialog } from '../../ui/form-dialog';
import { DateField } from '../../ui/inputs';
import { Loaded } from '../../ui/page';
import { toast } from '../../ui/toast';
import { DateText } from '../../ui/values';
import { type DepositDialog, type Interest, interestOf, useAddInterest } from './queries';

/** Adds the interest that is due on a deposit, after saying what it is made of. */
export default function AddInterest({ deposit, today, onClose }: DepositDialog) {
  const add = useAddInterest(deposit.lease_id);
  const form = useForm({ defaultValues: { through: today } });
  const { control } = form;
  const through = useWatch({ control, name: 'through' });
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(through) && through <= today;
  const asked = useQuery({ ...interestOf(deposit.lease_id, through), enabled: isDay });
  const amount = asked.data?.amount_cents ?? 0;
  const send = async (values: { through: string }) => {
    const { amount_cents } = await add.mutateAsync(values);
    toast(`${formatMoney(amount_cents)} interest added`);
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Add interest"
      under="Each day bears interest once."
      submit={amount > 0 ? `Add ${formatMoney(amount)}` : 'Add it'}
      onClose={onClose}
    >
      <DateField control={control} name="through" label="Up to and with" latest={today} required="The last day" />
      {isDay ? <Loaded asked={asked}>{(interest) => <Made interest={interest} />}</Loaded> : null}
    </FormDialog>
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
