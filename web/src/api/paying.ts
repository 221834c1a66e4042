import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, done, set } from './client';
import type { paths } from './schema';
import { useCommand } from './use-command';

type Got<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Answer } } } };
}
  ? Answer
  : never;
type One<L> = L extends { data: (infer Item)[] } ? Item : never;
type Sent<P extends keyof paths> = paths[P] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Payment = One<Got<'/v1/payments'>>;
export type Autopay = Got<'/v1/leases/{id}/autopay'>;
export type PaymentMethod = One<Got<'/v1/tenants/{id}/payment-methods'>>;
type Correction = Sent<'/v1/payments/{id}/corrections'>;
type StoredPayment = Extract<Sent<'/v1/payments'>, { method: 'stored' }>;

const PAYMENTS = ['payments', 'leases', 'ledger', 'plans', 'refunds', 'today', 'workflows', 'autopay'];
const at = (id: string) => ({ path: { id } });
const PAGE = 25;

/** What the screens about paying know of the API. */
export const payingQueries = {
  payments: (leaseId: string) =>
    infiniteQueryOptions({
      queryKey: ['payments', leaseId],
      queryFn: ({ pageParam, signal }) =>
        answer(
          api.GET('/v1/payments', {
            params: { query: { lease_id: leaseId, limit: PAGE, ...set({ cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
    }),
  autopay: (leaseId: string) =>
    queryOptions({
      queryKey: ['autopay', leaseId],
      queryFn: ({ signal }) => answer(api.GET('/v1/leases/{id}/autopay', { params: at(leaseId), signal })),
    }),
  methods: (tenantId: string) =>
    queryOptions({
      queryKey: ['payments', 'methods', tenantId],
      queryFn: ({ signal }) => answer(api.GET('/v1/tenants/{id}/payment-methods', { params: at(tenantId), signal })),
    }),
};

export const useVoidPayment = (id: string) =>
  useCommand(
    (body: { reason: string; because?: 'bounced' }, header) =>
      done(api.POST('/v1/payments/{id}/void', { params: { ...at(id), header }, body })),
    PAYMENTS,
  );

export const useCorrectPayment = (id: string) =>
  useCommand(
    (body: Correction, header) =>
      done(api.POST('/v1/payments/{id}/corrections', { params: { ...at(id), header }, body })),
    PAYMENTS,
  );

export const useChargeStored = () =>
  useCommand((body: StoredPayment, header) => answer(api.POST('/v1/payments', { params: { header }, body })), PAYMENTS);

export const useAccepting = (leaseId: string) =>
  useCommand(
    (body: { accepting: boolean; reason?: string }) =>
      done(api.PUT('/v1/leases/{id}/payment-acceptance', { params: at(leaseId), body })),
    PAYMENTS,
  );

export const useHoldAutopay = (leaseId: string) =>
  useCommand(
    (body: { period: string; kind: 'stop' | 'pause' }, header) =>
      answer(api.POST('/v1/leases/{id}/autopay/holds', { params: { ...at(leaseId), header }, body })),
    PAYMENTS,
  );

export const useLiftHold = (leaseId: string) =>
  useCommand(
    ({ period }: { period: string }) =>
      done(api.DELETE('/v1/leases/{id}/autopay/holds/{period}', { params: { path: { id: leaseId, period } } })),
    PAYMENTS,
  );

export const useAutopayOff = (leaseId: string) =>
  useCommand(
    (body: { reason: string }, header) =>
      done(api.POST('/v1/leases/{id}/autopay/off', { params: { ...at(leaseId), header }, body })),
    PAYMENTS,
  );
