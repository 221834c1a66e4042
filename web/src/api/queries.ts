import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './client';
import type {
  Application,
  Lease,
  LeaseDocument,
  Ledger,
  List,
  MaintenanceRequest,
  Member,
  Property,
  RentRun,
  Session,
  Timeline,
  Today,
  Unit,
  Vendor,
  WorkOrder,
} from './types';

/** Keys begin with the name of the thing, so that a live event can invalidate all that is known of it. */
type Filters = Record<string, string | number | boolean | undefined>;

const PAGE = 50;

function one<T>(key: readonly unknown[], path: string) {
  return queryOptions({ queryKey: key, queryFn: ({ signal }) => call<T>('GET', path, { signal }) });
}

function pages<T>(name: string, path: string, filters: Filters) {
  return infiniteQueryOptions({
    queryKey: [name, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      call<List<T>>('GET', path, { query: { ...filters, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: List<T>) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });
}

/** Everything of a short list (a lease's repairs, a property's units), walked to its end. */
function all<T>(key: readonly unknown[], path: string, filters: Filters = {}) {
  return queryOptions({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const found: T[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 20; page += 1) {
        const list: List<T> = await call('GET', path, { query: { ...filters, limit: 100, cursor }, signal });
        found.push(...list.data);
        if (!list.has_more || !list.next_cursor) break;
        cursor = list.next_cursor;
      }
      return found;
    },
  });
}

export const queries = {
  session: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: () => call<Session>('GET', '/v1/sessions/current'),
      staleTime: 300_000,
      retry: false,
    }),
  today: () => one<Today>(['today'], '/v1/today'),
  properties: (filters: Filters = {}) => pages<Property>('properties', '/v1/properties', filters),
  allProperties: () => all<Property>(['properties', 'all'], '/v1/properties'),
  property: (id: string) => one<Property>(['properties', id], `/v1/properties/${id}`),
  unitsOf: (propertyId: string) => all<Unit>(['units', 'of', propertyId], `/v1/properties/${propertyId}/units`),
  unit: (id: string) => one<Unit>(['units', id], `/v1/units/${id}`),
  vacantUnits: () => all<Unit>(['units', 'vacant'], '/v1/units', { status: 'vacant' }),
  allUnits: () => all<Unit>(['units', 'all'], '/v1/units'),
  applications: (filters: Filters = {}) => pages<Application>('applications', '/v1/applications', filters),
  application: (id: string) => one<Application>(['applications', id], `/v1/applications/${id}`),
  leases: (filters: Filters = {}) => pages<Lease>('leases', '/v1/leases', filters),
  leasesOfUnit: (unitId: string) => all<Lease>(['leases', 'unit', unitId], '/v1/leases', { unit_id: unitId }),
  lease: (id: string) => one<Lease>(['leases', id], `/v1/leases/${id}`),
  ledger: (id: string) => one<Ledger>(['ledger', id], `/v1/leases/${id}/ledger`),
  documents: (id: string) => all<LeaseDocument>(['documents', id], `/v1/leases/${id}/documents`),
  rentRuns: () => pages<RentRun>('rent-runs', '/v1/rent-runs', {}),
  maintenance: (filters: Filters = {}) =>
    all<MaintenanceRequest>(['maintenance', 'board', filters], '/v1/maintenance-requests', filters),
  request: (id: string) => one<MaintenanceRequest>(['maintenance', id], `/v1/maintenance-requests/${id}`),
  workOrders: (requestId: string) =>
    all<WorkOrder>(['work-orders', requestId], '/v1/work-orders', { request_id: requestId }),
  vendors: (filters: Filters = {}) => pages<Vendor>('vendors', '/v1/vendors', filters),
  members: () => all<Member>(['members'], '/v1/members'),
  timeline: (subject: string) =>
    one<Timeline>(['workflows', subject], `/v1/workflows?subject=${encodeURIComponent(subject)}`),
};
