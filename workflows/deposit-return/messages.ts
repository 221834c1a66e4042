import { defineSignal } from '@temporalio/workflow';

export type DepositReturnInput = { organizationId: string; leaseId: string; propertyId?: string };
export type DepositReturnResult = { outcome: 'settled' | 'nothing_held' };

/** Something was kept, returned, moved or corrected, or the day of moving out changed: look. */
export const depositChanged = defineSignal('depositChanged');
