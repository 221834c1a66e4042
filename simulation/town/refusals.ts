import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { ERRORS, type ErrorCode, TenureError } from '../../domain/errors';
import type { Refusal, Town } from './town';

/** Does something, and keeps the product's refusal where it says no. @throws whatever else went wrong */
export async function unlessRefused(
  town: Town,
  asked: Pick<Refusal, 'on' | 'leaseId' | 'wanted'>,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const refused = refusalIn(error);
    if (refused === null) throw error;
    town.refusals.push({ ...asked, ...refused });
  }
}

/** The product's own word, said directly or by a workflow's update; null for anything that went wrong. */
function refusalIn(error: unknown): Pick<Refusal, 'code' | 'message'> | null {
  if (error instanceof TenureError && error.code !== 'internal') return { code: error.code, message: error.message };
  if (error instanceof WorkflowNotFoundError) return { code: 'not_found', message: 'It is over already.' };
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure) || !isErrorCode(cause.type)) return null;
  return { code: cause.type, message: cause.message };
}

function isErrorCode(type: unknown): type is ErrorCode {
  return typeof type === 'string' && Object.hasOwn(ERRORS, type);
}
