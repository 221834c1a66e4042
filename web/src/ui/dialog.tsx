import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Button } from './button';
import { ProblemNote } from './page';

/** A dialog with one task. Escape and the backdrop close it; focus returns to where it came from. */
export function Dialog({
  open,
  onClose,
  title,
  under,
  children,
  wide = false,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  under?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 grid items-start justify-items-center overflow-y-auto px-3 py-6 sm:py-16">
          <Base.Popup
            className={`card relative w-full ${wide ? 'max-w-3xl' : 'max-w-xl'} shadow-float transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0`}
          >
            <header className="flex items-start gap-3 border-line border-b pr-14 pl-5 py-3.5">
              <div className="min-w-0 grow">
                <Base.Title className="font-semibold text-lg">{title}</Base.Title>
                {under ? <Base.Description className="text-ink-2">{under}</Base.Description> : null}
              </div>
            </header>
            {children}
            {/* Last, so that the focus begins at the first field. */}
            <Base.Close
              aria-label="Close"
              className="absolute top-3 right-3.5 grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunk"
            >
              <svg
                aria-hidden="true"
                width="12"
                height="12"
                viewBox="0 0 12 12"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.8"
                strokeLinecap="round"
              >
                <path d="M1 1l10 10M11 1L1 11" />
              </svg>
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** A form inside a dialog: fields, what was refused, and the two buttons. */
export function DialogForm({
  onSubmit,
  problem,
  busy,
  submit,
  onCancel,
  children,
  danger = false,
}: {
  onSubmit: () => void;
  problem: Error | null;
  busy: boolean;
  submit: string;
  onCancel: () => void;
  children: ReactNode;
  danger?: boolean;
}) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className="grid gap-4 px-5 py-4.5">{children}</div>
      <footer className="grid gap-3 border-line border-t px-5 py-3.5">
        {problem ? <ProblemNote error={problem} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy}>
            {submit}
          </Button>
        </div>
      </footer>
    </form>
  );
}
