import { defineSignal } from '@temporalio/workflow';

export type ScreeningInput = {
  organizationId: string;
  applicationId: string;
  propertyId?: string;
  /** Look again at reports that are in already: one may be disputed. */
  recheck?: boolean;
};

/** The agency has news of one person's check: ask it. */
export const screeningChanged = defineSignal<[{ screeningId: string }]>('screeningChanged');
