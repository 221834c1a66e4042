import { Toast } from '@base-ui/react/toast';

const manager = Toast.createToastManager();

/** Tells that something was done. `undo` takes it back, as long as the note stands. */
export function toast(title: string, options: { detail?: string; undo?: () => void; bad?: boolean } = {}): void {
  const { detail, undo, bad = false } = options;
  const id: string = manager.add({
    title,
    ...(detail ? { description: detail } : {}),
    ...(bad ? { type: 'bad' } : {}),
    timeout: undo ? 10_000 : 6_000,
    ...(undo
      ? {
          actionProps: {
            children: 'Undo',
            onClick: () => {
              manager.close(id);
              undo();
            },
          },
        }
      : {}),
  });
}

/** Tells that something was refused, at once and aloud. */
export function toastProblem(error: Error): void {
  manager.add({ title: error.message, type: 'bad', priority: 'high', timeout: 10_000 });
}

function Notes() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((note) => (
    <Toast.Root
      key={note.id}
      toast={note}
      className="card pointer-events-auto mt-2 w-full shadow-float transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 px-3.5 py-2.5">
        <span
          aria-hidden="true"
          className={
            note.type === 'bad' ? 'size-[9px] shrink-0 rotate-45 bg-red' : 'size-[9px] shrink-0 rounded-full bg-green'
          }
        />
        <div className="min-w-0 grow">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-ink-2" />
        </div>
        <Toast.Action className="h-7 rounded-md border border-edge/45 px-2.5 font-medium text-[13px] hover:bg-sunk" />
        {/* Not Toast.Close: it hides itself from assistive technology while it can still be reached by Tab. */}
        <button
          type="button"
          aria-label="Dismiss"
          onClick={() => manager.close(note.id)}
          className="grid size-7 place-items-center rounded-md text-ink-2 hover:bg-sunk"
        >
          <span aria-hidden="true">×</span>
        </button>
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Where notes appear: bottom right, or the whole width of a phone. F6 moves the focus there. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="pointer-events-none fixed right-4 bottom-4 z-60 flex w-[calc(100vw-2rem)] flex-col sm:w-96">
          <Notes />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
