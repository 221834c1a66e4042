import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import type { paths } from '../../../api/schema';

type Got<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Answer } } } };
}
  ? Answer
  : never;
export type PaymentPlan = Got<'/v1/payment-plans/{id}'>;
export type Refund = Got<'/v1/refunds/{id}'>;
type Sent<P extends keyof paths> = paths[P] extends {
  post: { requestBody?: { content: { 'application/json': infer B } } };
}
  ? B
  : never;
export type NewPlan = Sent<'/v1/payment-plans'>;
export type NewRefund = Sent<'/v1/payments/{id}/refunds'>;

const MONEY = ['leases', 'ledger', 'plans', 'refunds', 'payments', 'today', 'workflows'];

/** Sends a command under one idempotency key for as long as nobody knows whether it was carried out. */
function useKeyed<I, O>(send: (input: I, key: { 'Idempotency-Key': string }) => Promise<O>) {
  const client = useQueryClient();
  const pending = useRef<{ content: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: I) => {
      const content = JSON.stringify(input);
      if (pending.current?.content !== content) pending.current = { content, key: crypto.randomUUID() };
      return send(input, { 'Idempotency-Key': pending.current.key });
    },
    onSuccess: async () => {
      pending.current = null;
      await Promise.all(MONEY.map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => {
      if (!(error instanceof Problem && error.outcomeUnknown)) pending.current = null;
    },
  });
}

export const useOfferPlan = () =>
  useKeyed((body: NewPlan, header) => answer(api.POST('/v1/payment-plans', { params: { header }, body })));

export const useCancelPlan = (id: string) =>
  useKeyed((body: { reason: string }, header) =>
    answer(api.POST('/v1/payment-plans/{id}/cancel', { params: { path: { id }, header }, body })),
  );

export const useRefund = (id: string) =>
  useKeyed((body: NewRefund, header) =>
    answer(api.POST('/v1/payments/{id}/refunds', { params: { path: { id }, header }, body })),
  );

/** What a plan would be, asked while the form is filled in. */
export const usePreview = (body: NewPlan | null) =>
  useQuery({
    queryKey: ['plans', 'preview', body],
    queryFn: ({ signal }) => answer(api.POST('/v1/payment-plans/preview', { body: body as NewPlan, signal })),
    enabled: body !== null,
    retry: false,
  });

export const plansOf = (leaseId: string) => ({
  queryKey: ['plans', leaseId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answer(api.GET('/v1/payment-plans', { params: { query: { lease_id: leaseId, limit: 10 } }, signal })),
});

export const refundsOf = (leaseId: string) => ({
  queryKey: ['refunds', leaseId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answer(api.GET('/v1/refunds', { params: { query: { lease_id: leaseId, limit: 50 } }, signal })),
});
