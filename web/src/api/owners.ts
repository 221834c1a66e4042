import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, set } from './client';
import type { components, paths } from './schema';
import type { List } from './types';
import { at, keyed, seen, useCommand } from './use-command';

type Schemas = components['schemas'];
export type Owner = Schemas['Owner'];
export type OwnerStatement = Schemas['OwnerStatement'];
export type OwnerPayout = Schemas['OwnerPayout'];
export type Bill = Schemas['Bill'];
export type ConnectAccount = Schemas['ConnectAccount'];

type Sent<P extends keyof paths, M extends 'post' | 'put'> =
  paths[P] extends Record<M, { requestBody: { content: { 'application/json': infer Body } } }> ? Body : never;
export type NewOwnerBody = Sent<'/v1/owners', 'post'>;
type OwnerChanges = paths['/v1/owners/{id}']['patch'] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
type NewPayoutBody = Sent<'/v1/payouts', 'post'>;
export type NewBillBody = Sent<'/v1/bills', 'post'>;
type SharesBody = Sent<'/v1/properties/{id}/ownership', 'put'>;
type AgreementBody = Sent<'/v1/properties/{id}/owner-agreements', 'put'>;
export type Agreement =
  paths['/v1/properties/{id}/owner-agreements']['get']['responses'][200]['content']['application/json']['data'][number];

const PAGE = 50;
const TOUCHED = ['owners', 'payouts', 'bills', 'connect', 'workflows', 'today'];

function pages<T>(
  key: readonly unknown[],
  ask: (page: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<List<T>>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask({ limit: PAGE, ...set({ cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: List<T>) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });
}

/** Questions about owners, what they are owed, and the account with the payment service. */
export const ownerQueries = {
  owners: () =>
    pages(['owners', 'list'], (query, signal) => answer(api.GET('/v1/owners', { params: { query }, signal }))),
  owner: (id: string) =>
    queryOptions({
      queryKey: ['owners', id],
      queryFn: ({ signal }) => answer(api.GET('/v1/owners/{id}', { params: at(id), signal })),
    }),
  ownership: (id: string) =>
    queryOptions({
      queryKey: ['owners', 'ownership', id],
      queryFn: ({ signal }) => answer(api.GET('/v1/owners/{id}/ownership', { params: at(id), signal })),
    }),
  money: (id: string) =>
    queryOptions({
      queryKey: ['owners', 'money', id],
      queryFn: ({ signal }) => answer(api.GET('/v1/owners/{id}/money', { params: at(id), signal })),
    }),
  statements: (ownerId: string) =>
    pages(['owners', 'statements', ownerId], (page, signal) =>
      answer(api.GET('/v1/owner-statements', { params: { query: { owner_id: ownerId, ...page } }, signal })),
    ),
  payouts: () =>
    pages(['payouts', 'list'], (query, signal) => answer(api.GET('/v1/payouts', { params: { query }, signal }))),
  bills: () => pages(['bills', 'list'], (query, signal) => answer(api.GET('/v1/bills', { params: { query }, signal }))),
  ofProperty: (propertyId: string) =>
    queryOptions({
      queryKey: ['owners', 'of-property', propertyId],
      queryFn: ({ signal }) => answer(api.GET('/v1/properties/{id}/ownership', { params: at(propertyId), signal })),
    }),
  agreements: (propertyId: string) =>
    queryOptions({
      queryKey: ['owners', 'agreements', propertyId],
      queryFn: ({ signal }) =>
        answer(api.GET('/v1/properties/{id}/owner-agreements', { params: at(propertyId), signal })),
    }),
  properties: () =>
    queryOptions({
      queryKey: ['properties', 'to-choose'],
      queryFn: ({ signal }) => answer(api.GET('/v1/properties', { params: { query: { limit: 100 } }, signal })),
    }),
  accountOf: (ownerId: string) =>
    queryOptions({
      queryKey: ['connect', ownerId],
      queryFn: ({ signal }) => answer(api.GET('/v1/owners/{id}/connect-account', { params: at(ownerId), signal })),
    }),
  account: () =>
    queryOptions({
      queryKey: ['connect', 'own'],
      queryFn: ({ signal }) => answer(api.GET('/v1/connect-account', { signal })),
    }),
};

export const usePayOwner = () =>
  useCommand((body: NewPayoutBody, header) => answer(api.POST('/v1/payouts', { params: { header }, body })), TOUCHED);

export const useMarkPaid = () =>
  useCommand(
    ({ id }: { id: string }, header) =>
      answer(api.POST('/v1/payouts/{id}/paid', { params: keyed(id, header), body: {} })),
    TOUCHED,
  );

export const useApproveBill = () =>
  useCommand(
    ({ id }: { id: string }, header) =>
      answer(api.POST('/v1/bills/{id}/approve', { params: keyed(id, header), body: {} })),
    TOUCHED,
  );

export const usePayBill = () =>
  useCommand(
    ({ id }: { id: string }, header) => answer(api.POST('/v1/bills/{id}/pay', { params: keyed(id, header), body: {} })),
    TOUCHED,
  );

export const useAddOwner = () =>
  useCommand((body: NewOwnerBody, header) => answer(api.POST('/v1/owners', { params: { header }, body })), TOUCHED);

export const useChangeOwner = (id: string, version: number) =>
  useCommand(
    (body: OwnerChanges) => answer(api.PATCH('/v1/owners/{id}', { params: seen(id, version), body })),
    TOUCHED,
  );

export const useInviteOwner = (id: string) =>
  useCommand(
    (_: null, header) => answer(api.POST('/v1/owners/{id}/onboarding-invitation', { params: keyed(id, header) })),
    TOUCHED,
  );

export const useAddBill = () =>
  useCommand((body: NewBillBody, header) => answer(api.POST('/v1/bills', { params: { header }, body })), TOUCHED);

export const useSetShares = (propertyId: string) =>
  useCommand(
    (body: SharesBody) => answer(api.PUT('/v1/properties/{id}/ownership', { params: at(propertyId), body })),
    TOUCHED,
  );

export const useSetAgreement = (propertyId: string) =>
  useCommand(
    (body: AgreementBody) => answer(api.PUT('/v1/properties/{id}/owner-agreements', { params: at(propertyId), body })),
    TOUCHED,
  );

export const useMakeStatements = () =>
  useCommand(
    (body: { period: string }, header) => answer(api.POST('/v1/owner-statement-runs', { params: { header }, body })),
    TOUCHED,
  );

export const useOpenSignUp = () =>
  useCommand(
    (_: object, header) => answer(api.POST('/v1/connect-account/onboarding-link', { params: { header } })),
    ['connect'],
  );
