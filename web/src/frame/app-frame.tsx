import { Dialog } from '@base-ui/react/dialog';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { type LiveNotification, useLive } from '../api/live';
import { Skeleton } from '../ui/card';
import { Toasts, toast } from '../ui/toast';
import { Bell } from './bell';
import { Brand } from './brand';
import { CommandContext } from './command-context';
import { LiveContext } from './live-context';
import { Navigation } from './navigation';

const CommandMenu = lazy(() => import('./command-menu'));

/** After a change of screen the focus goes to the new one, so a keyboard or a screen reader starts there. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(pathname);
  useEffect(() => {
    if (first.current === pathname) return;
    first.current = '';
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

function useCommandKey(open: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
}

function Drawer() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        className="-ml-1.5 grid size-9 place-items-center rounded-md hover:bg-card"
        aria-label="Open the menu"
      >
        <svg
          aria-hidden="true"
          width="18"
          height="14"
          viewBox="0 0 18 14"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        >
          <path d="M1 1h16M1 7h16M1 13h16" />
        </svg>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          className="fixed inset-y-0 left-0 z-50 w-64 overflow-y-auto border-line border-r bg-sunk"
          aria-label="Menu"
        >
          <Navigation onGo={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Only what is bad interrupts; the rest is on the first page already. */
function tell({ tone, title, detail }: LiveNotification) {
  if (tone === 'bad') toast(title, { ...(detail ? { detail } : {}), bad: true });
}

/** The frame around every screen: places at the left (or in a drawer), commands, live updates, notes. */
export function AppFrame() {
  const live = useLive(tell);
  const main = useFocusOnArrival();
  const [commanding, setCommanding] = useState(false);
  const [openCommands] = useState(() => () => setCommanding(true));
  useCommandKey(openCommands);
  return (
    <CommandContext value={openCommands}>
      <LiveContext value={live}>
        <a
          href="#main"
          className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-green px-3 py-2 font-medium text-on-green focus:translate-y-0"
        >
          Skip to content
        </a>
        <div className="min-h-dvh md:grid md:grid-cols-[212px_minmax(0,1fr)]">
          <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-line border-b bg-sunk px-4 md:hidden">
            <Drawer />
            <Brand />
            <span className="grow" />
            <button
              type="button"
              className="rounded-md px-2 py-1.5 font-medium text-ink-2 hover:bg-card"
              onClick={openCommands}
            >
              Go to…
            </button>
            <Bell />
          </header>
          <div className="sticky top-0 hidden h-dvh overflow-y-auto border-line border-r bg-sunk md:block">
            <Navigation />
          </div>
          <main ref={main} id="main" tabIndex={-1} className="max-w-[1240px] px-4 pt-5 pb-16 outline-none sm:px-7">
            <Suspense fallback={<Skeleton lines={6} />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        {commanding ? (
          <Suspense fallback={null}>
            <CommandMenu onClose={() => setCommanding(false)} />
          </Suspense>
        ) : null}
        <Toasts />
      </LiveContext>
    </CommandContext>
  );
}
