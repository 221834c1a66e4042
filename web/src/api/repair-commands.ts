import { answer, api, done } from './client';
import type { NewRequest, NewVendor, VendorChanges } from './inputs';
import { at, keyed, useCommand } from './use-command';

const REPAIRS = ['maintenance', 'today', 'workflows'];

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
