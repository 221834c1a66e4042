import type { DecisionOutcome } from '../../domain/application-decision';
import { TenureError } from '../../domain/errors';
import {
  aboutApplication,
  type LoadedApplication,
  lockApplication,
  moveApplication,
} from '../applications/lock-application';
import type { Transaction } from '../database';
import { violates } from '../database-failure';
import { appendEvent } from '../events/append-event';
import { createLeaseFromApplication } from '../leases/create-lease-from-application';
import { homeAddress } from '../leases/home-address';
import { enqueueMessage } from '../messages/enqueue-message';
import { newId } from '../new-id';
import { readOrganization } from '../organizations/read-organization';
import { holdCompetitors } from './hold-competitors';

export type NewDecision = {
  applicationId: string;
  outcome: DecisionOutcome;
  conditions: readonly string[];
  reasons: readonly string[];
  overrideReason: string | null;
  /** A user's id, or `system` where another application was chosen. */
  decidedBy: string;
  /** What becomes of other applications for the unit once this one is approved. */
  competitors: 'hold' | 'decline';
  now: Date;
};

/**
 * Writes down the landlord's decision and what follows at once: an approval makes tenants and a lease draft, and the
 * household is told. The adverse-action notice is the workflow's next step. The same decision twice changes nothing.
 * @returns the lease drawn up, for an approval
 * @throws TenureError unit_taken where another application of the unit stands approved; conflict while a report is
 * disputed; illegal_transition
 */
export async function decideApplication(tx: Transaction, decision: NewDecision): Promise<{ leaseId: string | null }> {
  const application = await lockApplication(tx, decision.applicationId);
  const { outcome, now } = decision;
  if (application.status === outcome) return { leaseId: await leaseOf(tx, application.id) };
  if (application.screenings.some(({ status }) => status === 'disputed')) {
    throw new TenureError('conflict', 'A report is disputed: no decision until the agency has looked at it again.');
  }
  await move(tx, application, outcome, now);
  await record(tx, application, decision);
  await tellHousehold(tx, application, decision);
  if (outcome !== 'approved') return { leaseId: null };
  const leaseId = await createLeaseFromApplication(tx, { application, by: decision.decidedBy, now });
  await holdCompetitors(tx, application, decision.competitors);
  return { leaseId };
}

async function move(tx: Transaction, application: LoadedApplication, outcome: DecisionOutcome, now: Date) {
  try {
    await moveApplication(tx, application, outcome, { decidedAt: now });
  } catch (error) {
    const taken = violates(error, 'applications_one_approved') || isTaken(error);
    if (!taken) throw error;
    throw new TenureError('unit_taken', 'Another application for this unit is already approved.', { cause: error });
  }
}

/** Prisma names the columns of a unique index, not the index: only one of applications is over the unit. */
function isTaken(error: unknown): boolean {
  return violates(error, '"code":"P2002"') && violates(error, 'unit_id');
}

async function record(tx: Transaction, application: LoadedApplication, decision: NewDecision): Promise<void> {
  const { outcome, conditions, reasons, overrideReason, decidedBy, now } = decision;
  const { organizationId, criteriaVersion } = application;
  await tx.decision.create({
    data: {
      id: newId('decision'),
      organizationId,
      applicationId: application.id,
      outcome,
      conditions: [...conditions],
      reasons: [...reasons],
      criteriaVersion,
      overrideReason,
      decidedBy,
      decidedAt: now,
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'application.decided',
    subjectId: application.id,
    alsoAbout: aboutApplication(application),
    payload: {
      outcome,
      criteria_version: criteriaVersion,
      conditions,
      ...(overrideReason === null ? {} : { reason: overrideReason }),
    },
    actor: decidedBy,
  });
}

/** A refusal that a report may have had a part in is told by the adverse-action notice, which is the workflow's. */
async function tellHousehold(tx: Transaction, application: LoadedApplication, decision: NewDecision): Promise<void> {
  const wasReported = application.screenings.some(({ status }) => status === 'complete');
  if (decision.outcome === 'declined' && wasReported) return;
  const organization = await readOrganization(tx, application.organizationId);
  for (const applicant of application.applicants) {
    if (applicant.status === 'withdrawn') continue;
    const common = {
      organizationId: application.organizationId,
      to: applicant,
      subjectId: application.id,
      dedupeKey: `decision/${applicant.id}/${decision.outcome}`,
    };
    const base = { org: organization.name, name: applicant.name, address: homeAddress(application.unit) };
    if (decision.outcome === 'approved') {
      await enqueueMessage(tx, { ...common, kind: 'decision_approved', variables: base });
    } else if (decision.outcome === 'declined') {
      await enqueueMessage(tx, { ...common, kind: 'decision_declined', variables: base });
    } else {
      const conditions = [...decision.conditions];
      await enqueueMessage(tx, { ...common, kind: 'decision_conditional', variables: { ...base, conditions } });
    }
  }
}

async function leaseOf(tx: Transaction, applicationId: string): Promise<string | null> {
  const lease = await tx.lease.findFirst({ where: { applicationId, status: { not: 'canceled' } } });
  return lease?.id ?? null;
}
