import { notFound, TenureError } from '../../domain/errors';
import { type ApplicationStatus, assertMayBecome, statesOf } from '../../domain/states';
import type { Transaction } from '../database';

/** An application with its household and home, as most of its use cases need it. */
export type LoadedApplication = Awaited<ReturnType<typeof loadApplication>>;

/** Reads an application. @throws TenureError not_found */
export async function loadApplication(tx: Transaction, applicationId: string) {
  const application = await tx.application.findUnique({
    where: { id: applicationId },
    include: {
      unit: { include: { property: true } },
      applicants: { orderBy: { id: 'asc' } },
      screenings: true,
    },
  });
  if (application === null) throw notFound('application');
  const status = statesOf('application').find((known) => known === application.status);
  if (status === undefined) throw new TenureError('internal', 'The application has a state nobody knows.');
  return { ...application, status };
}

/** Takes an application's row for this transaction and reads it. @throws TenureError not_found */
export async function lockApplication(tx: Transaction, applicationId: string): Promise<LoadedApplication> {
  await tx.$queryRaw`select id from applications where id = ${applicationId} for update`;
  return loadApplication(tx, applicationId);
}

/** Moves a locked application on. @throws TenureError illegal_transition */
export async function moveApplication(
  tx: Transaction,
  application: { id: string; status: ApplicationStatus },
  to: ApplicationStatus,
  facts: { submittedAt?: Date; decidedAt?: Date; expiresAt?: Date; evaluation?: object } = {},
): Promise<void> {
  assertMayBecome('application', application.status, to);
  await tx.application.update({
    where: { id: application.id },
    data: { status: to, version: { increment: 1 }, ...facts },
    select: { id: true },
  });
}

/** What an application's events are about beside itself. */
export function aboutApplication(application: LoadedApplication): string[] {
  return [application.unitId, application.unit.propertyId];
}
