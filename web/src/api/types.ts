/**
 * What the screens know of the API's answers. Screens import their types only from here, so that what the
 * document calls a thing can change in one place.
 */
export type List<T> = { object: 'list'; data: T[]; has_more: boolean; next_cursor: string | null };

export type InvalidParam = { name: string; reason: string };
export type ProblemDocument = {
  type?: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  request_id?: string;
  invalid_params?: InvalidParam[];
  rule?: { name: string; text: string; source: string };
};

export type Role = 'owner' | 'manager' | 'agent' | 'accountant' | 'maintenance' | 'read_only';
export type User = { id: string; email: string; name: string };
export type Organization = { id: string; name: string; time_zone: string };
export type Session = { user: User | null; organization: Organization; role: Role; csrf_token: string | null };

export type NeedsYou = {
  id: string;
  tone: 'ok' | 'wait' | 'bad' | 'transit';
  tag: string;
  title: string;
  detail: string;
  action: { label: string; href: string };
  deadline: string | null;
};
export type MoneyFigure = { amount_cents: number; leases: number };
export type RecentEvent = { id: string; at: string; type: string; text: string; subject: string | null };
export type Today = {
  date: string;
  currency: string;
  units: { total: number; occupied: number };
  rent: {
    period: string;
    expected: MoneyFigure;
    received: MoneyFigure;
    in_transit: MoneyFigure & { safe_by: string | null };
    late: MoneyFigure;
  };
  needs_you: NeedsYou[];
  next_rent_run: {
    run_on: string;
    at: string;
    time_zone: string;
    leases: number;
    amount_cents: number;
    notes: string[];
  } | null;
  recent: RecentEvent[];
  counts: { needs_you: number; applications: number; maintenance: number };
};

export type Media = { id: string; url: string; alt: string; content_type: string };
export type Address = {
  line1: string;
  line2: string | null;
  city: string;
  state: string;
  postal_code: string;
  country: string;
};
export type Property = {
  id: string;
  name: string;
  address: Address;
  location: { latitude: number; longitude: number } | null;
  type: string;
  status: string;
  time_zone: string;
  year_built: number | null;
  unit_count: number;
  occupied_count: number;
  min_rent_cents: number | null;
  images: Media[];
  version: number;
};
export type Unit = {
  id: string;
  property_id: string;
  property_name: string;
  number: string;
  rent_cents: number;
  deposit_cents: number;
  currency: string;
  status: string;
  amenities: string[];
  bedrooms: number | null;
  bathrooms: number | null;
  square_feet: number | null;
  floor: number | null;
  images: Media[];
};

export type Screening = {
  id: string;
  applicant_id: string;
  status: string;
  result: string | null;
  assessment: string | null;
  completed_at: string | null;
};
export type Applicant = {
  id: string;
  role: 'primary' | 'co_applicant' | 'guarantor';
  name: string;
  email: string;
  phone: string | null;
  status: string;
  completed_at: string | null;
  monthly_income_cents: number | null;
  employer: string | null;
  steps_done: string[];
  steps_left: string[];
  screening: Screening | null;
};
export type CriterionResult = { name: string; asks: string; found: string; met: boolean | null };
export type Evaluation = {
  verdict: 'meets_all' | 'needs_conditions' | 'fails' | 'incomplete';
  income_ratio: number | null;
  results: CriterionResult[];
};
export type Decision = {
  outcome: string;
  reasons: string[];
  conditions: string[];
  override_reason: string | null;
  decided_by: string;
  decided_at: string;
};
export type Application = {
  id: string;
  status: string;
  unit_id: string;
  unit_label: string;
  property_id: string;
  names: string[];
  rent_cents: number;
  deposit_cents: number;
  currency: string;
  desired_move_in_on: string | null;
  term_months: number;
  criteria_version: number;
  evaluation: Evaluation | null;
  applicants: Applicant[];
  decision: Decision | null;
  expires_at: string;
  submitted_at: string | null;
  created_at: string;
  lease_id: string | null;
};

