import type { StateCode } from '../format/us-states';
import type { PropertyType, Trade } from '../format/words';
import type { Role } from './types';

/** What commands carry. Names and units are the API's: cents, business dates, ids. */
export type NewSignUp = { organization_name: string; name: string; email: string; password: string; time_zone: string };
export type NewUnit = {
  number: string;
  rent_cents: number;
  deposit_cents: number;
  bedrooms?: number;
  bathrooms?: number;
};
export type NewProperty = {
  name: string;
  type: PropertyType;
  address: { line1: string; line2?: string; city: string; state: StateCode; postal_code: string };
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
export type NewRentRun = { run_on: string; time_zone: string; dry_run: boolean };
export type NewVendor = {
  name: string;
  contact_name?: string;
  email: string;
  phone: string;
  trades: Trade[];
  postal_code?: string;
  service_radius_km: number;
};
export type NewRequest = { unit_id: string; description: string; entry_permission: boolean; access_notes?: string };
export type NewMember = { email: string; role: Role };
