import { defineSignal, defineUpdate } from '@temporalio/workflow';

export type ConnectAccountInput = { organizationId: string; accountId: string };
export type ConnectAccountResult = { payoutsEnabled: boolean };

/** Opens the payment service's page on which an account's holder says who they are. */
export const openOnboarding = defineUpdate<{ url: string }, [{ returnUrl: string; refreshUrl: string }]>(
  'openOnboarding',
);
/** The payment service says that the account changed: ask how it stands. */
export const accountNews = defineSignal('accountNews');
