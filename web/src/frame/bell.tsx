import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { MANY_UNREAD, queries } from '../api/queries';

const Notifications = lazy(() => import('./notifications'));

/** How many things one was told and has not read; opens them. */
export function Bell() {
  const unread = useQuery(queries.unread()).data ?? 0;
  const [open, setOpen] = useState(false);
  const shown = unread >= MANY_UNREAD ? `${MANY_UNREAD - 1}+` : String(unread);
  return (
    <>
      <button
        type="button"
        className="relative grid size-9 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-card hover:text-ink"
        aria-label={unread > 0 ? `Notifications, ${shown} unread` : 'Notifications'}
        onClick={() => setOpen(true)}
      >
        <svg
          aria-hidden="true"
          width="16"
          height="18"
          viewBox="0 0 16 18"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M8 1.5a5 5 0 0 0-5 5c0 4-1.5 5.5-1.5 6.5h13c0-1-1.5-2.5-1.5-6.5a5 5 0 0 0-5-5ZM6.3 15.5a1.8 1.8 0 0 0 3.4 0" />
        </svg>
        {unread > 0 ? (
          <span
            aria-hidden="true"
            className="num absolute top-0.5 right-0 min-w-4 rounded-full bg-red px-1 text-center font-medium text-[10px] text-on-red leading-4"
          >
            {shown}
          </span>
        ) : null}
      </button>
      {open ? (
        <Suspense fallback={null}>
          <Notifications onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
