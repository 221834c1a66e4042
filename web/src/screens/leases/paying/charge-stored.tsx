import { useQueries } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { type PaymentMethod, payingQueries, useChargeStored } from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { formatAmount, formatMoney } from '../../../format/money';
import { Dialog, DialogForm } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { cents, given, rules, useSubmit } from '../../../ui/form';
import { toast } from '../../../ui/toast';

type Way = { tenantId: string; name: string; method: PaymentMethod };

/** Charges a way to pay that a tenant has stored, now. The cap of the networks holds here as everywhere. */
export function ChargeStored({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const asked = useQueries({ queries: lease.tenants.map((tenant) => payingQueries.methods(tenant.id)) });
  const ways = asked.flatMap(({ data }, index): Way[] => {
    const tenant = lease.tenants[index];
    const active = (data?.data ?? []).filter((method) => method.status === 'active');
    return tenant === undefined ? [] : active.map((method) => ({ tenantId: tenant.id, name: tenant.name, method }));
  });
  if (asked.some(({ isPending }) => isPending)) return null;
  return <ChargeForm lease={lease} ways={ways} onClose={onClose} />;
}

function labelOf({ name, method }: Way): string {
  const kind = method.kind === 'card' ? 'Card' : 'Bank account';
  return `${name}: ${method.brand ?? kind} ••${method.last4}${method.is_default ? ', the usual one' : ''}`;
}

function ChargeForm({ lease, ways, onClose }: { lease: Lease; ways: Way[]; onClose: () => void }) {
  const charge = useChargeStored();
  const form = useForm({
    defaultValues: {
      amount_cents: lease.balance_cents > 0 ? formatAmount(lease.balance_cents) : '',
      payment_method_id: ways[0]?.method.id ?? '',
      authorization: '',
    },
  });
  const { submit, problem } = useSubmit(form, async (values) => {
    const way = ways.find(({ method }) => method.id === values.payment_method_id);
    if (way === undefined) return;
    await charge.mutateAsync({
      method: 'stored',
      lease_id: lease.id,
      tenant_id: way.tenantId,
      payment_method_id: way.method.id,
      amount_cents: cents(values.amount_cents),
      ...given('authorization', values.authorization),
    });
    toast(`${formatMoney(cents(values.amount_cents), lease.currency)} is asked for`);
    onClose();
  });
  const { errors } = form.formState;
  const none = ways.length === 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Charge a stored method"
      under={
        none
          ? 'No tenant of this lease has stored a way to pay. Ask them to pay instead.'
          : 'The bank is asked now. Tries are counted together with autopay and the tenant’s own.'
      }
    >
      {none ? null : (
        <DialogForm
          onSubmit={() => void submit()}
          problem={problem}
          busy={charge.isPending}
          submit="Charge it now"
          onCancel={onClose}
        >
          <Field label="Way to pay" error={errors.payment_method_id?.message}>
            {(props) => (
              <select {...props} {...form.register('payment_method_id')}>
                {ways.map((way) => (
                  <option key={way.method.id} value={way.method.id}>
                    {labelOf(way)}
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
                {...form.register('amount_cents', rules.money('How much?', { zero: false }))}
              />
            )}
          </Field>
          <Field
            label="How the tenant agreed"
            optional
            hint="Needed unless autopay is on with this way to pay: by phone today, for instance"
            error={errors.authorization?.message}
          >
            {(props) => <input maxLength={300} {...props} {...form.register('authorization')} />}
          </Field>
        </DialogForm>
      )}
    </Dialog>
  );
}
