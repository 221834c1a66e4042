import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, set } from './client';
import type { Page, PropertyFilters, RequestFilters, VendorFilters } from './inputs';
import type { Application, Lease, Ledger, List } from './types';

/** Keys begin with the name of the thing, so that a live event can invalidate all that is known of it. */
const PAGE = 50;
const WHOLE_PAGE = 100;
const MAX_PAGES = 20;
/** So many unread notes are counted; beyond it only that there are more. */
export const MANY_UNREAD = 20;

type Ask<T> = (signal: AbortSignal) => Promise<T>;
type AskPage<T> = (page: Page, signal: AbortSignal) => Promise<List<T>>;
type Text = string | undefined;
/** Filters as a screen has them: each set or not. */
type Loose<F> = { [K in keyof F]?: F[K] | undefined };

const one = <T>(key: readonly unknown[], ask: Ask<T>) =>
  queryOptions({ queryKey: key, queryFn: ({ signal }) => ask(signal) });

const pages = <T>(key: readonly unknown[], ask: AskPage<T>) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask({ limit: PAGE, ...set({ cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: List<T>) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });

/** Everything of a short list (a lease's repairs, a property's units), walked to its end. */
const all = <T>(key: readonly unknown[], ask: AskPage<T>) =>
  queryOptions({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const found: T[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const list: List<T> = await ask({ limit: WHOLE_PAGE, ...set({ cursor }) }, signal);
        found.push(...list.data);
        if (!list.has_more || !list.next_cursor) break;
        cursor = list.next_cursor;
      }
      return found;
    },
  });

