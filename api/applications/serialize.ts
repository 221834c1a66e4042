import type { z } from 'zod';
import { APPLICANT_ROLES, missingSteps, parseSteps } from '../../domain/application-steps';
import {
  type CriterionName,
  type Evaluation,
  incomeToRentRatio,
  type Recommendation,
  type ScreeningCriteria,
} from '../../domain/screening-criteria';
import { storedCriteria } from '../../store/applications/criteria';
import { factsOf } from '../../store/applications/evaluate-application';
import type { ShownApplication } from '../../store/applications/list-applications';
import { fromSqlCents } from '../../store/cents';
import { homeAddress } from '../../store/leases/home-address';
import { fromSqlDateOrNull } from '../../store/plain-dates';
import { applicationAnswer } from './schemas';

type Answer = z.output<typeof applicationAnswer>;
const { status: statusOf, applicants: applicantsOf } = applicationAnswer.shape;
const { status: applicantStatus, screening: screeningOf } = applicantsOf.element.shape;

/** An application as it is answered; birth dates and numbers of people are never among it. */
export function serializeApplication(row: ShownApplication): Answer {
  const decisions = row.decisions.map(serializeDecision);
  return {
    id: row.id,
    status: statusOf.parse(row.status),
    unit_id: row.unitId,
    unit_label: homeAddress(row.unit),
    property_id: row.unit.propertyId,
    names: row.applicants.map(({ name }) => name),
    rent_cents: fromSqlCents(row.rentCents),
    deposit_cents: fromSqlCents(row.depositCents),
    currency: row.unit.currency,
    desired_move_in_on: fromSqlDateOrNull(row.desiredMoveInOn),
    term_months: row.termMonths,
    criteria_version: row.criteriaVersion,
    evaluation: serializeEvaluation(row),
    applicants: row.applicants.map((applicant) => serializeApplicant(row, applicant)),
    decision: decisions[0] ?? null,
    decisions,
    expires_at: row.expiresAt.toISOString(),
    submitted_at: row.submittedAt?.toISOString() ?? null,
    decided_at: row.decidedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    lease_id: row.leases[0]?.id ?? null,
    timeline: `/v1/workflows?subject=${row.id}`,
    version: row.version,
  };
}

function serializeApplicant(
  { screenings }: ShownApplication,
  row: ShownApplication['applicants'][number],
): Answer['applicants'][number] {
  const steps = parseSteps(row.steps);
  const role = APPLICANT_ROLES.find((known) => known === row.role) ?? 'co_applicant';
  const { income } = steps;
  const screening = screenings.find(({ applicantId }) => applicantId === row.id);
  return {
    id: row.id,
    role,
    name: row.name,
    email: row.email,
    phone: row.phone,
    locale: row.locale,
    status: applicantStatus.parse(row.status),
    completed_at: row.completedAt?.toISOString() ?? null,
    monthly_income_cents: income === undefined ? null : income.monthly_income_cents + income.other_income_cents,
    employer: income?.employer || null,
    pets: steps.pets?.pets ?? null,
    steps_done: Object.keys(steps),
    steps_left: missingSteps(role, steps),
    tenant_id: row.tenantId,
    screening:
      screening === undefined
        ? null
        : screeningOf.parse({
            id: screening.id,
            applicant_id: screening.applicantId,
            status: screening.status,
            result: screening.result,
            assessment: screening.assessment,
            completed_at: screening.completedAt?.toISOString() ?? null,
          }),
  };
}

function serializeDecision(row: ShownApplication['decisions'][number]): Answer['decisions'][number] {
  const words = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  return {
    id: row.id,
    outcome: row.outcome,
    reasons: words(row.reasons),
    conditions: words(row.conditions),
    override_reason: row.overrideReason,
    criteria_version: row.criteriaVersion,
    decided_by: row.decidedBy,
    decided_at: row.decidedAt.toISOString(),
  };
}

const VERDICTS = {
  approve: 'meets_all',
  conditional: 'needs_conditions',
  deny: 'fails',
  review: 'incomplete',
} as const satisfies Record<Recommendation, string>;

const NAMES: Readonly<Record<CriterionName, string>> = {
  income: 'Income',
  screening: 'Background check',
  evictions: 'Evictions',
  credit_score: 'Credit score',
  pets: 'Pets',
};

function asks(criteria: ScreeningCriteria, criterion: CriterionName): string {
  switch (criterion) {
    case 'income':
      return `At least ${(criteria.incomeToRentBasisPoints / 10_000).toFixed(1)} times the rent`;
    case 'screening':
      return 'A report without anything to look at';
    case 'evictions':
      return `At most ${criteria.mostEvictions}`;
    case 'credit_score':
      return `At least ${criteria.minimumCreditScore ?? 0}`;
    case 'pets':
      return `At most ${criteria.mostPets}`;
  }
}

function serializeEvaluation(row: ShownApplication): Answer['evaluation'] {
  if (row.evaluation === null) return null;
  // Written by evaluateApplication and by nobody else.
  const stored = row.evaluation as Evaluation;
  const criteria = storedCriteria(row.criteria);
  const status = statusOf.parse(row.status);
  const ratio = incomeToRentRatio(factsOf({ ...row, status }));
  return {
    recommendation: stored.recommendation,
    verdict: VERDICTS[stored.recommendation],
    income_ratio: ratio === null ? null : Number(ratio),
    rests_on_report: stored.restsOnReport,
    results: stored.reasons.map(({ criterion, outcome, text }) => ({
      name: NAMES[criterion],
      asks: asks(criteria, criterion),
      found: text,
      met: outcome === 'review' ? null : outcome === 'approve',
    })),
  };
}
