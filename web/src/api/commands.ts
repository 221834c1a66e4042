import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from './client';
import { Problem } from './problem';
import type {
  Application,
  Lease,
  MaintenanceRequest,
  Member,
  Payment,
  Property,
  RentRun,
  Role,
  Session,
  Vendor,
} from './types';

type Send<I, O> = (input: I, idempotencyKey: string) => Promise<O>;

/**
 * A command to the API. The idempotency key stays the same while nobody knows whether the last try with the same
 * content was carried out, so a second press after a lost answer can never pay, invite or charge twice.
 */
export function useCommand<I, O>(send: Send<I, O>, touches: readonly string[]) {
  const queryClient = useQueryClient();
  const pending = useRef<{ content: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: I) => {
      const content = JSON.stringify(input ?? null);
      if (pending.current?.content !== content) pending.current = { content, key: crypto.randomUUID() };
      return send(input, pending.current.key);
    },
    onSuccess: async () => {
      pending.current = null;
      await Promise.all(touches.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => {
      if (!(error instanceof Problem && error.outcomeUnknown)) pending.current = null;
    },
  });
}

const post = <O>(path: string, body: unknown, idempotencyKey: string) =>
  call<O>('POST', path, { body, idempotencyKey });

export type NewUnit = {
  number: string;
  rent_cents: number;
  deposit_cents: number;
  bedrooms?: number;
  bathrooms?: number;
};
export type NewProperty = {
  name: string;
  type: string;
  address: { line1: string; line2?: string; city: string; state: string; postal_code: string };
  units: NewUnit[];
};
export type NewApplicant = {
  role: 'primary' | 'co_applicant' | 'guarantor';
  name: string;
  email: string;
  phone?: string;
};
export type NewApplication = {
  unit_id: string;
  desired_move_in_on?: string;
  term_months: number;
  applicants: NewApplicant[];
};
export type NewDecision = {
  outcome: 'approve' | 'approve_with_conditions' | 'deny';
  reasons: string[];
  conditions: string[];
  override_reason?: string;
};
export type NewLease = {
  unit_id: string;
  application_id?: string;
  tenants?: { name: string; email: string; phone?: string }[];
  starts_on: string;
  ends_on?: string;
  rent_cents: number;
  deposit_cents: number;
  due_day: number;
};
export type NewPayment = {
  lease_id: string;
  method: string;
  amount_cents: number;
  effective_on: string;
  note?: string;
};
export type NewCharge = { kind: string; label: string; amount_cents: number; due_on: string };
export type NewVendor = {
  name: string;
  contact_name?: string;
  email: string;
  phone: string;
  trades: string[];
  postal_code?: string;
  service_radius_km: number;
};
export type NewRequest = { unit_id: string; description: string; entry_permission: boolean; access_notes?: string };

const moneyTouches = ['leases', 'ledger', 'today', 'workflows'];

export const useSignIn = () =>
  useCommand((body: { email: string; password: string }, key) => post<Session>('/v1/sessions', body, key), []);
export const useSignUp = () =>
  useCommand(
    (body: { organization_name: string; name: string; email: string; password: string; time_zone: string }, key) =>
      post<Session>('/v1/sign-ups', body, key),
    [],
  );
export const signOut = () => call<void>('DELETE', '/v1/sessions/current');

export const useAddProperty = () =>
  useCommand((body: NewProperty, key) => post<Property>('/v1/properties', body, key), ['properties', 'units', 'today']);
export const useAddUnit = (propertyId: string) =>
  useCommand(
    (body: NewUnit, key) => post(`/v1/properties/${propertyId}/units`, body, key),
    ['properties', 'units', 'today'],
  );
export const useInvite = () =>
  useCommand(
    (body: NewApplication, key) => post<Application>('/v1/applications', body, key),
    ['applications', 'today'],
  );
export const useDecide = (id: string) =>
  useCommand(
    (body: NewDecision, key) => post(`/v1/applications/${id}/decision`, body, key),
    ['applications', 'today', 'workflows'],
  );
export const useStartLease = () =>
  useCommand(
    (body: NewLease, key) => post<Lease>('/v1/leases', body, key),
    ['leases', 'units', 'applications', 'today'],
  );
export const useSendForSignature = (id: string) =>
  useCommand(
    (_: undefined, key) => post(`/v1/leases/${id}/send-for-signature`, {}, key),
    ['leases', 'documents', 'workflows'],
  );
export const useRecordPayment = () =>
  useCommand((body: NewPayment, key) => post<Payment>('/v1/payments', body, key), moneyTouches);
export const useAddCharge = (leaseId: string) =>
  useCommand((body: NewCharge, key) => post(`/v1/leases/${leaseId}/charges`, body, key), moneyTouches);
export const useRentRun = () =>
  useCommand(
    (body: { run_on: string; time_zone: string; dry_run: boolean }, key) => post<RentRun>('/v1/rent-runs', body, key),
    ['rent-runs', ...moneyTouches],
  );
export const useReport = () =>
  useCommand(
    (body: NewRequest, key) => post<MaintenanceRequest>('/v1/maintenance-requests', body, key),
    ['maintenance', 'today'],
  );
export const useAddVendor = () =>
  useCommand((body: NewVendor, key) => post<Vendor>('/v1/vendors', body, key), ['vendors']);
export const useUpdateVendor = () =>
  useCommand(
    ({ id, ...body }: { id: string; status?: string; preferred?: boolean }) =>
      call<Vendor>('PATCH', `/v1/vendors/${id}`, { body }),
    ['vendors'],
  );
export const useInviteMember = () =>
  useCommand((body: { email: string; role: Role }, key) => post<Member>('/v1/members', body, key), ['members']);
export const useChangeRole = () =>
  useCommand(
    ({ id, role }: { id: string; role: Role }) => call<Member>('PATCH', `/v1/members/${id}`, { body: { role } }),
    ['members'],
  );
export const useRemoveMember = () => useCommand((id: string) => call<void>('DELETE', `/v1/members/${id}`), ['members']);
