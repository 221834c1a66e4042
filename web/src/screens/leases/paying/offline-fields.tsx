import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { DateField, MoneyField, SelectField } from '../../../ui/inputs';

/** How money comes that Tenure does not move. */
export const OFFLINE_METHODS = {
  check: 'Check',
  money_order: 'Money order',
  cash: 'Cash',
  transfer: 'Bank transfer',
} as const;
export type OfflineMethod = keyof typeof OFFLINE_METHODS;
/** A payment made outside Tenure, as it is typed. */
export type OfflineDraft = { amount_cents: string; method: OfflineMethod; effective_on: string };

/** What came, as what, and on which day; never a day to come. */
export function OfflineFields<V extends OfflineDraft & FieldValues>({
  control,
  latest,
  after,
  dayHint,
}: {
  control: Control<V>;
  latest: string;
  /** What the amount leads to, said while it is typed. */
  after?: string;
  dayHint?: string;
}) {
  const name = (field: keyof OfflineDraft) => field as FieldPath<V>;
  return (
    <>
      <MoneyField control={control} name={name('amount_cents')} label="Amount" hint={after} />
      <SelectField control={control} name={name('method')} label="As" options={OFFLINE_METHODS} />
      <DateField
        control={control}
        name={name('effective_on')}
        label="Came on"
        hint={dayHint}
        latest={latest}
        required="The day it came"
      />
    </>
  );
}
