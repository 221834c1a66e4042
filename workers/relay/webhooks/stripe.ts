import type { WebhookHandler } from './handler';

/** Money events. */
export const handleStripe: WebhookHandler = async () => 'ignored';
