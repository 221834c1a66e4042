import type { EvaluationSummary } from '../../activities/applications';
import { DECISION_OUTCOMES, type DecisionOutcome, isOverride } from '../../domain/application-decision';
import { may } from '../../domain/permissions';
import { records, vendor } from '../shared/activities';
import { refusal } from '../shared/failures';
import type { ApplicationInput, ApplicationResult, Decide } from './messages';

/**
 * Refuses a decision that may not be made as it stands.
 * @param evaluation what the landlord was shown; null while nobody is asked to decide
 * @throws ApplicationFailure with a code of domain/errors
 */
export function refuseDecision(asked: Decide, evaluation: EvaluationSummary | null): void {
  if (!may(asked.role, 'applications.decide')) throw refusal('forbidden', 'Your role does not decide applications.');
  if (!DECISION_OUTCOMES.includes(asked.outcome)) throw refusal('invalid_request', 'There is no such decision.');
  if (asked.outcome === 'approved_with_conditions' && asked.conditions.length === 0) {
    throw refusal('invalid_request', 'Name at least one condition.');
  }
  if (evaluation === null) {
    throw refusal('illegal_transition', 'This application is not waiting for a decision just now.');
  }
  const { recommendation } = evaluation;
  if (isOverride(recommendation, asked.outcome) && !asked.overrideReason?.trim()) {
    const text = `The criteria recommend otherwise (${recommendation}): say why you decide differently.`;
    throw refusal('rule_forbids', text);
  }
}

/** Declines a household whose home somebody else was promised. */
export async function declineForAnother(input: ApplicationInput): Promise<void> {
  await records.decideHousehold({
    ...input,
    outcome: 'declined',
    conditions: [],
    reasons: ['The home was let to another applicant'],
    decidedBy: 'system',
  });
}

/**
 * Tells whoever was reported on of a refusal or condition, with the rights that go with it, and keeps proof.
 * @returns how many were told
 */
export async function sendAdverseActions(input: ApplicationInput): Promise<number> {
  const { applicantIds } = await records.noticeRecipients(input);
  for (const applicantId of applicantIds) {
    await vendor('screening', { summary: 'Write and file the adverse-action notice' }).sendAdverseAction({
      ...input,
      applicantId,
    });
  }
  return applicantIds.length;
}

/** What was decided, as the timeline says it. */
export const DECIDED: Readonly<Record<DecisionOutcome, string>> = {
  approved: 'You approved it',
  approved_with_conditions: 'You approved it with conditions',
  declined: 'You declined it',
};

/** How it ended, as the timeline says it. */
export const ENDINGS: Readonly<Record<ApplicationResult['outcome'], string>> = {
  approved: 'Approved: a lease is drawn up',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  expired: 'The invitation ran out',
};
