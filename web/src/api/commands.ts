import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api, done } from './client';
import type {
  LeaseChanges,
  NewApiKey,
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
  PropertyChanges,
  UnitChanges,
  VendorChanges,
} from './inputs';
import { Problem } from './problem';
import type { Role } from './types';
import { type PhotoPlace, uploadPhoto } from './upload-photo';

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
const REPAIRS = ['maintenance', 'today', 'workflows'];
const LEASE = ['leases', 'units', 'documents', 'today', 'workflows'];
const at = (id: string) => ({ path: { id } });
const seen = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': `"${version}"` } });
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

export const useChangeProperty = (id: string, version: number) =>
  useCommand(
    (body: PropertyChanges) => answer(api.PATCH('/v1/properties/{id}', { params: seen(id, version), body })),
    ['properties', 'units'],
  );

export const useChangeUnit = (id: string, version: number) =>
  useCommand(
    (body: UnitChanges) => answer(api.PATCH('/v1/units/{id}', { params: seen(id, version), body })),
    ['units', 'properties', 'today'],
  );

export const useAddPhoto = (place: PhotoPlace) =>
  useCommand((file: File) => uploadPhoto(file, place), ['properties', 'units', 'maintenance']);

export const useRemovePhoto = () =>
  useCommand((id: string) => done(api.DELETE('/v1/media/{id}', { params: at(id) })), ['properties', 'units']);

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

export const useChangeLease = (id: string, version: number) =>
  useCommand(
    (body: LeaseChanges) => answer(api.PATCH('/v1/leases/{id}', { params: seen(id, version), body })),
    ['leases', 'workflows'],
  );

export const useRemind = (id: string) =>
  useCommand(
    (_: undefined, header) => done(api.POST('/v1/applications/{id}/remind', { params: keyed(id, header), body: {} })),
    ['applications', 'workflows'],
  );

export const useWithdraw = (id: string) =>
  useCommand(
    (body: { reason?: string }, header) =>
      done(api.POST('/v1/applications/{id}/withdraw', { params: keyed(id, header), body })),
    ['applications', 'today', 'workflows'],
  );

export const useRenew = (id: string) =>
  useCommand(
    (_: undefined, header) => done(api.POST('/v1/applications/{id}/renew', { params: keyed(id, header), body: {} })),
    ['applications', 'today', 'workflows'],
  );

export const useSendForSignature = (id: string) =>
  useCommand(
    (_: undefined, header) =>
      done(api.POST('/v1/leases/{id}/send-for-signature', { params: keyed(id, header), body: {} })),
    LEASE,
  );

/** Where the landlord signs now; the address works once. */
export const useSigningUrl = (id: string) =>
  useCommand(
    (_: undefined) => answer(api.POST('/v1/leases/{id}/landlord-signing-url', { params: at(id), body: {} })),
    [],
  );

export const useVoidSigning = (id: string) =>
  useCommand(
    (body: { reason: string }, header) => done(api.POST('/v1/leases/{id}/void', { params: keyed(id, header), body })),
    LEASE,
  );

export const useEndLease = (id: string) =>
  useCommand(
    (body: { on: string; reason: string }, header) =>
      done(api.POST('/v1/leases/{id}/end', { params: keyed(id, header), body })),
    LEASE,
  );

export const useAskToPay = (id: string) =>
  useCommand(
    (_: undefined, header) =>
      answer(api.POST('/v1/leases/{id}/payment-requests', { params: keyed(id, header), body: {} })),
    ['workflows'],
  );

export const useRecordPayment = () =>
  useCommand((body: NewPayment, header) => answer(api.POST('/v1/payments', { params: { header }, body })), MONEY);

export const useAddCharge = (leaseId: string) =>
  useCommand(
    (body: NewCharge, header) => done(api.POST('/v1/leases/{id}/charges', { params: keyed(leaseId, header), body })),
    MONEY,
  );

/** `void` for what should never have been charged, `waive` for forgiving what is left of it. */
export const useTakeBackCharge = (id: string, how: 'void' | 'waive') =>
  useCommand(
    (body: { reason: string }, header) =>
      done(api.POST(`/v1/charges/{id}/${how}`, { params: keyed(id, header), body })),
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

export const useAssignVendor = (id: string) =>
  useCommand(
    (body: { vendor_id: string }, header) =>
      done(api.POST('/v1/maintenance-requests/{id}/assign-vendor', { params: keyed(id, header), body })),
    REPAIRS,
  );

export const useDispatchAgain = (id: string) =>
  useCommand(
    (_: undefined, header) =>
      done(api.POST('/v1/maintenance-requests/{id}/dispatch-again', { params: keyed(id, header), body: {} })),
    REPAIRS,
  );

export const useCancelRequest = (id: string) =>
  useCommand(
    (body: { reason: string }, header) =>
      done(api.POST('/v1/maintenance-requests/{id}/cancel', { params: keyed(id, header), body })),
    REPAIRS,
  );

export const useConfirmRequest = (id: string) =>
  useCommand(
    (body: { rating?: number }, header) =>
      done(api.POST('/v1/maintenance-requests/{id}/confirm', { params: keyed(id, header), body })),
    REPAIRS,
  );

export const useReopenRequest = (id: string) =>
  useCommand(
    (body: { reason: string }, header) =>
      done(api.POST('/v1/maintenance-requests/{id}/reopen', { params: keyed(id, header), body })),
    REPAIRS,
  );

export const useAddVendor = () =>
  useCommand((body: NewVendor, header) => answer(api.POST('/v1/vendors', { params: { header }, body })), ['vendors']);

export const useUpdateVendor = () =>
  useCommand(
    ({ id, ...body }: VendorChanges & { id: string }) =>
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

export const useAddApiKey = () =>
  useCommand((body: NewApiKey, header) => answer(api.POST('/v1/api-keys', { params: { header }, body })), ['api-keys']);

export const useRemoveApiKey = () =>
  useCommand((id: string) => done(api.DELETE('/v1/api-keys/{id}', { params: at(id) })), ['api-keys']);

export const useMarkAllRead = () =>
  useCommand((_: undefined) => answer(api.POST('/v1/notifications/read', { body: {} })), ['notifications']);

export const useMarkRead = () =>
  useCommand(
    (id: string) => answer(api.POST('/v1/notifications/{id}/read', { params: at(id), body: {} })),
    ['notifications'],
  );
