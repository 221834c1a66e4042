import type { ReactNode } from 'react';
import { Button } from './button';

/** A row among several of a form, such as a person of a household; every row but the only one can be removed. */
export function RepeatedRow({
  legend,
  columns,
  onRemove,
  children,
}: {
  legend: string;
  /** The grid of the row's fields from 640 px on, as a Tailwind class. */
  columns: string;
  onRemove: (() => void) | null;
  children: ReactNode;
}) {
  return (
    <fieldset className={`grid gap-3 border-line border-t pt-3 ${columns}`}>
      <legend className="sr-only">{legend}</legend>
      {children}
      {onRemove ? (
        <Button
          look="quiet"
          small
          className="sm:mt-[27px]"
          aria-label={`Remove ${legend.toLowerCase()}`}
          onClick={onRemove}
        >
          Remove
        </Button>
      ) : null}
    </fieldset>
  );
}

/** Adds one more row. */
export function OneMore({ what, disabled = false, onAdd }: { what: string; disabled?: boolean; onAdd: () => void }) {
  return (
    <div>
      <Button small disabled={disabled} onClick={onAdd}>
        One more {what}
      </Button>
    </div>
  );
}
