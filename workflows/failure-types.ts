import type { ErrorCode } from '../domain/errors';

/**
 * What a failed activity says of a vendor, beside the codes of domain/errors:
 * - `vendor_rejected`, `vendor_not_found`: the vendor said no; the same request will be refused again.
 * - `vendor_busy`, `vendor_away`: nothing happened; trying again is safe.
 * - `vendor_misconfigured`: a key or a permission is wrong; a person has to mend it, until then it is tried slowly.
 * - `unknown_outcome`: it may or may not have happened; ask the vendor before trying again.
 */
export const VENDOR_FAILURE_TYPES = [
  'vendor_rejected',
  'vendor_not_found',
  'vendor_busy',
  'vendor_away',
  'vendor_misconfigured',
  'unknown_outcome',
] as const;

export type VendorFailureType = (typeof VENDOR_FAILURE_TYPES)[number];

/** The one list of types that an ApplicationFailure of ours may have. */
export type FailureType = ErrorCode | VendorFailureType;
