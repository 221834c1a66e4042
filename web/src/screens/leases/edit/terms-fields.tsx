import { useWatch } from 'react-hook-form';
import { MoneyField, NumberField, SelectField, TextArea } from '../../../ui/inputs';
import type { Part } from './draft';

const KINDS = { none: 'None', flat: 'An amount', percent: 'A share of the rent' };
const KEPT = { kept: 'By the day or by steps, as it is' };
const OF = { monthly_rent: 'of the whole rent', past_due_rent: 'of what is late' };

/** Fees and house rules. */
export function TermsFields({ control }: Part) {
  const formula = 'terms.late_fee.formula';
  const kind = useWatch({ control, name: `${formula}.kind` });
  const kept = useWatch({ control, name: `${formula}.kept` });
  const days = '0 to 60 days';
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-4">
        <SelectField
          control={control}
          name={`${formula}.kind`}
          label="Late fee"
          options={kept === null ? KINDS : { ...KINDS, ...KEPT }}
        />
        {kind === 'flat' ? (
          <MoneyField control={control} name={`${formula}.amount_cents`} label="Amount" missing="The amount" />
        ) : null}
        {kind === 'percent' ? <LateFeeShare control={control} /> : null}
        {kind === 'none' ? null : (
          <NumberField
            control={control}
            name="terms.late_fee.grace_days"
            label="After days"
            between={[0, 60]}
            words={days}
            required={days}
          />
        )}
        <MoneyField
          control={control}
          name="terms.nsf_fee_cents"
          label="Returned payment fee"
          missing="The fee, or 0"
          zero
        />
      </div>
      <TextArea control={control} name="terms.house_rules" label="House rules" optional hint="One a line" rows={3} />
    </>
  );
}

function LateFeeShare({ control }: Part) {
  const share = '0.01 to 50 percent';
  return (
    <>
      <NumberField
        control={control}
        name="terms.late_fee.formula.basis_points"
        label="Percent"
        step={0.01}
        between={[0.01, 50]}
        words={share}
        required={share}
      />
      <SelectField control={control} name="terms.late_fee.formula.of" label="Of" options={OF} />
    </>
  );
}
