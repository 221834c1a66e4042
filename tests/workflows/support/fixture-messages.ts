import { defineSignal } from '@temporalio/workflow';

export const nudge = defineSignal('nudge');
