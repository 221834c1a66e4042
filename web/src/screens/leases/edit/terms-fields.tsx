import { useWatch } from 'react-hook-form';
import { Field } from '../../../ui/field';
import { rules } from '../../../ui/form';
import type { Part } from './draft';
import { Options } from './schedule-fields';

const KINDS = { none: 'None', flat: 'An amount', percent: 'A share of the rent' };
const KEPT = { kept: 'By the day or by steps, as it is' };
const OF = { monthly_rent: 'of the whole rent', past_due_rent: 'of what is late' };

/** Fees and house rules. */
export function TermsFields({ form }: Part) {
  const { register, formState, control } = form;
  const errors = formState.errors.terms;
  const kind = useWatch({ control, name: 'terms.late_fee.formula.kind' });
  const kept = useWatch({ control, name: 'terms.late_fee.formula.kept' });
  const days = '0 to 60 days';
  const grace = { required: days, min: { value: 0, message: days }, max: { value: 60, message: days } };
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-4">
        <Field label="Late fee" error={errors?.late_fee?.formula?.kind?.message}>
          {(props) => (
            <select {...props} {...register('terms.late_fee.formula.kind')}>
              <Options of={kept === null ? KINDS : { ...KINDS, ...KEPT }} />
            </select>
          )}
        </Field>
        {kind === 'none' ? null : (
          <>
            {kind === 'kept' ? null : <LateFeeAmount form={form} kind={kind} />}
            <Field label="After days" error={errors?.late_fee?.grace_days?.message}>
              {(props) => (
                <input type="number" min={0} max={60} {...props} {...register('terms.late_fee.grace_days', grace)} />
              )}
            </Field>
          </>
        )}
        <Field label="Returned payment fee" error={errors?.nsf_fee_cents?.message}>
          {(props) => (
            <input inputMode="decimal" {...props} {...register('terms.nsf_fee_cents', rules.money('The fee, or 0'))} />
          )}
        </Field>
      </div>
      <Field label="House rules" optional hint="One a line" error={errors?.house_rules?.message}>
        {(props) => <textarea rows={3} {...props} {...register('terms.house_rules')} />}
      </Field>
    </>
  );
}

function LateFeeAmount({ form: { register, formState }, kind }: Part & { kind: 'flat' | 'percent' }) {
  const errors = formState.errors.terms?.late_fee?.formula;
  if (kind === 'flat') {
    return (
      <Field label="Amount" error={errors?.amount_cents?.message}>
        {(props) => (
          <input
            inputMode="decimal"
            {...props}
            {...register('terms.late_fee.formula.amount_cents', rules.money('The amount', { zero: false }))}
          />
        )}
      </Field>
    );
  }
  const share = '0.01 to 50 percent';
  const percent = { required: share, min: { value: 0.01, message: share }, max: { value: 50, message: share } };
  return (
    <>
      <Field label="Percent" error={errors?.basis_points?.message}>
        {(props) => (
          <input type="number" step="0.01" {...props} {...register('terms.late_fee.formula.basis_points', percent)} />
        )}
      </Field>
      <Field label="Of" error={errors?.of?.message}>
        {(props) => (
          <select {...props} {...register('terms.late_fee.formula.of')}>
            <Options of={OF} />
          </select>
        )}
      </Field>
    </>
  );
}
