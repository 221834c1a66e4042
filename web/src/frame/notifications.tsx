import { useInfiniteQuery } from '@tanstack/react-query';
import { useMarkAllRead, useMarkRead } from '../api/commands';
import { queries } from '../api/queries';
import type { Notification } from '../api/types';
import { formatDistance } from '../format/dates';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/card';
import { Dialog } from '../ui/dialog';
import { HrefLink } from '../ui/href-link';
import { Loaded } from '../ui/page';
import { toastProblem } from '../ui/toast';

/** Which page shows a subject, by the prefix of its id. */
const PAGES: Record<string, (id: string) => string> = {
  lease: (id) => `/leases/${id}`,
  app: (id) => `/applications/${id}`,
  mr: (id) => `/maintenance/${id}`,
  prop: (id) => `/properties/${id}`,
  unit: (id) => `/units/${id}`,
  run: () => '/rent-runs',
  ven: () => '/vendors',
  mem: () => '/team',
};

const pageOf = (subject: string) => PAGES[subject.split('_')[0] ?? '']?.(subject);

const MARKS: Record<string, string> = { bad: 'rotate-45 rounded-[1px] bg-red', ok: 'rounded-full bg-green' };

/** What one was told, the newest first; what is opened counts as read. */
export default function Notifications({ onClose }: { onClose: () => void }) {
  const asked = useInfiniteQuery(queries.notifications());
  const markAll = useMarkAllRead();
  const notes = (asked.data?.pages ?? []).flatMap((page) => page.data);
  const unread = notes.some((note) => note.read_at === null);
  return (
    <Dialog open onClose={onClose} title="Notifications">
      <Loaded asked={asked}>
        {() =>
          notes.length > 0 ? (
            <ul className="max-h-[60vh] overflow-y-auto">
              {notes.map((note) => (
                <Note key={note.id} note={note} onClose={onClose} />
              ))}
            </ul>
          ) : (
            <EmptyState title="Nothing yet">
              What your role may do something about is told here, and at once where it is pressing.
            </EmptyState>
          )
        }
      </Loaded>
      {asked.hasNextPage || unread ? (
        <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
          {asked.hasNextPage ? (
            <Button look="quiet" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
              Show older
            </Button>
          ) : null}
          {unread ? (
            <Button busy={markAll.isPending} onClick={() => markAll.mutate(undefined, { onError: toastProblem })}>
              Mark all as read
            </Button>
          ) : null}
        </footer>
      ) : null}
    </Dialog>
  );
}

function Note({ note, onClose }: { note: Notification; onClose: () => void }) {
  const { mutate } = useMarkRead();
  const href = pageOf(note.subject_id);
  const read = note.read_at !== null;
  const open = () => {
    if (!read) mutate(note.id);
    onClose();
  };
  return (
    <li
      className={`relative flex gap-3 border-line border-b px-5 py-2.5 last:border-0 ${read ? '' : 'bg-green-soft/50'}`}
    >
      <span
        aria-hidden="true"
        className={`mt-[7px] size-[7px] shrink-0 ${MARKS[note.tone] ?? 'rounded-full border-2 border-amber'}`}
      />
      <div className="min-w-0 grow">
        <p className={read ? '' : 'font-medium'}>
          {read ? null : <span className="sr-only">Unread: </span>}
          {href ? (
            <HrefLink
              href={href}
              className="after:absolute after:inset-0 after:content-[''] hover:underline"
              onClick={open}
            >
              {note.title}
            </HrefLink>
          ) : (
            note.title
          )}
        </p>
        {note.detail ? <p className="text-ink-2">{note.detail}</p> : null}
      </div>
      <time dateTime={note.created_at} className="num shrink-0 text-ink-3 text-xs">
        {formatDistance(note.created_at)}
      </time>
    </li>
  );
}