const portfolio = {
  properties: (filters: Loose<PropertyFilters> = {}) =>
    pages(['properties', 'list', filters], (page, signal) =>
      answer(api.GET('/v1/properties', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
  allProperties: () =>
    all(['properties', 'all'], (query, signal) => answer(api.GET('/v1/properties', { params: { query }, signal }))),
  property: (id: string) =>
    one(['properties', id], (signal) => answer(api.GET('/v1/properties/{id}', { params: { path: { id } }, signal }))),
  unitsOf: (id: string) =>
    all(['units', 'of', id], (query, signal) =>
      answer(api.GET('/v1/properties/{id}/units', { params: { path: { id }, query }, signal })),
    ),
  unit: (id: string) =>
    one(['units', id], (signal) => answer(api.GET('/v1/units/{id}', { params: { path: { id } }, signal }))),
  vacantUnits: () =>
    all(['units', 'vacant'], (page, signal) =>
      answer(api.GET('/v1/units', { params: { query: { status: 'vacant', ...page } }, signal })),
    ),
  allUnits: () => all(['units', 'all'], (query, signal) => answer(api.GET('/v1/units', { params: { query }, signal }))),
};

const leasing = {
  applications: (filters: { status?: Application['status'] | undefined } = {}) =>
    pages(['applications', 'list', filters], (page, signal) =>
      answer(api.GET('/v1/applications', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
  application: (id: string) =>
    one(['applications', id], (signal) =>
      answer(api.GET('/v1/applications/{id}', { params: { path: { id } }, signal })),
    ),
  papersOf: (applicationId: string) =>
    all(['documents', 'application', applicationId], (query, signal) =>
      answer(api.GET('/v1/applications/{id}/documents', { params: { path: { id: applicationId }, query }, signal })),
    ),
  /** Every look at a report is kept with who and why, so it is asked for once, by a press, and not held on to. */
  screening: (id: string) => ({
    ...one(['screenings', id], (signal) =>
      answer(
        api.GET('/v1/screenings/{id}', { params: { path: { id }, query: { reason: 'application review' } }, signal }),
      ),
    ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  }),
  leases: (filters: { status?: Lease['status'] | undefined; q?: Text } = {}) =>
    pages(['leases', 'list', filters], (page, signal) =>
      answer(api.GET('/v1/leases', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
  leasesOfUnit: (unitId: string) =>
    all(['leases', 'unit', unitId], (page, signal) =>
      answer(api.GET('/v1/leases', { params: { query: { unit_id: unitId, ...page } }, signal })),
    ),
  lease: (id: string) =>
    one(['leases', id], (signal) => answer(api.GET('/v1/leases/{id}', { params: { path: { id } }, signal }))),
  ledger: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['ledger', id],
      queryFn: ({ pageParam, signal }) =>
        answer(
          api.GET('/v1/leases/{id}/ledger', {
            params: { path: { id }, query: { limit: WHOLE_PAGE, ...set({ cursor: pageParam }) } },
            signal,
          }),
        ),
      initialPageParam: undefined as Text,
      getNextPageParam: (last: Ledger) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
    }),
  charges: (id: string, filters: { open?: boolean | undefined } = {}) =>
    pages(['ledger', 'charges', id, filters], (page, signal) =>
      answer(
        api.GET('/v1/leases/{id}/charges', { params: { path: { id }, query: { ...set(filters), ...page } }, signal }),
      ),
    ),
  schedule: (id: string) =>
    one(['leases', 'schedule', id], (signal) =>
      answer(api.GET('/v1/leases/{id}/schedule', { params: { path: { id }, query: {} }, signal })),
    ),
  explanation: (id: string) =>
    one(['ledger', 'explanation', id], (signal) =>
      answer(api.GET('/v1/charges/{id}/explanation', { params: { path: { id }, query: {} }, signal })),
    ),
  feePolicy: () => one(['fee-policy'], (signal) => answer(api.GET('/v1/fee-policies/current', { signal }))),
  documents: (id: string) =>
    all(['documents', id], (query, signal) =>
      answer(api.GET('/v1/leases/{id}/documents', { params: { path: { id }, query }, signal })),
    ),
  rentRuns: () =>
    pages(['rent-runs', 'list'], (query, signal) => answer(api.GET('/v1/rent-runs', { params: { query }, signal }))),
};

const repairs = {
  maintenance: (filters: Loose<RequestFilters> = {}) =>
    all(['maintenance', 'board', filters], (page, signal) =>
      answer(api.GET('/v1/maintenance-requests', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
  request: (id: string) =>
    one(['maintenance', id], (signal) =>
      answer(api.GET('/v1/maintenance-requests/{id}', { params: { path: { id } }, signal })),
    ),
  activeVendors: () =>
    all(['vendors', 'active'], (page, signal) =>
      answer(api.GET('/v1/vendors', { params: { query: { status: 'active', ...page } }, signal })),
    ),
  vendors: (filters: Loose<VendorFilters> = {}) =>
    pages(['vendors', 'list', filters], (page, signal) =>
      answer(api.GET('/v1/vendors', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
};

/** Every question the app asks, each under the key by which its answer is kept. */
export const queries = {
  session: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: () => answer(api.GET('/v1/sessions/current')),
      staleTime: 300_000,
      retry: false,
    }),
  today: () => one(['today'], (signal) => answer(api.GET('/v1/today', { signal }))),
  ...portfolio,
  ...leasing,
  ...repairs,
  members: () => all(['members'], (query, signal) => answer(api.GET('/v1/members', { params: { query }, signal }))),
  /** Asked again and again while it is looked at: a key that is used tells nobody. */
  apiKeys: () => ({
    ...all(['api-keys'], (query, signal) => answer(api.GET('/v1/api-keys', { params: { query }, signal }))),
    staleTime: 0,
    refetchInterval: 10_000,
  }),
  notifications: () =>
    pages(['notifications', 'list'], (query, signal) =>
      answer(api.GET('/v1/notifications', { params: { query }, signal })),
    ),
  unread: () =>
    one(['notifications', 'unread'], async (signal) => {
      const list = await answer(
        api.GET('/v1/notifications', { params: { query: { unread: true, limit: MANY_UNREAD } }, signal }),
      );
      return list.data.length;
    }),
  tenants: () => all(['tenants'], (query, signal) => answer(api.GET('/v1/tenants', { params: { query }, signal }))),
  timeline: (subject: string) =>
    one(['workflows', subject], (signal) =>
      answer(api.GET('/v1/workflows', { params: { query: { subject } }, signal })),
    ),
};
