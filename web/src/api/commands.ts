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

type Header = { 'Idempotency-Key': string };

/**
 * A command to the API. The idempotency key stays the same while nobody knows whether the last try with the same
 * content was carried out, so a second press after a lost answer can never pay, invite or charge twice.
 * @param touches names of what is known and becomes old when the command is done
 */
function useCommand<I, O>(send: (input: I, header: Header) => Promise<O>, touches: readonly string[]) {
  const queryClient = useQueryClient();
  const pending = useRef<{ content: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: I) => {
      const content = JSON.stringify(input ?? null);
      if (pending.current?.content !== content) pending.current = { content, key: crypto.randomUUID() };
      return send(input, { 'Idempotency-Key': pending.current.key });
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
const keyed = (id: string, header: Header) => ({ path: { id }, header });

export const useSignIn = () =>
  useCommand((body: { email: string; password: string }) => answer(api.POST('/v1/sessions', { body })), []);

export const useSignUp = () => useCommand((body: NewSignUp) => answer(api.POST('/v1/sign-ups', { body })), []);

export const signOut = () => done(api.DELETE('/v1/sessions/current'));

export const useAddProperty = () =>
  useCommand(
    (body: NewProperty, header) => answer(api.POST('/v1/properties', { params: { header }, body })),
    ['properties', 'units', 'today'],
  );

export const useAddUnit = (propertyId: string) =>
  useCommand(
    (body: NewUnit, header) =>
      answer(api.POST('/v1/properties/{id}/units', { params: keyed(propertyId, header), body })),
    ['properties', 'units', 'today'],
  );

export const useInvite = () =>
  useCommand(
    (body: NewApplication, header) => answer(api.POST('/v1/applications', { params: { header }, body })),
    ['applications', 'today'],
  );

export const useDecide = (id: string) =>
  useCommand(
    (body: NewDecision, header) =>
      done(api.POST('/v1/applications/{id}/decision', { params: keyed(id, header), body })),
    ['applications', 'today', 'workflows'],
  );

export const useStartLease = () =>
  useCommand(
    (body: NewLease, header) => answer(api.POST('/v1/leases', { params: { header }, body })),
    ['leases', 'units', 'applications', 'today'],
  );

export const useSendForSignature = (id: string) =>
  useCommand(
    (_: undefined, header) =>
      done(api.POST('/v1/leases/{id}/send-for-signature', { params: keyed(id, header), body: {} })),
    ['leases', 'documents', 'workflows'],
  );

export const useRecordPayment = () =>
  useCommand((body: NewPayment, header) => answer(api.POST('/v1/payments', { params: { header }, body })), MONEY);

export const useAddCharge = (leaseId: string) =>
  useCommand(
    (body: NewCharge, header) => done(api.POST('/v1/leases/{id}/charges', { params: keyed(leaseId, header), body })),
    MONEY,
  );

export const useRentRun = () =>
  useCommand(
    (body: NewRentRun, header) => answer(api.POST('/v1/rent-runs', { params: { header }, body })),
    ['rent-runs', ...MONEY],
  );

export const useReport = () =>
  useCommand(
    (body: NewRequest, header) => answer(api.POST('/v1/maintenance-requests', { params: { header }, body })),
    ['maintenance', 'today'],
  );

export const useAddVendor = () =>
  useCommand((body: NewVendor, header) => answer(api.POST('/v1/vendors', { params: { header }, body })), ['vendors']);

export const useUpdateVendor = () =>
  useCommand(
    ({ id, ...body }: { id: string; status?: string; preferred?: boolean }) =>
      answer(api.PATCH('/v1/vendors/{id}', { params: at(id), body })),
    ['vendors'],
  );

export const useInviteMember = () =>
  useCommand((body: NewMember, header) => answer(api.POST('/v1/members', { params: { header }, body })), ['members']);

export const useChangeRole = () =>
  useCommand(
    ({ id, role }: { id: string; role: Role }) =>
      answer(api.PATCH('/v1/members/{id}', { params: at(id), body: { role } })),
    ['members'],
  );

export const useRemoveMember = () =>
  useCommand((id: string) => done(api.DELETE('/v1/members/{id}', { params: at(id) })), ['members']);
