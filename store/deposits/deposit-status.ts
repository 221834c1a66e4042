import { TenureError } from '../../domain/errors';
import { type DepositStatus, statesOf } from '../../domain/states';

/** A stored state of a deposit. @throws TenureError internal for one that nobody knows */
export function depositStatus(text: string): DepositStatus {
  const status = statesOf('deposit').find((known) => known === text);
  if (status === undefined) throw new TenureError('internal', 'The deposit has a state nobody knows.');
  return status;
}
