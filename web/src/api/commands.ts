import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api, done } from './client';
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
import { Problem } from './problem';
import type { Role } from './types';

type Headers = { 'idempotency-key': string };

/**
 * A command to the API. The idempotency key stays the same while nobody knows whether the last try with the same
 * content was carried out, so a second press after a lost answer can never pay, invite or charge twice.
 * @param touches names of what is known and becomes old when the command is done
 */
function useCommand<I, O>(send: (input: I, headers: Headers) => Promise<O>, touches: readonly string[]) {
  const queryClient = useQueryClient();
  const pending = useRef<{ content: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: I) => {
      const content = JSON.stringify(input ?? null);
      if (pending.current?.content !== content) pending.current = { content, key: crypto.randomUUID() };
      return send(input, { 'idempotency-key': pending.current.key });
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

const MONEY = ['leases', 'ledger', 'today', 'workflows'];
const at = (id: string) => ({ path: { id } });

export const useSignIn = () =>
  useCommand(
    (body: { email: string; password: string }, headers) => answer(api.POST('/v1/sessions', { body, headers })),
    [],
  );

export const useSignUp = () =>
  useCommand((body: NewSignUp, headers) => answer(api.POST('/v1/sign-ups', { body, headers })), []);

export const signOut = () => done(api.DELETE('/v1/sessions/current'));

export const useAddProperty = () =>
  useCommand(
    (body: NewProperty, headers) => answer(api.POST('/v1/properties', { body, headers })),
    ['properties', 'units', 'today'],
  );

export const useAddUnit = (propertyId: string) =>
  useCommand(
    (body: NewUnit, headers) =>
      answer(api.POST('/v1/properties/{id}/units', { params: at(propertyId), body, headers })),
    ['properties', 'units', 'today'],
  );

export const useInvite = () =>
  useCommand(
    (body: NewApplication, headers) => answer(api.POST('/v1/applications', { body, headers })),
    ['applications', 'today'],
  );

export const useDecide = (id: string) =>
  useCommand(
    (body: NewDecision, headers) => done(api.POST('/v1/applications/{id}/decision', { params: at(id), body, headers })),
    ['applications', 'today', 'workflows'],
  );

export const useStartLease = () =>
  useCommand(
    (body: NewLease, headers) => answer(api.POST('/v1/leases', { body, headers })),
    ['leases', 'units', 'applications', 'today'],
  );

export const useSendForSignature = (id: string) =>
  useCommand(
    (_: undefined, headers) =>
      done(api.POST('/v1/leases/{id}/send-for-signature', { params: at(id), body: {}, headers })),
    ['leases', 'documents', 'workflows'],
  );

export const useRecordPayment = () =>
  useCommand((body: NewPayment, headers) => answer(api.POST('/v1/payments', { body, headers })), MONEY);

export const useAddCharge = (leaseId: string) =>
  useCommand(
    (body: NewCharge, headers) => done(api.POST('/v1/leases/{id}/charges', { params: at(leaseId), body, headers })),
    MONEY,
  );

export const useRentRun = () =>
  useCommand(
    (body: NewRentRun, headers) => answer(api.POST('/v1/rent-runs', { body, headers })),
    ['rent-runs', ...MONEY],
  );

export const useReport = () =>
  useCommand(
    (body: NewRequest, headers) => answer(api.POST('/v1/maintenance-requests', { body, headers })),
    ['maintenance', 'today'],
  );

export const useAddVendor = () =>
  useCommand((body: NewVendor, headers) => answer(api.POST('/v1/vendors', { body, headers })), ['vendors']);

export const useUpdateVendor = () =>
  useCommand(
    ({ id, ...body }: { id: string; status?: string; preferred?: boolean }) =>
      answer(api.PATCH('/v1/vendors/{id}', { params: at(id), body })),
    ['vendors'],
  );

export const useInviteMember = () =>
  useCommand((body: NewMember, headers) => answer(api.POST('/v1/members', { body, headers })), ['members']);

export const useChangeRole = () =>
  useCommand(
    ({ id, role }: { id: string; role: Role }) =>
      answer(api.PATCH('/v1/members/{id}', { params: at(id), body: { role } })),
    ['members'],
  );

export const useRemoveMember = () =>
  useCommand((id: string) => done(api.DELETE('/v1/members/{id}', { params: at(id) })), ['members']);
