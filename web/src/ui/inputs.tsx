import type { ComponentProps, ReactNode } from 'react';
import { type Control, type FieldPath, type FieldValues, useFormState } from 'react-hook-form';
import { type ControlProps, Field } from './field';
import { rules as known } from './form';

/** What every field of a form says: whose it is, under which name it is kept and sent, and how it is labeled. */
export type FieldOf<V extends FieldValues> = {
  control: Control<V>;
  /** The form's name of it, which is the API's. */
  name: FieldPath<V>;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
  className?: string;
  /** What is asked for where it was left empty; without it the field may stay so. */
  required?: string;
  /** What is wrong with what was typed, in words, or true. */
  check?: (typed: string, all: V) => true | string;
  onType?: (typed: string) => void;
};

/** What a field says of its control besides. */
type Html = Pick<
  ComponentProps<'input'>,
  'type' | 'inputMode' | 'placeholder' | 'maxLength' | 'min' | 'max' | 'step' | 'autoComplete'
>;
type Tied = ControlProps & ReturnType<Control['register']>;

/** A labeled place of a form; its control gets what ties it to the form, its label, its hint and its error. */
function Bound<V extends FieldValues>({
  control,
  name,
  required,
  check,
  onType,
  children,
  ...about
}: FieldOf<V> & { children: (tied: Tied) => ReactNode }) {
  const { error } = control.getFieldState(name, useFormState({ control, name }));
  const tied = control.register(name, {
    ...(required === undefined ? {} : { required }),
    validate: (typed: unknown, all: V) => check === undefined || typeof typed !== 'string' || check(typed, all),
    onChange: ({ target }: { target: { value: string } }) => onType?.(target.value),
  });
  return (
    <Field {...about} error={error?.message}>
      {(props) => children({ ...props, ...tied })}
    </Field>
  );
}

/** A line of text. */
export function TextField<V extends FieldValues>(props: FieldOf<V> & Html) {
  const { type, inputMode, placeholder, maxLength, min, max, step, autoComplete = 'off', ...field } = props;
  const html = { type, inputMode, placeholder, maxLength, min, max, step, autoComplete };
  return <Bound {...field}>{(tied) => <input {...html} {...tied} />}</Bound>;
}

/** Some lines of text. */
export function TextArea<V extends FieldValues>({
  rows = 2,
  maxLength,
  placeholder,
  ...field
}: FieldOf<V> & { rows?: number; maxLength?: number; placeholder?: string }) {
  return (
    <Bound {...field}>
      {(tied) => <textarea rows={rows} maxLength={maxLength} placeholder={placeholder} {...tied} />}
    </Bound>
  );
}

type MoneyRules = { missing?: string; zero?: boolean; empty?: boolean };

/**
 * An amount of money as people type it; `cents` reads it. More than zero unless `zero` lets nothing be an amount too;
 * with `empty` it may be left out.
 */
export function MoneyField<V extends FieldValues>({
  missing = 'How much?',
  zero = false,
  empty = false,
  ...field
}: Omit<FieldOf<V>, 'check' | 'required'> & MoneyRules & Pick<Html, 'placeholder'>) {
  const { required, validate } = known.money(missing, { zero });
  const check = (typed: string) => (empty && typed.trim() === '') || validate(typed);
  return <TextField inputMode="decimal" {...field} {...(empty ? {} : { required })} check={check} />;
}

/** A day of the calendar; with `latest` none after it, which is today. */
export function DateField<V extends FieldValues>({ latest, ...field }: FieldOf<V> & { latest?: string }) {
  if (latest === undefined) return <TextField type="date" {...field} />;
  return <TextField type="date" max={latest} check={(day) => day <= latest || 'Not after today'} {...field} />;
}

/** A number between two bounds, which `words` name. */
export function NumberField<V extends FieldValues>({
  between: [min, max],
  words,
  ...field
}: Omit<FieldOf<V>, 'check'> & { between: [number, number]; words: string } & Pick<Html, 'step'>) {
  const check = (typed: string) => typed === '' || (Number(typed) >= min && Number(typed) <= max) || words;
  return <TextField type="number" min={min} max={max} {...field} check={check} />;
}

/** One of several; `empty` words the choice of none. Choices in groups are given as children. */
export function SelectField<V extends FieldValues>({
  options = {},
  empty,
  children,
  ...field
}: FieldOf<V> & { options?: Readonly<Record<string, string>>; empty?: string; children?: ReactNode }) {
  return (
    <Bound {...field}>
      {(tied) => (
        <select {...tied}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {Object.entries(options).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          {children}
        </select>
      )}
    </Bound>
  );
}

/** An email address. */
export function EmailField<V extends FieldValues>(
  field: Omit<FieldOf<V>, 'check' | 'required'> & Pick<Html, 'autoComplete'>,
) {
  const { required, pattern } = known.email;
  const check = (typed: string) => pattern.value.test(typed) || pattern.message;
  return <TextField type="email" {...field} required={required} check={check} />;
}

/** Things to choose from, by what they are known by: what `SelectField` takes as options. */
export function choices<T extends { id: string }>(
  list: readonly T[],
  label: (one: T) => string,
): Record<string, string> {
  return Object.fromEntries(list.map((one) => [one.id, label(one)]));
}
