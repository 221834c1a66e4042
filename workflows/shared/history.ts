import { patched, workflowInfo } from '@temporalio/workflow';

/** Whether it is time to go on as a new run: asked where nothing is under way, so that nothing is lost with the old one. */
export function isHistoryLong(): boolean {
  return workflowInfo().continueAsNewSuggested && patched('begin-anew');
}
