import type { paths } from './schema';

/** What a command to this address carries. Names and units are the API's: cents, business dates, ids. */
type Body<P extends keyof paths, M extends 'post' | 'patch' | 'put' = 'post'> =
  paths[P] extends Record<M, { requestBody: { content: { 'application/json': infer Sent } } }>
    ? Sent
    : paths[P] extends Record<M, { requestBody?: { content: { 'application/json': infer Sent } } }>
      ? Sent
      : never;

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Asked } } }
  ? NonNullable<Asked>
  : never;

export type Page = { limit?: number; cursor?: string };
export type PropertyFilters = Pick<Query<'/v1/properties'>, 'q' | 'state' | 'type'>;
export type RequestFilters = Pick<Query<'/v1/maintenance-requests'>, 'severity' | 'unit_id' | 'lease_id'>;
export type VendorFilters = Pick<Query<'/v1/vendors'>, 'trade' | 'status'>;

export type NewSignUp = Body<'/v1/sign-ups'>;
export type NewProperty = Body<'/v1/properties'>;
export type PropertyChanges = Body<'/v1/properties/{id}', 'patch'>;
export type NewUnit = Body<'/v1/properties/{id}/units'>;
export type UnitChanges = Body<'/v1/units/{id}', 'patch'>;
export type NewMedia = Body<'/v1/media'>;
export type NewApplication = Body<'/v1/applications'>;
export type ApplicantRole = NonNullable<NewApplication['applicants'][number]['role']>;
export type NewDecision = Body<'/v1/applications/{id}/decision'>;
export type NewLease = Body<'/v1/leases'>;
export type LeaseChanges = Body<'/v1/leases/{id}', 'patch'>;
export type NewShares = Body<'/v1/leases/{id}/shares', 'put'>;
export type NewPayment = Body<'/v1/payments'>;
export type NewCharge = Body<'/v1/leases/{id}/charges'>;
export type NewFeePolicy = Body<'/v1/fee-policies'>;
export type NewRentRun = Body<'/v1/rent-runs'>;
export type NewVendor = Body<'/v1/vendors'>;
export type VendorChanges = Body<'/v1/vendors/{id}', 'patch'>;
export type NewRequest = Body<'/v1/maintenance-requests'>;
export type NewMember = Body<'/v1/members'>;
export type NewApiKey = Body<'/v1/api-keys'>;
