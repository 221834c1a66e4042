import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Messages and stack traces of failures go through the payload codec as well: they may quote what a person wrote.
 * Loaded by its path in workers, in the workflow sandbox and in clients.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
