import { type ReactNode, useEffect, useId, useState } from 'react';
import { humanize } from '../format/words';

/** One row of filters above a list. Their state lives in the URL; the caller holds it. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <search aria-label="Filters" className="mb-3.5 flex flex-wrap items-center gap-2">
      {children}
    </search>
  );
}

const SETTLE_MS = 250;

/** A search field that tells what was typed once the typing settles. */
export function SearchFilter({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (text: string | undefined) => void;
}) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (wanted === value) return;
    const timer = setTimeout(() => onChange(wanted), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="control max-w-64"
    />
  );
}

/** A choice among a few; the first means all. */
export function ChoiceFilter({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly (string | { value: string; label: string })[];
  onChange: (value: string | undefined) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
        className="control w-auto! max-w-full"
      >
        <option value="">{all}</option>
        {options.map((option) => {
          const entry = typeof option === 'string' ? { value: option, label: humanize(option) } : option;
          return (
            <option key={entry.value} value={entry.value}>
              {entry.label}
            </option>
          );
        })}
      </select>
    </>
  );
}

/** Two or three ways to look at the same thing. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  return (
    <fieldset className="flex rounded-md border border-edge/45 bg-sunk p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="h-[27px] rounded-[6px] px-3 font-medium text-[13px] text-ink-2 aria-pressed:bg-card aria-pressed:text-ink aria-pressed:shadow-card"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
