import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';
import type { paths } from './schema';
import { useCommand } from './use-command';

type At = paths['/v1/card-fee-policy'];
export type CardFeePolicy = At['get']['responses'][200]['content']['application/json'];
export type NewCardFee = At['put']['requestBody']['content']['application/json'];

/** Who bears card fees as it stands. */
export const cardFee = () =>
  queryOptions({
    queryKey: ['card-fee', 'current'],
    queryFn: ({ signal }) => answer(api.GET('/v1/card-fee-policy', { signal })),
  });

/** What the states where one rents say of it; asked while one types. */
export const cardFeeCheck = (body: NewCardFee | null) =>
  queryOptions({
    queryKey: ['card-fee', 'check', body],
    queryFn: ({ signal }) => answer(api.POST('/v1/card-fee-policy/check', { body: body as NewCardFee, signal })),
    enabled: body !== null,
  });

export const useSaveCardFee = () =>
  useCommand((body: NewCardFee) => answer(api.PUT('/v1/card-fee-policy', { body })), ['card-fee']);
