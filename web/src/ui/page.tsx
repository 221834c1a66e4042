import { type ReactNode, useEffect } from 'react';
import { Problem } from '../api/problem';
import { Button } from './button';
import { Skeleton } from './card';
import { HrefLink } from './href-link';

export type Crumb = { label: string; href: string };

/** The head of every screen: where one is, what it is, its state, and at most two actions. Sets the tab's title. */
export function PageHead({
  title,
  under,
  crumbs = [],
  tags,
  actions,
}: {
  title: string;
  under?: ReactNode;
  crumbs?: Crumb[];
  tags?: ReactNode;
  actions?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Tenure`;
  }, [title]);
  return (
    <div className="mb-5">
      {crumbs.length > 0 ? (
        <nav aria-label="Where this is" className="mb-1.5 text-ink-3">
          {crumbs.map((crumb, i) => (
            <span key={crumb.label}>
              {i > 0 ? <span aria-hidden="true"> / </span> : null}
              <HrefLink href={crumb.href} className="hover:underline">
                {crumb.label}
              </HrefLink>
            </span>
          ))}
        </nav>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5">
        <div className="min-w-0">
          <h1>{title}</h1>
          {under ? <div className="text-ink-2">{under}</div> : null}
        </div>
        {tags}
        <div className="grow" />
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}

/** What went wrong, in the API's own words, with the rule and its source where a rule forbids. */
export function ProblemNote({ error, retry }: { error: Error; retry?: () => void }) {
  const problem = error instanceof Problem ? error : null;
  return (
    <div role="alert" className="rounded-md bg-red-soft px-3 py-2.5 text-ink">
      <p className="font-medium text-red">{error.message}</p>
      {problem?.rule ? (
        <p className="mt-1">
          {problem.rule.name}: {problem.rule.text} <span className="text-ink-2">({problem.rule.source})</span>
        </p>
      ) : null}
      {problem?.requestId ? <p className="mt-1 text-ink-2 text-xs">Request {problem.requestId}</p> : null}
      {retry ? (
        <Button small className="mt-2" onClick={retry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

type Asked<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

/** Shows what was asked for, lines while it comes, and the reason where it did not. */
export function Loaded<T>({
  asked,
  lines = 4,
  children,
}: {
  asked: Asked<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (asked.data !== undefined) return <>{children(asked.data)}</>;
  if (asked.error) {
    return (
      <div className="p-3.5">
        <ProblemNote error={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  }
  return <Skeleton lines={lines} />;
}

/** Two columns where there is room, the second below where there is not. */
export function Columns({ children, even = false }: { children: ReactNode; even?: boolean }) {
  return (
    <div
      className={`grid grid-cols-1 items-start gap-4.5 ${even ? 'lg:grid-cols-2' : 'lg:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]'}`}
    >
      {children}
    </div>
  );
}

/** A page about one thing: as `Loaded`, and with a heading of its own where the thing cannot be shown. */
export function LoadedPage<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  const missing = asked.error instanceof Problem && asked.error.status === 404;
  return (
    <>
      {asked.data === undefined && asked.error ? (
        <PageHead title={missing ? 'There is nothing here' : 'This could not be shown'} />
      ) : null}
      <Loaded asked={asked}>{children}</Loaded>
    </>
  );
}
