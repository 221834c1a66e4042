import type { WebhookHandler } from './handler';

/** Envelope events. */
export const handleDocusign: WebhookHandler = async () => 'ignored';
