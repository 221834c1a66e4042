import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { components, paths } from '../../api/schema';
import { at, keyed, useCommand } from '../../api/use-command';

export type Deposit = components['schemas']['Deposit'];
export type Movement = Deposit['movements'][number];
type ListAnswer = paths['/v1/deposits']['get']['responses'][200]['content']['application/json'];
export type ListedDeposit = ListAnswer['data'][number];
export type Interest = Awaited<ReturnType<NonNullable<ReturnType<typeof interestOf>['queryFn']>>>;
export type NextLease = { id: string; unit_label: string };
/** What every dialog about a deposit is given. */
export type DepositDialog = {
  deposit: Deposit;
  tenants: readonly { id: string; name: string }[];
  /** Today, where the home is. */
  today: string;
  onClose: () => void;
};
type Body<P extends keyof paths, M extends 'post' | 'patch'> =
  paths[P] extends Record<M, { requestBody: { content: { 'application/json': infer Sent } } }> ? Sent : never;
type Deduction = Body<'/v1/leases/{id}/deposit/deductions', 'post'>;
type Return = Body<'/v1/leases/{id}/deposit/return', 'post'>;
type Transfer = Body<'/v1/leases/{id}/deposit/transfer', 'post'>;
type Change = Body<'/v1/leases/{id}/deposit', 'patch'>;

const TOUCHED = ['ledger', 'leases', 'payments', 'refunds', 'today', 'documents'];

/** Every deposit in one state, those that must be back soonest first. */
export const deposits = (status: Deposit['status']) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'deposits', status],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/deposits', {
          params: { query: { status, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
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

/** The interest that is due on a deposit through a day; nothing is booked by asking. */
export const interestOf = (leaseId: string, through: string) =>
  queryOptions({
    queryKey: ['ledger', 'deposit-interest', leaseId, through],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/leases/{id}/deposit/interest', { params: { path: { id: leaseId }, query: { through } }, signal }),
      ),
  });

const STANDS = 'signed,scheduled,active';

/** The other leases, signed and not over, that one of these tenants is on. */
export const nextLeasesOf = (leaseId: string, tenants: readonly { id: string; name: string }[]) =>
  queryOptions({
    queryKey: ['leases', 'next', leaseId],
    queryFn: async ({ signal }): Promise<NextLease[]> => {
      const ids = new Set(tenants.map(({ id }) => id));
      const asked = tenants.map(({ name }) =>
        answer(api.GET('/v1/leases', { params: { query: { status: STANDS, q: name, limit: 50 } }, signal })),
      );
      const found = (await Promise.all(asked)).flatMap(({ data }) => data);
      const theirs = found.filter((lease) => lease.id !== leaseId && lease.tenants.some(({ id }) => ids.has(id)));
      return [...new Map(theirs.map(({ id, unit_label }) => [id, { id, unit_label }])).values()];
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

export const useTransferDeposit = (leaseId: string) =>
  useCommand(
    (body: Transfer, header) =>
      answer(api.POST('/v1/leases/{id}/deposit/transfer', { params: keyed(leaseId, header), body })),
    TOUCHED,
  );

export const useAddInterest = (leaseId: string) =>
  useCommand(
    (body: { through: string }, header) =>
      answer(api.POST('/v1/leases/{id}/deposit/interest', { params: keyed(leaseId, header), body })),
    TOUCHED,
  );

export const useChangeDeposit = (leaseId: string) =>
  useCommand((body: Change) => answer(api.PATCH('/v1/leases/{id}/deposit', { params: at(leaseId), body })), TOUCHED);

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
