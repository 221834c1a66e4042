import { useForm, useWatch } from 'react-hook-form';
import { useSplitRent } from '../../api/commands';
import type { NewShares } from '../../api/inputs';
import type { Lease } from '../../api/types';
import { formatAmount, formatMoney, parseMoney } from '../../format/money';
import { rules } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

const HOW = {
  whole: 'No part of their own: it is one rent',
  percent: 'A percentage',
  amount: 'An amount',
};
type Draft = { how: keyof typeof HOW; parts: { tenant_id: string; part: string }[] };

function toDraft(lease: Lease): Draft {
  const byAmount = lease.tenants.some(({ share_cents }) => share_cents !== null);
  const byPercent = lease.tenants.some(({ share_bps }) => share_bps !== null);
  return {
    how: byAmount ? 'amount' : byPercent ? 'percent' : 'whole',
    parts: lease.tenants.map((tenant) => ({
      tenant_id: tenant.id,
      part: byAmount
        ? formatAmount(tenant.share_cents ?? 0)
        : tenant.share_bps === null
          ? ''
          : String(tenant.share_bps / 100),
    })),
  };
}

function toBody({ how, parts }: Draft): NewShares {
  if (how === 'whole') return { shares: [] };
  return {
    shares: parts.map(({ tenant_id, part }) =>
      how === 'percent'
        ? { tenant_id, share_bps: Math.round(Number(part) * 100) }
        : { tenant_id, share_cents: parseMoney(part) ?? 0 },
    ),
  };
}

/** What is missing to the whole, or too much, said while one types. */
function rest(lease: Lease, { how, parts }: Draft): string {
  if (how === 'whole') return '';
  if (how === 'percent') {
    const left = 10_000 - parts.reduce((sum, { part }) => sum + Math.round((Number(part) || 0) * 100), 0);
    if (left === 0) return 'Together 100%: the whole rent.';
    return left > 0 ? `${left / 100}% are missing to the whole.` : `${-left / 100}% too much.`;
  }
  const left = lease.rent_cents - parts.reduce((sum, { part }) => sum + (parseMoney(part) ?? 0), 0);
  if (left === 0) return 'Together the whole rent.';
  const sum = formatMoney(Math.abs(left), lease.currency);
  return left > 0 ? `${sum} are missing to the whole.` : `${sum} too much.`;
}

/** Says which roommate pays which part of the rent. The parts are the whole, and everybody owes all of it. */
export function SplitRent({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const split = useSplitRent(lease.id);
  const form = useForm<Draft>({ defaultValues: toDraft(lease) });
  const draft = useWatch({ control: form.control }) as Draft;
  const send = async (values: Draft) => {
    await split.mutateAsync(toBody(values));
    toast(values.how === 'whole' ? 'The rent is not split any more' : 'Parts saved');
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Split the rent"
      under={`${formatMoney(lease.rent_cents, lease.currency)} a month. Each sees their part; all stay liable for the whole.`}
      submit="Save the parts"
      onClose={onClose}
    >
      <SelectField control={form.control} name="how" label="Each pays" options={HOW} />
      {draft.how === 'whole'
        ? null
        : lease.tenants.map((tenant, i) => (
            <TextField
              key={tenant.id}
              control={form.control}
              name={`parts.${i}.part`}
              label={tenant.name}
              inputMode="decimal"
              required="Their part, or 0"
              check={(typed) => draft.how === 'percent' || rules.money('').validate(typed)}
            />
          ))}
      <p aria-live="polite" className="text-ink-2">
        {rest(lease, draft)}
      </p>
    </FormDialog>
  );
}
