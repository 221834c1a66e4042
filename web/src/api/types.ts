import type { components, paths } from './schema';

/**
 * What the screens know of the API's answers, all of it from the API's own document. Screens import their types only
 * from here, so that what the document calls a thing can change in one place.
 */
type Schemas = components['schemas'];

/** What a GET of this address answers. */
type Got<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Answer } } } };
}
  ? Answer
  : never;

type One<L> = L extends { data: (infer Item)[] } ? Item : never;

export type List<T> = { object: 'list'; data: T[]; has_more: boolean; next_cursor: string | null };

/** As it may also come from something between the API and the browser: with less than the API itself says. */
export type ProblemDocument = Pick<Schemas['Problem'], 'title' | 'status' | 'invalid_params' | 'rule'> & {
  code: Schemas['Problem']['code'] | 'unreachable' | (string & {});
  detail?: string;
  request_id?: string;
};
export type InvalidParam = NonNullable<ProblemDocument['invalid_params']>[number];

export type Session = Schemas['Session'];
export type Role = Session['role'];

export type Today = Schemas['Today'];
export type MonthOfRent = NonNullable<Today['rent']>;

export type Image = Schemas['Image'];
export type Property = Schemas['Property'];
export type Unit = Schemas['Unit'];

export type Application = Schemas['Application'];
export type Applicant = Application['applicants'][number];
export type Evaluation = NonNullable<Application['evaluation']>;

export type Screening = Schemas['Screening'];
export type Document = Schemas['Document'];

export type Lease = Schemas['Lease'];
export type Ledger = Got<'/v1/leases/{id}/ledger'>;
export type LedgerLine = Ledger['lines'][number];
export type Charge = One<Got<'/v1/leases/{id}/charges'>>;
export type LeaseSchedule = Schemas['LeaseSchedule'];
export type PlannedCharge = LeaseSchedule['charges'][number];
export type ChargeExplanation = Schemas['ChargeExplanation'];
export type Finding = Schemas['Finding'];
export type FeePolicy = Schemas['FeePolicy'];
export type FeePolicyCheck = Schemas['FeePolicyCheck'];
export type RentRun = One<Got<'/v1/rent-runs'>>;
export type RentRunChange = RentRun['lines'][number];

export type MaintenanceRequest = Schemas['MaintenanceRequest'];
export type WorkOrder = Schemas['WorkOrder'];
export type Offer = Schemas['Offer'];
export type Vendor = Schemas['Vendor'];
export type Trade = Vendor['trades'][number];

export type Member = Schemas['Member'];
export type ApiKey = Schemas['ApiKey'];
export type Notification = Schemas['Notification'];

export type Timeline = Schemas['Timeline'];
export type WorkflowStory = Schemas['WorkflowStory'];
export type TimelineItem = WorkflowStory['items'][number];
export type Waiting = NonNullable<WorkflowStory['waiting']>;
