import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { List } from '../api/types';
import { Button } from './button';
import { Skeleton } from './card';
import { type Column, DataTable } from './data-table';
import { ProblemNote } from './page';

/** A table over a paged list: lines while it comes, the reason where it does not, and more on demand. */
export function PagedTable<T extends { id: string | null }>({
  label,
  asked,
  columns,
  empty,
  atFirst = Number.POSITIVE_INFINITY,
}: {
  label: string;
  asked: UseInfiniteQueryResult<InfiniteData<List<T>>, Error>;
  columns: Column<T>[];
  empty: ReactNode;
  /** How many rows stand there before more are asked for, where the table is one of several on its page. */
  atFirst?: number;
}) {
  const [folded, setFolded] = useState(true);
  if (asked.isPending) return <Skeleton lines={8} label={`Loading ${label}`} />;
  if (!asked.data) {
    return (
      <div className="p-3.5">
        <ProblemNote error={asked.error ?? new Error('This could not be loaded.')} retry={() => void asked.refetch()} />
      </div>
    );
  }
  const rows = asked.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <>{empty}</>;
  const hides = folded && rows.length > atFirst;
  const more = () => {
    setFolded(false);
    if (!hides) void asked.fetchNextPage();
  };
  return (
    <>
      <DataTable
        label={label}
        rows={hides ? rows.slice(0, atFirst) : rows}
        columns={columns}
        rowId={(row) => row.id ?? ''}
        complete={!asked.hasNextPage && !hides}
      />
      {asked.hasNextPage || hides ? <ShowMore busy={asked.isFetchingNextPage} onPress={more} /> : null}
    </>
  );
}

/** The button below a list that goes on. */
export function ShowMore({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  return (
    <div className="border-line border-t p-2.5 text-center">
      <Button look="quiet" busy={busy} onClick={onPress}>
        Show more
      </Button>
    </div>
  );
}
