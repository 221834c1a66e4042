import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

/** What all that is known of reconciliations is kept under. */
export const NAME = 'reconciliations';

/** The last two weeks' runs, the newest first. */
export const runs = () =>
  queryOptions({
    queryKey: [NAME, 'list'],
    queryFn: ({ signal }) => answer(api.GET('/v1/reconciliations', { params: { query: { limit: 14 } }, signal })),
  });

/** One run with everything that is open. */
export const oneRun = (id: string) =>
  queryOptions({
    queryKey: [NAME, id],
    queryFn: ({ signal }) => answer(api.GET('/v1/reconciliations/{id}', { params: { path: { id } }, signal })),
  });

export type Run = Awaited<ReturnType<NonNullable<ReturnType<typeof oneRun>['queryFn']>>>;
export type Difference = Run['differences'][number];
export type TotalsLine = Run['totals'][number];
