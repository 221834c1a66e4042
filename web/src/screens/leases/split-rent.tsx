import { useForm, useWatch } from 'react-hook-form';
import { useSplitRent } from '../../api/commands';
import type { NewShares } from '../../api/inputs';
import type { Lease } from '../../api/types';
import { formatAmount, formatMoney, parseMoney } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

type How = 'whole' | 'percent' | 'amount';
type Draft = { how: How; parts: { tenant_id: string; part: string }[] };

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
  const { submit, problem } = useSubmit(form, async (values) => {
    await split.mutateAsync(toBody(values));
    toast(values.how === 'whole' ? 'The rent is not split any more' : 'Parts saved');
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Split the rent"
      under={`${formatMoney(lease.rent_cents, lease.currency)} a month. Each sees their part; all stay liable for the whole.`}
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={split.isPending}
        submit="Save the parts"
        onCancel={onClose}
      >
        <Field label="Each pays">
          {(props) => (
            <select {...props} {...form.register('how')}>
              <option value="whole">No part of their own: it is one rent</option>
              <option value="percent">A percentage</option>
              <option value="amount">An amount</option>
            </select>
          )}
        </Field>
        {draft.how === 'whole'
          ? null
          : lease.tenants.map((tenant, i) => (
              <Field key={tenant.id} label={tenant.name} error={form.formState.errors.parts?.[i]?.part?.message}>
                {(props) => (
                  <input
                    inputMode="decimal"
                    {...props}
                    {...form.register(
                      `parts.${i}.part`,
                      draft.how === 'amount' ? rules.money('Their part, or 0') : { required: 'Their part, or 0' },
                    )}
                  />
                )}
              </Field>
            ))}
        <p aria-live="polite" className="text-ink-2">
          {rest(lease, draft)}
        </p>
      </DialogForm>
    </Dialog>
  );
}
