import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { components, paths } from '../../api/schema';
import type { List } from '../../api/types';
import { at, keyed, useCommand } from '../../api/use-command';

type Schemas = components['schemas'];
export type Delinquency = Schemas['Delinquency'];
export type Dispute = Schemas['Dispute'];
export type ReturnRates = Schemas['ReturnRates'];
type BoardQuery = NonNullable<paths['/v1/delinquencies']['get']['parameters']['query']>;
export type BoardFilters = Pick<BoardQuery, 'bucket' | 'has_plan' | 'has_dispute'>;

const nextOf = <T>(last: List<T>) => (last.has_more ? (last.next_cursor ?? undefined) : undefined);

/** Leases that are late, page by page. */
export const delinquencies = (filters: BoardFilters) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'delinquencies', filters],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/delinquencies', {
          params: { query: { ...filters, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextOf<Delinquency>,
  });

export const delinquencySummary = () =>
  queryOptions({
    queryKey: ['ledger', 'delinquency-summary'],
    queryFn: ({ signal }) => answer(api.GET('/v1/delinquency-summary', { signal })),
  });

export const returnRates = () =>
  queryOptions({
    queryKey: ['ledger', 'return-rates'],
    queryFn: ({ signal }) => answer(api.GET('/v1/return-rates', { signal })),
  });

/** Disputes and late returns: of one lease, or all. */
export const disputes = (leaseId?: string) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'disputes', leaseId],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/disputes', {
          params: {
            query: {
              ...(leaseId === undefined ? {} : { lease_id: leaseId }),
              ...(pageParam === undefined ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextOf<Dispute>,
  });

const TOUCHED = ['ledger', 'leases', 'today', 'workflows'];

export const useStateCase = (id: string) =>
  useCommand(
    (body: { statement: string }, header) =>
      answer(api.POST('/v1/disputes/{id}/statement', { params: keyed(id, header), body })),
    TOUCHED,
  );

export const useAnswerDispute = (id: string, how: 'submit' | 'accept') =>
  useCommand(
    (_: undefined, header) =>
      how === 'submit'
        ? answer(api.POST('/v1/disputes/{id}/submit', { params: keyed(id, header), body: {} }))
        : answer(api.POST('/v1/disputes/{id}/accept', { params: { ...at(id), header }, body: {} })),
    TOUCHED,
  );
