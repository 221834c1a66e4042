import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { components, paths } from '../../api/schema';
import { keyed, useCommand } from '../../api/use-command';

export type Deposit = components['schemas']['Deposit'];
export type Movement = Deposit['movements'][number];
type ListAnswer = paths['/v1/deposits']['get']['responses'][200]['content']['application/json'];
export type ListedDeposit = ListAnswer['data'][number];
type Deduction = paths['/v1/leases/{id}/deposit/deductions']['post']['requestBody']['content']['application/json'];
type Return = paths['/v1/leases/{id}/deposit/return']['post']['requestBody']['content']['application/json'];

const TOUCHED = ['ledger', 'leases', 'payments', 'refunds', 'today', 'documents'];

/** Every deposit, those that must be back soonest first. */
export const deposits = () =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'deposits'],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/deposits', {
          params: { query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ListAnswer) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });

/** A lease's deposit; null where none was received. */
export const depositOf = (leaseId: string) =>
  queryOptions({
    queryKey: ['ledger', 'deposit', leaseId],
    queryFn: async ({ signal }): Promise<Deposit | null> => {
      try {
        return await answer(api.GET('/v1/leases/{id}/deposit', { params: { path: { id: leaseId } }, signal }));
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
  });

export const useDeduct = (leaseId: string) =>
  useCommand(
    (body: Deduction, header) =>
      answer(api.POST('/v1/leases/{id}/deposit/deductions', { params: keyed(leaseId, header), body })),
    TOUCHED,
  );

export const useReturnDeposit = (leaseId: string) =>
  useCommand(
    (body: Return, header) =>
      answer(api.POST('/v1/leases/{id}/deposit/return', { params: keyed(leaseId, header), body })),
    TOUCHED,
  );

export const useVoidDeduction = (leaseId: string) =>
  useCommand(
    ({ movementId, reason }: { movementId: string; reason: string }, header) =>
      answer(
        api.POST('/v1/leases/{id}/deposit/void-deduction', {
          params: keyed(leaseId, header),
          body: { deduction_id: movementId, reason },
        }),
      ),
    TOUCHED,
  );
