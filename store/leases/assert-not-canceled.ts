import { TenureError } from '../../domain/errors';

/**
 * Refuses to take or to promise money on a lease that was called off. The lease's row must be locked: whoever cancels
 * it meanwhile waits, or was first. @throws TenureError illegal_transition
 */
export function assertNotCanceled(lease: { status: string } | null): void {
  if (lease?.status !== 'canceled') return;
  throw new TenureError(
    'illegal_transition',
    'This lease was canceled: nothing is owed and nothing can be paid on it.',
  );
}
