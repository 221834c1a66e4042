import { type ReactNode, useId } from 'react';

/** A sheet of paper with a heading. `aside` stands at the right of the heading: a hint, a tag or one action. */
export function Card({
  title,
  aside,
  children,
  className = '',
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`card min-w-0 ${className}`}>
      <header className="flex min-h-[45px] flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-b px-3.5 py-2">
        <h2 id={id}>{title}</h2>
        {aside ? <div className="flex items-center gap-2 text-ink-3">{aside}</div> : null}
      </header>
      {children}
    </section>
  );
}

/** Label over value, in one row that wraps, or two and two: what one must know of a subject at a glance. */
export function Facts({ facts, even = false }: { facts: { label: string; value: ReactNode }[]; even?: boolean }) {
  return (
    <dl className={`mb-4.5 gap-x-9 gap-y-3 ${even ? 'grid grid-cols-2' : 'flex flex-wrap'}`}>
      {facts.map(({ label, value }) => (
        <div key={label} className="min-w-0">
          <dt className="text-ink-3 text-xs">{label}</dt>
          <dd className="[&_b]:font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing here yet: says what would be here and offers the one thing to do about it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 px-3.5 py-8">
      <p className="font-medium">{title}</p>
      {children ? <p className="max-w-prose text-ink-2">{children}</p> : null}
      {action ? <div className="pt-1">{action}</div> : null}
    </div>
  );
}

/** Lines where text will stand, of the same height, so that nothing jumps. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3 p-3.5">
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="skeleton h-5" style={{ width: `${92 - ((i * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
