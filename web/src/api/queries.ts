import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { StateCode } from '../format/us-states';
import type { PropertyType, Trade } from '../format/words';
import { answer, api, set } from './client';
import type { ApplicationStatus, LeaseStatus, Page, Severity } from './paths';
import type { List } from './types';

/** Keys begin with the name of the thing, so that a live event can invalidate all that is known of it. */
const PAGE = 50;
const WHOLE_PAGE = 100;
const MAX_PAGES = 20;

type Ask<T> = (signal: AbortSignal) => Promise<T>;
type AskPage<T> = (page: Page, signal: AbortSignal) => Promise<List<T>>;
type Text = string | undefined;

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
  properties: (filters: { q?: Text; state?: StateCode | undefined; type?: PropertyType | undefined } = {}) =>
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
  applications: (filters: { status?: ApplicationStatus | undefined } = {}) =>
    pages(['applications', 'list', filters], (page, signal) =>
      answer(api.GET('/v1/applications', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
  application: (id: string) =>
    one(['applications', id], (signal) =>
      answer(api.GET('/v1/applications/{id}', { params: { path: { id } }, signal })),
    ),
  leases: (filters: { status?: LeaseStatus | undefined; q?: Text } = {}) =>
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
    one(['ledger', id], (signal) => answer(api.GET('/v1/leases/{id}/ledger', { params: { path: { id } }, signal }))),
  documents: (id: string) =>
    one(['documents', id], async (signal) => {
      const list = await answer(api.GET('/v1/leases/{id}/documents', { params: { path: { id } }, signal }));
      return list.data;
    }),
  rentRuns: () =>
    pages(['rent-runs', 'list'], (query, signal) => answer(api.GET('/v1/rent-runs', { params: { query }, signal }))),
};

const repairs = {
  maintenance: (filters: { severity?: Severity | undefined; unit_id?: Text; lease_id?: Text } = {}) =>
    all(['maintenance', 'board', filters], (page, signal) =>
      answer(api.GET('/v1/maintenance-requests', { params: { query: { ...set(filters), ...page } }, signal })),
    ),
  request: (id: string) =>
    one(['maintenance', id], (signal) =>
      answer(api.GET('/v1/maintenance-requests/{id}', { params: { path: { id } }, signal })),
    ),
  workOrders: (requestId: string) =>
    all(['work-orders', requestId], (page, signal) =>
      answer(api.GET('/v1/work-orders', { params: { query: { request_id: requestId, ...page } }, signal })),
    ),
  vendors: (filters: { trade?: Trade | undefined } = {}) =>
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
  timeline: (subject: string) =>
    one(['workflows', subject], (signal) =>
      answer(api.GET('/v1/workflows', { params: { query: { subject } }, signal })),
    ),
};
