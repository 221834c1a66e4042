import { type ComponentProps, type ReactNode, useId } from 'react';

export type ControlProps = { id: string; className: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

/** A label, its control, a hint, and the error at its place. The control gets what ties them together. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  className = '',
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: (props: ControlProps) => ReactNode;
}) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={`grid min-w-0 content-start gap-1 ${className}`}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
        {optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
      </label>
      {children({
        id,
        className: 'control',
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="flex items-baseline gap-1.5 text-red text-xs">
          <span aria-hidden="true" className="size-[7px] shrink-0 rotate-45 rounded-[1px] bg-current" />
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** A tick box with its label as one target. */
export function Check({ label, hint, ...rest }: ComponentProps<'input'> & { label: string; hint?: string }) {
  return (
    <label className="flex items-start gap-2.5 py-1">
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-green" {...rest} />
      <span>
        {label}
        {hint ? <span className="block text-ink-3 text-xs">{hint}</span> : null}
      </span>
    </label>
  );
}
