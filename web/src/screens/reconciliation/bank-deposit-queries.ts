import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api, set } from '../../api/client';
import type { paths } from '../../api/schema';
import { keyed, useCommand } from '../../api/use-command';

type Answer<P extends '/v1/undeposited-payments' | '/v1/bank-deposits'> =
  paths[P]['get']['responses'][200]['content']['application/json']['data'][number];
/** A payment that lies where it was taken and is in no bank yet. */
export type Lying = Answer<'/v1/undeposited-payments'>;
/** What was taken to the bank in one go. */
export type BankDeposit = Answer<'/v1/bank-deposits'>;

const NAME = 'bank-deposits';
const TOUCHES = [NAME, 'reconciliations', 'payments', 'today'];
const PAGE = 50;

/** What is not in the bank yet. */
export const lying = () =>
  infiniteQueryOptions({
    queryKey: [NAME, 'lying'],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/undeposited-payments', {
          params: { query: { limit: PAGE, ...set({ cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });

/** What was taken to the bank, the latest first. */
export const deposits = () =>
  infiniteQueryOptions({
    queryKey: [NAME, 'list'],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/v1/bank-deposits', { params: { query: { limit: 5, ...set({ cursor: pageParam }) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });

/** Writes down that payments were taken to the bank together. */
export const useRecordDeposit = () =>
  useCommand(
    (body: { payment_ids: string[]; deposited_on: string; reference: string }, header) =>
      answer(api.POST('/v1/bank-deposits', { params: { header }, body })),
    TOUCHES,
  );

/** Takes back a bank deposit that was written down by mistake. */
export const useTakeBack = (id: string) =>
  useCommand(
    (body: { reason: string }, header) =>
      answer(api.POST('/v1/bank-deposits/{id}/void', { params: keyed(id, header), body })),
    TOUCHES,
  );
