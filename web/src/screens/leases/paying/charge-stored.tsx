import { useQueries } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { type PaymentMethod, payingQueries, useChargeStored } from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { formatAmount, formatMoney } from '../../../format/money';
import { Dialog } from '../../../ui/dialog';
import { cents, given } from '../../../ui/form';
import { FormDialog } from '../../../ui/form-dialog';
import { MoneyField, SelectField, TextField } from '../../../ui/inputs';
import { toast } from '../../../ui/toast';
import { afterPayment } from './after-payment';

const TITLE = 'Charge a stored method';

type Draft = { amount_cents: string; payment_method_id: string; authorization: string };
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
  if (ways.length > 0) return <ChargeForm lease={lease} ways={ways} onClose={onClose} />;
  const none = 'No tenant of this lease has stored a way to pay. Ask them to pay instead.';
  return (
    <Dialog open onClose={onClose} title={TITLE} under={none}>
      {null}
    </Dialog>
  );
}

function labelOf({ name, method }: Way): string {
  const kind = method.kind === 'card' ? 'Card' : 'Bank account';
  return `${name}: ${method.brand ?? kind} ••${method.last4}${method.is_default ? ', the usual one' : ''}`;
}

function ChargeForm({ lease, ways, onClose }: { lease: Lease; ways: Way[]; onClose: () => void }) {
  const charge = useChargeStored();
  const form = useForm<Draft>({
    defaultValues: {
      amount_cents: lease.balance_cents > 0 ? formatAmount(lease.balance_cents) : '',
      payment_method_id: ways[0]?.method.id ?? '',
      authorization: '',
    },
  });
  const send = async ({ amount_cents, payment_method_id, authorization }: Draft) => {
    const way = ways.find(({ method }) => method.id === payment_method_id);
    if (way === undefined) return;
    await charge.mutateAsync({
      method: 'stored',
      lease_id: lease.id,
      tenant_id: way.tenantId,
      payment_method_id,
      amount_cents: cents(amount_cents),
      ...given('authorization', authorization),
    });
    toast(`${formatMoney(cents(amount_cents), lease.currency)} is asked for`);
    onClose();
  };
  const { control } = form;
  const amount = useWatch({ control, name: 'amount_cents' });
  return (
    <FormDialog
      form={form}
      send={send}
      title={TITLE}
      under="The bank is asked now. Tries are counted together with autopay and the tenant’s own."
      submit="Charge it now"
      onClose={onClose}
    >
      <SelectField
        control={control}
        name="payment_method_id"
        label="Way to pay"
        options={Object.fromEntries(ways.map((way) => [way.method.id, labelOf(way)]))}
      />
      <MoneyField control={control} name="amount_cents" label="Amount" hint={afterPayment(lease, amount)} />
      <TextField
        control={control}
        name="authorization"
        label="How the tenant agreed"
        optional
        hint="Needed unless autopay is on with this way to pay: by phone today, for instance"
        maxLength={300}
      />
    </FormDialog>
  );
}
