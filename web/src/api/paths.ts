/**
 * The operations the app uses, in the form openapi-typescript gives them. Written by hand until the document is
 * generated beside the app; then `paths` comes from there and this file goes.
 */
import type { StateCode } from '../format/us-states';
import type { PropertyType, Trade, WORDS } from '../format/words';
import type {
  NewApplication,
  NewCharge,
  NewDecision,
  NewLease,
  NewMember,
  NewPayment,
  NewProperty,
  NewRentRun,
  NewRequest,
  NewSignUp,
  NewUnit,
  NewVendor,
} from './inputs';
import type {
  Application,
  Lease,
  LeaseDocument,
  Ledger,
  List,
  MaintenanceRequest,
  Member,
  Payment,
  ProblemDocument,
  Property,
  RentRun,
  Role,
  Session,
  Timeline,
  Today,
  Unit,
  Vendor,
  WorkOrder,
} from './types';

export type ApplicationStatus = keyof typeof WORDS.application;
export type LeaseStatus = keyof typeof WORDS.lease;
export type Severity = keyof typeof WORDS.severity;
type UnitStatus = 'vacant' | 'reserved' | 'occupied' | 'off_market';

type Answer<T> = {
  200: { headers: Record<string, string>; content: { 'application/json': T } };
  default: { headers: Record<string, string>; content: { 'application/problem+json': ProblemDocument } };
};
type Bare = { query?: never; header?: never; path?: never; cookie?: never };
type Key = { 'Idempotency-Key': string };
type Keyed = { query?: never; header: Key; path?: never; cookie?: never };
type KeyedId = { query?: never; header: Key; path: { id: string }; cookie?: never };
type With<Query> = { query?: Query; header?: never; path?: never; cookie?: never };
type Id = { query?: never; header?: never; path: { id: string }; cookie?: never };

type Get<T, Parameters = Bare> = { parameters: Parameters; requestBody?: never; responses: Answer<T> };
type Send<Body, T, Parameters = Bare> = {
  parameters: Parameters;
  requestBody: { content: { 'application/json': Body } };
  responses: Answer<T>;
};

export type Page = { limit?: number; cursor?: string };

export type paths = {
  '/v1/sign-ups': { post: Send<NewSignUp, Session> };
  '/v1/sessions': { post: Send<{ email: string; password: string }, Session> };
  '/v1/sessions/current': { get: Get<Session>; delete: Get<undefined> };
  '/v1/today': { get: Get<Today> };
  '/v1/properties': {
    get: Get<List<Property>, With<Page & { q?: string; state?: StateCode; type?: PropertyType }>>;
    post: Send<NewProperty, Property, Keyed>;
  };
  '/v1/properties/{id}': { get: Get<Property, Id> };
  '/v1/properties/{id}/units': {
    get: Get<List<Unit>, { query?: Page; header?: never; path: { id: string }; cookie?: never }>;
    post: Send<NewUnit, Unit, KeyedId>;
  };
  '/v1/units': { get: Get<List<Unit>, With<Page & { status?: UnitStatus }>> };
  '/v1/units/{id}': { get: Get<Unit, Id> };
  '/v1/applications': {
    get: Get<List<Application>, With<Page & { status?: ApplicationStatus }>>;
    post: Send<NewApplication, Application, Keyed>;
  };
  '/v1/applications/{id}': { get: Get<Application, Id> };
  '/v1/applications/{id}/decision': { post: Send<NewDecision, Application, KeyedId> };
  '/v1/leases': {
    get: Get<List<Lease>, With<Page & { status?: LeaseStatus; q?: string; unit_id?: string }>>;
    post: Send<NewLease, Lease, Keyed>;
  };
  '/v1/leases/{id}': { get: Get<Lease, Id> };
  '/v1/leases/{id}/ledger': { get: Get<Ledger, Id> };
  '/v1/leases/{id}/documents': { get: Get<List<LeaseDocument>, Id> };
  '/v1/leases/{id}/charges': { post: Send<NewCharge, unknown, KeyedId> };
  '/v1/leases/{id}/send-for-signature': { post: Send<Record<string, never>, unknown, KeyedId> };
  '/v1/payments': { post: Send<NewPayment, Payment, Keyed> };
  '/v1/rent-runs': { get: Get<List<RentRun>, With<Page>>; post: Send<NewRentRun, RentRun, Keyed> };
  '/v1/maintenance-requests': {
    get: Get<List<MaintenanceRequest>, With<Page & { severity?: Severity; unit_id?: string; lease_id?: string }>>;
    post: Send<NewRequest, MaintenanceRequest, Keyed>;
  };
  '/v1/maintenance-requests/{id}': { get: Get<MaintenanceRequest, Id> };
  '/v1/work-orders': { get: Get<List<WorkOrder>, With<Page & { request_id?: string }>> };
  '/v1/vendors': { get: Get<List<Vendor>, With<Page & { trade?: Trade }>>; post: Send<NewVendor, Vendor, Keyed> };
  '/v1/vendors/{id}': { patch: Send<{ status?: string; preferred?: boolean }, Vendor, Id> };
  '/v1/members': { get: Get<List<Member>, With<Page>>; post: Send<NewMember, Member, Keyed> };
  '/v1/members/{id}': { patch: Send<{ role: Role }, Member, Id>; delete: Get<undefined, Id> };
  '/v1/workflows': { get: Get<Timeline, { query: { subject: string }; header?: never; path?: never; cookie?: never }> };
};
