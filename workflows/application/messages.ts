import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DecisionOutcome } from '../../domain/application-decision';
import type { Role } from '../../domain/permissions';

export type ApplicationInput = { organizationId: string; applicationId: string; propertyId?: string };

/** How an application ended. */
export type ApplicationResult = { outcome: 'approved' | 'declined' | 'withdrawn' | 'expired'; leaseId: string | null };

export type Decide = {
  outcome: DecisionOutcome;
  /** What must be met first; at least one for an approval with conditions. */
  conditions: string[];
  reasons: string[];
  /** Why the decision goes against the criteria's recommendation; needed only then. */
  overrideReason?: string | undefined;
  decidedBy: string;
  role: Role;
  /** What becomes of the other applications for the unit after an approval. */
  competitors?: 'hold' | 'decline' | undefined;
};

/** The landlord's decision. Answers with the lease drawn up for an approval; refuses with a code of domain/errors. */
export const decide = defineUpdate<{ leaseId: string | null }, [Decide]>('decide');
/** The household or the landlord ends it. */
export const withdraw = defineUpdate<void, [{ by: string; reason?: string | undefined }]>('withdraw');
/** A step was saved, a part handed in, the invitation renewed or the application ended: look again. */
export const applicantChanged = defineSignal('applicantChanged');
/** The agency changed a report that was in already, or its subject disputes it: look at it again. */
export const reportChanged = defineSignal('reportChanged');
/** Another application for the unit was approved. */
export const unitPromised = defineSignal<[{ what: 'hold' | 'decline' }]>('unitPromised');
