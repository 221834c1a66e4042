import type { WebhookHandler } from './handler';

/** Screening events. */
export const handleCheckr: WebhookHandler = async () => 'ignored';
