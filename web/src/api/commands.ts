import { answer, api, done } from './client';
import type {
  LeaseChanges,
  NewApiKey,
  NewApplication,
  NewCharge,
  NewDecision,
  NewFeePolicy,
  NewLease,
  NewMember,
  NewPayment,
  NewProperty,
  NewRentRun,
  NewShares,
  NewSignUp,
  NewUnit,
  PropertyChanges,
  UnitChanges,
} from './inputs';
import type { Role } from './types';
import { type PhotoPlace, uploadPhoto } from './upload-photo';
import { at, keyed, seen, useCommand } from './use-command';

const MONEY = ['leases', 'ledger', 'payments', 'plans', 'refunds', 'today', 'workflows'];
const LEASE = ['leases', 'units', 'documents', 'today', 'workflows'];
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

export const useSplitRent = (id: string) =>
  useCommand((body: NewShares) => answer(api.PUT('/v1/leases/{id}/shares', { params: at(id), body })), MONEY);

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

/** Nothing is collected any more; with `write_off` what is owed is given up as lost. */
export const useCloseLease = (id: string) =>
  useCommand(
    (body: { reason: string; write_off: boolean }, header) =>
      done(api.POST('/v1/leases/{id}/close', { params: keyed(id, header), body })),
    [...LEASE, 'payments'],
  );

export const useAskToPay = (id: string) =>
  useCommand(
    (_: undefined, header) =>
      answer(api.POST('/v1/leases/{id}/payment-requests', { params: keyed(id, header), body: {} })),
    ['workflows'],
  );

/** To all tenants of a lease, or one: the link to their page about its money. */
export const useSendPortalLink = (id: string) =>
  useCommand(
    (body: { tenant_id?: string }, header) =>
      answer(api.POST('/v1/leases/{id}/portal-links', { params: keyed(id, header), body })),
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

export const useSaveFeePolicy = (version: number) =>
  useCommand(
    (body: NewFeePolicy, header) =>
      answer(api.POST('/v1/fee-policies', { params: { header: { ...header, 'If-Match': `"${version}"` } }, body })),
    ['fee-policy'],
  );
