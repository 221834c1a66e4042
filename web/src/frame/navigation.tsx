import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { keepCsrfToken } from '../api/client';
import { signOut } from '../api/commands';
import { queries } from '../api/queries';
import { ROLE_WORDS } from '../format/words';
import { Button } from '../ui/button';
import { toastProblem } from '../ui/toast';
import { Bell } from './bell';
import { Brand } from './brand';
import { GROUP_TITLES, PLACES } from './places';
import { useMay, useSession } from './session';

/** The list of places with their counts. `onGo` closes the drawer it may stand in. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const may = useMay();
  const today = useQuery(queries.today()).data;
  return (
    <nav aria-label="Main" className="flex min-h-full flex-col gap-0.5 px-2.5 py-3.5">
      <div className="flex items-center justify-between pt-1 pb-3.5 pl-2">
        <Link to="/" {...(onGo ? { onClick: onGo } : {})}>
          <Brand />
        </Link>
        {onGo ? null : <Bell />}
      </div>
      {PLACES.map((group) => (
        <Group key={group[0]?.label} title={GROUP_TITLES[group[0]?.label ?? '']}>
          {group
            .filter((place) => !place.needs || may(place.needs))
            .map((place) => {
              const count = today && place.count ? place.count(today) : 0;
              return (
                <li key={place.label}>
                  <Link
                    to={place.to}
                    {...(onGo ? { onClick: onGo } : {})}
                    activeOptions={{ exact: place.to === '/', includeSearch: false }}
                    className="flex justify-between rounded-[7px] border border-transparent px-[7px] py-[5px] font-medium text-ink-2 hover:bg-card/60 hover:text-ink data-[status=active]:border-line data-[status=active]:bg-card data-[status=active]:text-ink data-[status=active]:shadow-card"
                  >
                    {place.label}
                    {count > 0 ? (
                      <span className="num text-ink-3">
                        {count}
                        <span className="sr-only"> waiting</span>
                      </span>
                    ) : null}
                  </Link>
                </li>
              );
            })}
        </Group>
      ))}
      <div className="grow" />
      <Account />
    </nav>
  );
}

/** Places that belong together, with their name above them where they have one. */
function Group({ title, children }: { title: string | undefined; children: ReactNode }) {
  const id = useId();
  return (
    <div className="mb-3.5">
      {title === undefined ? null : (
        <p id={id} className="px-2 pb-1 text-ink-3 text-xs">
          {title}
        </p>
      )}
      <ul className="grid gap-0.5" {...(title === undefined ? {} : { 'aria-labelledby': id })}>
        {children}
      </ul>
    </div>
  );
}

/** Who is signed in, where, as what; and the way out. */
function Account() {
  const session = useSession();
  const router = useRouter();
  const queryClient = useQueryClient();
  if (!session) return null;
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      if (error instanceof Error) toastProblem(error);
      return;
    }
    keepCsrfToken(null);
    queryClient.clear();
    await router.navigate({ to: '/sign-in', search: {} });
  };
  return (
    <div className="border-line border-t px-2 pt-3">
      <p className="truncate font-medium">{session.user?.name || session.user?.email}</p>
      <p className="truncate text-ink-3 text-xs">
        {session.organization.name} · {ROLE_WORDS[session.role].word}
      </p>
      <Button small look="quiet" className="mt-1 -ml-2.5" onClick={() => void leave()}>
        Sign out
      </Button>
    </div>
  );
}
