import { type Control, useForm, useWatch } from 'react-hook-form';
import type { Lease } from '../../../api/types';
import { today } from '../../../format/dates';
import { formatMoney, parseMoney } from '../../../format/money';
import { cents } from '../../../ui/form';
import { FormDialog } from '../../../ui/form-dialog';
import { DateField, MoneyField, NumberField, SelectField } from '../../../ui/inputs';
import { toast } from '../../../ui/toast';
import { DateText, Money } from '../../../ui/values';
import { type NewPlan, useOfferPlan, usePreview } from './api';

const EVERY = { week: 'Week', two_weeks: 'Two weeks', month: 'Month' };
type Values = { count: string; every: keyof typeof EVERY; first_due_on: string; down: string; grace_days: string };

function bodyOf(lease: Lease, values: Values): NewPlan {
  const down = values.down.trim() === '' ? 0 : cents(values.down);
  return {
    lease_id: lease.id,
    schedule: {
      kind: 'split',
      count: Number(values.count),
      every: values.every,
      first_due_on: values.first_due_on,
      down_payment_cents: down,
    },
    grace_days: Number(values.grace_days),
  };
}

/** Offers everything past due by even installments, shown as they would be before the button is pressed. */
export function OfferPlan({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const offer = useOfferPlan();
  const first = new Date(Date.parse(`${today(lease.time_zone)}T00:00:00Z`) + 14 * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const form = useForm<Values>({
    defaultValues: { count: '3', every: 'month', first_due_on: first, down: '', grace_days: '5' },
  });
  const { control } = form;
  const values = useWatch({ control });
  const isFilled =
    Number(values.count) > 0 && !!values.first_due_on && (!values.down || parseMoney(values.down) !== null);
  const preview = usePreview(isFilled ? bodyOf(lease, values as Values) : null);
  const send = async (sent: Values) => {
    await offer.mutateAsync(bodyOf(lease, sent));
    toast('Plan offered: the tenants have a link to accept it');
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Offer a payment plan"
      under="Covers everything that is past due. Each tenant gets a link to accept it."
      submit="Offer the plan"
      trouble={preview.error}
      onClose={onClose}
    >
      <PlanFields control={control} />
      {preview.data ? <Preview plan={preview.data} /> : null}
    </FormDialog>
  );
}

function PlanFields({ control }: { control: Control<Values> }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <NumberField
        control={control}
        name="count"
        label="Installments"
        between={[1, 25]}
        words="1 to 25"
        required="1 to 25"
      />
      <SelectField control={control} name="every" label="Every" options={EVERY} />
      <DateField control={control} name="first_due_on" label="The first is due on" required="Which day?" />
      <MoneyField
        control={control}
        name="down"
        label="Down payment"
        hint="Due when the offer ends"
        optional
        zero
        empty
      />
      <NumberField
        control={control}
        name="grace_days"
        label="Days of grace"
        hint="After these a missed installment ends the plan"
        between={[0, 30]}
        words="0 to 30"
      />
    </div>
  );
}

function Preview({ plan }: { plan: NonNullable<ReturnType<typeof usePreview>['data']> }) {
  return (
    <div className="mt-3 grid gap-1 rounded-[6px] bg-sunk p-3" aria-live="polite">
      <p className="font-medium">Covers {formatMoney(plan.covered_cents, plan.currency)}</p>
      <ol className="grid gap-0.5 text-ink-2">
        {plan.installments.map((one) => (
          <li key={one.number} className="flex justify-between gap-3">
            <DateText at={one.due_on} />
            <Money cents={one.amount_cents} currency={plan.currency} />
          </li>
        ))}
      </ol>
      {plan.warnings.map((warning) => (
        <p key={warning} className="text-amber">
          {warning}
        </p>
      ))}
    </div>
  );
}
