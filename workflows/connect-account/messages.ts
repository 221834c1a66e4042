import { defineSignal, defineUpdate } from '@temporalio/workflow';

export type ConnectAccountInput = { organizationId: string; accountId: string };
export type ConnectAccountResult = { payoutsEnabled: boolean };

/** Where the payment service's page leads back to: a page of ours, or the link that its holder came by. */
export type BackTo = { returnUrl: string; refreshUrl: string } | { linkId: string };

/** Opens the payment service's page on which an account's holder says who they are. */
export const openOnboarding = defineUpdate<{ url: string }, [BackTo]>('openOnboarding');
/** The payment service says that the account changed: ask how it stands. */
export const accountNews = defineSignal('accountNews');
