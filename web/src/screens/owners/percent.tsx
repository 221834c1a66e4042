import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { TextField } from '../../ui/inputs';

/** A percentage such as `33.34` as basis points; null where it is none. */
export function bpsOf(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(trimmed)) return null;
  const bps = Math.round(Number(trimmed) * 100);
  return bps <= 10_000 ? bps : null;
}

/** A part of the whole in percent; with `more` it must be more than nothing. */
export function PercentField<V extends FieldValues>({
  control,
  name,
  more = false,
}: {
  control: Control<V>;
  name: FieldPath<V>;
  more?: boolean;
}) {
  const check = (text: string) => {
    const bps = bpsOf(text);
    return (bps !== null && (bps > 0 || !more)) || `A part such as ${more ? '33.34' : '8 or 8.5'}`;
  };
  return <TextField control={control} name={name} label="Percent" inputMode="decimal" check={check} />;
}