export type Tenant = { id: string; name: string; email: string; phone: string | null; role: string };
export type Lease = {
  id: string;
  status: string;
  unit_id: string;
  unit_label: string;
  property_id: string;
  tenants: Tenant[];
  starts_on: string;
  ends_on: string | null;
  rent_cents: number;
  deposit_cents: number;
  deposit_held_cents: number;
  balance_cents: number;
  in_transit_cents: number;
  currency: string;
  due_day: number;
  time_zone: string;
  autopay: { status: string; label: string } | null;
  application_id: string | null;
};
export type LedgerLine = {
  id: string;
  effective_on: string;
  kind: string;
  description: string;
  detail: string | null;
  amount_cents: number;
  balance_cents: number;
};
export type InTransit = {
  payment_id: string;
  description: string;
  amount_cents: number;
  since: string;
  safe_by: string | null;
};
export type Ledger = {
  lease_id: string;
  currency: string;
  balance_cents: number;
  in_transit: InTransit[];
  lines: LedgerLine[];
};
export type LeaseDocument = {
  id: string;
  kind: string;
  title: string;
  url: string | null;
  byte_size: number;
  sha256: string;
  created_at: string;
};
export type Payment = {
  id: string;
  lease_id: string | null;
  status: string;
  kind: string;
  method: string | null;
  amount_cents: number;
  currency: string;
  effective_on: string;
};

export type RentRunChange = { lease_id: string; label: string; detail: string; amount_cents: number };
export type RentRun = {
  id: string | null;
  dry_run: boolean;
  time_zone: string;
  run_on: string;
  status: string;
  charges: number;
  leases: number;
  amount_cents: number;
  collections_started: number;
  started_at: string | null;
  finished_at: string | null;
  lines: RentRunChange[];
};

export type Offer = {
  id: string;
  vendor_id: string;
  vendor_name: string;
  status: string;
  sent_at: string;
  answered_at: string | null;
  expires_at: string | null;
  reason: string | null;
};
export type WorkOrder = {
  id: string;
  request_id: string;
  status: string;
  vendor_id: string | null;
  vendor_name: string | null;
  scheduled_start: string | null;
  scheduled_end: string | null;
  done_at: string | null;
  notes: string | null;
  price_cents: number | null;
  offers: Offer[];
  images: Media[];
};
export type MaintenanceRequest = {
  id: string;
  unit_id: string;
  unit_label: string;
  property_id: string;
  lease_id: string | null;
  tenant_name: string | null;
  description: string;
  category: string;
  trade: string;
  severity: string;
  status: string;
  source: string;
  entry_permission: boolean;
  access_notes: string | null;
  clock_due_at: string | null;
  clock_rule: string | null;
  needs_attention: boolean;
  attention_reason: string | null;
  created_at: string;
  resolved_at: string | null;
  images: Media[];
};
export type Vendor = {
  id: string;
  name: string;
  contact_name: string | null;
  email: string;
  phone: string;
  trades: string[];
  postal_code: string | null;
  service_radius_km: number;
  hourly_rate_cents: number | null;
  rating: number | null;
  insurance_expires_on: string | null;
  license_expires_on: string | null;
  preferred: boolean;
  in_house: boolean;
  status: string;
};
export type Member = {
  id: string;
  user_id: string | null;
  name: string | null;
  email: string;
  role: Role;
  status: string;
  joined_at: string | null;
  created_at: string;
};

export type TimelineItem = {
  at: string | null;
  tone: 'ok' | 'bad' | 'now' | 'next';
  title: string;
  detail: string | null;
};
export type Waiting = { waits_for: string; until: string | null; then: string };
export type WorkflowStory = {
  workflow_id: string;
  type: string;
  status: string;
  temporal_url: string | null;
  stage: string | null;
  waiting: Waiting | null;
  items: TimelineItem[];
};
export type Timeline = { subject: string; workflows: WorkflowStory[] };
