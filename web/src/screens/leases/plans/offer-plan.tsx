import { useForm, useWatch } from 'react-hook-form';
import type { Lease } from '../../../api/types';
import { today } from '../../../format/dates';
import { formatMoney, parseMoney } from '../../../format/money';
import { Dialog, DialogForm } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { cents, useSubmit } from '../../../ui/form';
import { toast } from '../../../ui/toast';
import { DateText, Money } from '../../../ui/values';
import { type NewPlan, useOfferPlan, usePreview } from './api';

type Every = 'week' | 'two_weeks' | 'month';
type Values = { count: string; every: Every; first_due_on: string; down: string; grace_days: string };

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
  const { register, control } = form;
  const values = useWatch({ control });
  const isFilled =
    Number(values.count) > 0 && !!values.first_due_on && (!values.down || parseMoney(values.down) !== null);
  const preview = usePreview(isFilled ? bodyOf(lease, values as Values) : null);
  const { submit, problem } = useSubmit(form, async (sent) => {
    await offer.mutateAsync(bodyOf(lease, sent));
    toast('Plan offered: the tenants have a link to accept it');
    onClose();
  });
  const { data } = preview;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Offer a payment plan"
      under="Covers everything that is past due. Each tenant gets a link to accept it."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem ?? preview.error}
        busy={offer.isPending}
        submit="Offer the plan"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Installments">
            {(props) => <input type="number" min={1} max={25} {...props} {...register('count', { required: true })} />}
          </Field>
          <Field label="Every">
            {(props) => (
              <select {...props} {...register('every')}>
                <option value="week">Week</option>
                <option value="two_weeks">Two weeks</option>
                <option value="month">Month</option>
              </select>
            )}
          </Field>
          <Field label="The first is due on">
            {(props) => <input type="date" {...props} {...register('first_due_on', { required: true })} />}
          </Field>
          <Field label="Down payment" optional hint="Due when the offer ends">
            {(props) => <input inputMode="decimal" {...props} {...register('down')} />}
          </Field>
          <Field label="Days of grace" hint="After these a missed installment ends the plan">
            {(props) => <input type="number" min={0} max={30} {...props} {...register('grace_days')} />}
          </Field>
        </div>
        {data ? (
          <div className="mt-3 grid gap-1 rounded-[6px] bg-sunk p-3" aria-live="polite">
            <p className="font-medium">Covers {formatMoney(data.covered_cents, data.currency)}</p>
            <ol className="grid gap-0.5 text-ink-2">
              {data.installments.map((one) => (
                <li key={one.number} className="flex justify-between gap-3">
                  <DateText at={one.due_on} />
                  <Money cents={one.amount_cents} currency={data.currency} />
                </li>
              ))}
            </ol>
            {data.warnings.map((warning) => (
              <p key={warning} className="text-amber">
                {warning}
              </p>
            ))}
          </div>
        ) : null}
      </DialogForm>
    </Dialog>
  );
}
