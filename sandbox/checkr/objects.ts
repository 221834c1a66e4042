export interface WorkLocation {
  country: string;
  state: string;
  city: string;
}

/** Checkr's candidate. The SSN is only ever kept and shown masked. */
export interface Candidate {
  id: string;
  object: 'candidate';
  uri: string;
  created_at: string;
  first_name: string | null;
  middle_name: string | null;
  no_middle_name: boolean;
  last_name: string | null;
  email: string;
  phone: string | null;
  zipcode: string | null;
  dob: string | null;
  ssn: string | null;
  custom_id: string | null;
  report_ids: string[];
  geo_ids: string[];
  adjudication: null;
  metadata: Record<string, unknown>;
}

export interface Invitation {
  id: string;
  object: 'invitation';
  uri: string;
  invitation_url: string;
  status: 'pending' | 'completed' | 'expired' | 'canceled';
  created_at: string;
  expires_at: string;
  completed_at: string | null;
  deleted_at: string | null;
  archived_at: null;
  package: string;
  candidate_id: string;
  report_id: string | null;
  work_locations: WorkLocation[];
  tags: string[];
}

export type ReportResult = 'clear' | 'consider';
export type Assessment = 'eligible' | 'review' | 'escalated';

export interface Screening {
  id: string;
  object: string;
  status: 'pending' | 'complete';
  result: ReportResult | null;
  records: Record<string, string>[];
}

export interface Report {
  id: string;
  object: 'report';
  uri: string;
  status: 'pending' | 'complete' | 'suspended' | 'dispute' | 'canceled';
  result: ReportResult | null;
  assessment: Assessment | null;
  adjudication: null;
  package: string;
  candidate_id: string;
  created_at: string;
  completed_at: string | null;
  revised_at: string | null;
  /** Seconds from creation to completion. */
  turnaround_time: number | null;
  estimated_completion_time: string | null;
  due_time: string | null;
  includes_canceled: boolean;
  screenings: Screening[];
  tags: string[];
}

/** What a package holds, in the names of its screenings. */
export const packages: readonly { slug: string; name: string; price: number; screenings: readonly string[] }[] = [
  {
    slug: 'tenant_basic',
    name: 'Tenant Basic',
    price: 2_500,
    screenings: ['ssn_trace', 'national_criminal_search', 'sex_offender_search'],
  },
  {
    slug: 'tenant_standard',
    name: 'Tenant Standard',
    price: 3_500,
    screenings: ['ssn_trace', 'national_criminal_search', 'sex_offender_search', 'county_criminal_search'],
  },
  {
    slug: 'tenant_pro',
    name: 'Tenant Pro',
    price: 4_500,
    screenings: [
      'ssn_trace',
      'national_criminal_search',
      'sex_offender_search',
      'county_criminal_search',
      'eviction_search',
      'credit_report',
    ],
  },
];
