import { parseSteps } from '../../domain/application-steps';
import { sumCents } from '../../domain/money';
import { type ApplicationFacts, type Evaluation, evaluate, type ScreeningFact } from '../../domain/screening-criteria';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { storedCriteria } from './criteria';
import { type LoadedApplication, lockApplication, moveApplication } from './lock-application';

/**
 * Holds an application against the criteria it was invited under and puts it before the landlord. Asked again after a
 * report changed, it writes the new evaluation.
 */
export async function evaluateApplication(tx: Transaction, applicationId: string): Promise<Evaluation | null> {
  const application = await lockApplication(tx, applicationId);
  const { status } = application;
  if (status !== 'submitted' && status !== 'screening' && status !== 'decision_pending') return null;
  const evaluation = evaluate(storedCriteria(application.criteria), factsOf(application));
  await moveApplication(tx, application, 'decision_pending', { evaluation });
  return evaluation;
}

/** What the criteria look at: a guarantor's income does not count as the household's, but that there is one does. */
export function factsOf(application: LoadedApplication): ApplicationFacts {
  const people = application.applicants
    .filter(({ status }) => status !== 'withdrawn')
    .map((applicant) => ({ ...applicant, steps: parseSteps(applicant.steps) }));
  const incomes = people
    .filter(({ role }) => role !== 'guarantor')
    .map(({ steps }) => steps.income)
    .filter((income) => income !== undefined);
  const earned = incomes.flatMap((income) => [income.monthly_income_cents, income.other_income_cents]);
  return {
    householdMonthlyIncomeCents: incomes.length === 0 ? null : sumCents(earned),
    monthlyRentCents: fromSqlCents(application.rentCents),
    screenings: application.screenings.map((row) => screeningFact(application, row)),
    pets: people.reduce((count, { steps }) => count + (steps.pets?.pets ?? 0), 0),
    hasGuarantor: people.some(({ role, status }) => role === 'guarantor' && status === 'complete'),
  };
}

function screeningFact(application: LoadedApplication, row: LoadedApplication['screenings'][number]): ScreeningFact {
  const applicant = application.applicants.find(({ id }) => id === row.applicantId);
  const settled = ['complete', 'disputed', 'canceled', 'expired'] as const;
  const assessments = ['eligible', 'review', 'escalated'] as const;
  return {
    name: applicant?.name ?? '',
    status: settled.find((status) => status === row.status) ?? 'pending',
    result: row.result === 'clear' || row.result === 'consider' ? row.result : null,
    assessment: assessments.find((assessment) => assessment === row.assessment) ?? null,
  };
}
