import { randomBytes } from 'node:crypto';
import type { ComponentProps, ReactNode } from 'react';
import { fieldOf, fieldsOf, type Shown } from './link-page';
import { FRAME } from './words';

/** The name of the hidden field that makes a second press of the same button harmless. */
export const FORM_KEY = 'form_key';

type FormProps = { visit: Shown; step?: string; photos?: boolean; children: ReactNode };

/** A form that posts to the link's own address (or its `step`); with `photos` it can carry files. */
export function Form({ visit, step = visit.step, photos = false, children }: FormProps) {
  const action = `${visit.base}${step === '' ? '' : `/${step}`}?lang=${visit.locale}`;
  return (
    <form method="post" action={action} {...(photos ? { encType: 'multipart/form-data' } : {})}>
      <input type="hidden" name={FORM_KEY} value={randomBytes(12).toString('base64url')} />
      {children}
    </form>
  );
}

type FieldProps = { visit: Shown; name: string; label: string; hint?: string };

/** Whether the refusal of the last try names this field. */
function isWrong({ problem }: Shown, name: string): boolean {
  return problem?.params.some((param) => param.name === name || param.name.startsWith(`${name}.`)) ?? false;
}

function Labeled({ visit, name, label, hint, children }: FieldProps & { children: ReactNode }) {
  return (
    <label className="field" htmlFor={`field-${name}`}>
      <span>{label}</span>
      {hint === undefined ? null : <small>{hint}</small>}
      {children}
      {isWrong(visit, name) ? (
        <b className="wrong" id={`${name}-wrong`}>
          {FRAME.check[visit.locale]}
        </b>
      ) : null}
    </label>
  );
}

function marks(visit: Shown, name: string) {
  const id = `field-${name}`;
  return isWrong(visit, name) ? { id, 'aria-invalid': true, 'aria-describedby': `${name}-wrong` } : { id };
}

/** One line of text; keeps what was filled in when the form comes back. */
export function TextField({ visit, name, label, hint, ...input }: FieldProps & ComponentProps<'input'>) {
  const before = fieldOf(visit.fields, name);
  return (
    <Labeled visit={visit} name={name} label={label} {...(hint === undefined ? {} : { hint })}>
      <input
        name={name}
        {...input}
        {...marks(visit, name)}
        {...(before !== '' && input.type !== 'password' ? { defaultValue: before } : {})}
      />
    </Labeled>
  );
}

/** Several lines of text. */
export function LongField({ visit, name, label, hint, ...input }: FieldProps & ComponentProps<'textarea'>) {
  const before = fieldOf(visit.fields, name);
  return (
    <Labeled visit={visit} name={name} label={label} {...(hint === undefined ? {} : { hint })}>
      <textarea name={name} {...input} {...marks(visit, name)} {...(before === '' ? {} : { defaultValue: before })} />
    </Labeled>
  );
}

/** One of a few values, from a list that opens. */
export function SelectField({
  visit,
  name,
  label,
  hint,
  options,
  ...input
}: FieldProps & ComponentProps<'select'> & { options: readonly { value: string; label: string }[] }) {
  const before = fieldOf(visit.fields, name);
  return (
    <Labeled visit={visit} name={name} label={label} {...(hint === undefined ? {} : { hint })}>
      <select name={name} {...input} {...marks(visit, name)} {...(before === '' ? {} : { defaultValue: before })}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labeled>
  );
}

type PickProps = {
  visit: Shown;
  name: string;
  value: string;
  label: string;
  hint?: string;
  type?: 'radio' | 'checkbox';
  checked?: boolean;
  required?: boolean;
};

/** A large choice with one line beneath: one of several (`radio`) or yes and no (`checkbox`). */
export function Pick({
  visit,
  name,
  value,
  label,
  hint,
  type = 'radio',
  checked = false,
  required = false,
}: PickProps) {
  const sent = Object.keys(visit.fields).length > 0;
  const on = sent ? fieldsOf(visit.fields, name).includes(value) : checked;
  return (
    <label className="pick">
      <input
        type={type}
        name={name}
        value={value}
        defaultChecked={on}
        required={required}
        aria-invalid={isWrong(visit, name) || undefined}
      />
      <span>
        {label}
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
    </label>
  );
}

/** Photos from the camera or the gallery; phones turn their own formats into JPEG for it. */
export function PhotoField({ visit, label, hint }: { visit: Shown; label: string; hint?: string }) {
  return (
    <Labeled visit={visit} name="photos" label={label} {...(hint === undefined ? {} : { hint })}>
      <input type="file" name="photos" accept="image/jpeg,image/png,image/webp" multiple {...marks(visit, 'photos')} />
    </Labeled>
  );
}

/** The one button of a page. With a `name`, its `value` says which of several was pressed. */
export function Go({ children, quiet = false, ...button }: ComponentProps<'button'> & { quiet?: boolean }) {
  return (
    <button type="submit" className={quiet ? 'btn quiet' : 'btn primary'} {...button}>
      {children}
    </button>
  );
}

/** Rows of what and how much; the last is the total. */
export function Lines({ rows }: { rows: readonly { what: string; amount: string }[] }) {
  return (
    <div className="lines">
      {rows.map(({ what, amount }) => (
        <div className="line" key={`${what} ${amount}`}>
          <span>{what}</span>
          <span className="num">{amount}</span>
        </div>
      ))}
    </div>
  );
}
