import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { workflowIds } from '../../domain/workflow-ids';
import { inviteApplication } from '../../store/applications/invite-application';
import { listApplications, readApplication } from '../../store/applications/list-applications';
import { remindApplication } from '../../store/applications/remind-application';
import { renewApplication } from '../../store/applications/renew-application';
import { withdrawApplication } from '../../store/applications/withdraw-application';
import { inOrganization } from '../../store/database';
import type { Decide } from '../../workflows/application/messages';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newestFirst, placeIn } from '../work-orders/newest-first';
import {
  applicationAnswer,
  applicationQuery,
  decisionBody,
  newApplicationBody,
  OUTCOMES,
  renewBody,
  withdrawBody,
} from './schemas';
import { serializeApplication } from './serialize';

const tag = 'Applications';
const one = z.strictObject({ id: id('application') });
const command = {
  method: 'post',
  tag,
  permission: 'applications.write',
  params: one,
  answer: applicationAnswer,
} as const;

export const applicationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/applications',
    tag,
    summary: 'Applications, the newest first',
    permission: 'applications.read',
    query: applicationQuery,
    answer: listOf(applicationAnswer),
    inTransaction: async ({ query }, tx) => {
      const { limit = DEFAULT_LIMIT, cursor, status, unit_id: unitId, property_id: propertyId } = query;
      const rows = await listApplications(tx, { status, unitId, propertyId, after: placeIn(cursor), limit });
      return pageOf(rows, limit, serializeApplication, newestFirst);
    },
  }),
  route({
    method: 'post',
    path: '/applications',
    tag,
    summary: 'Invite a household to apply for a unit',
    description:
      'Each person gets a link of their own by email and text message. Exactly one is the primary applicant; others are co-applicants or guarantors.',
    permission: 'applications.write',
    idempotency: 'required',
    body: newApplicationBody,
    answer: applicationAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx, { linkKey }) => {
      const { rent_cents: rentCents, deposit_cents: depositCents } = body;
      const applicationId = await inviteApplication(tx, linkKey, {
        organizationId,
        unitId: body.unit_id,
        applicants: body.applicants.map((person) => ({ ...person, phone: person.phone ?? null })),
        desiredMoveInOn: body.desired_move_in_on ?? null,
        ...(rentCents === undefined ? {} : { rentCents }),
        ...(depositCents === undefined ? {} : { depositCents }),
        termMonths: body.term_months,
        expiresInDays: body.expires_in_days,
        invitedBy: actor.id,
        now,
      });
      reply.header('Location', `/v1/applications/${applicationId}`);
      return serializeApplication(await readApplication(tx, applicationId));
    },
  }),
  route({
    method: 'get',
    path: '/applications/{id}',
    tag,
    summary: 'One application with its household, checks, evaluation and decisions',
    permission: 'applications.read',
    params: one,
    answer: applicationAnswer,
    inTransaction: async ({ params, reply }, tx) => {
      const application = await readApplication(tx, params.id);
      reply.header('ETag', `"${application.version}"`);
      return serializeApplication(application);
    },
  }),
  route({
    ...command,
    path: '/applications/{id}/decision',
    summary: 'Approve, approve with conditions, or deny',
    description:
      'An approval makes tenants and a lease draft. A refusal or condition after a report sends everyone reported on their adverse-action notice. A decision against the criteria needs `override_reason`.',
    permission: 'applications.decide',
    body: decisionBody,
    handler: async ({ params, body, organizationId, actor }, { database, temporal }) => {
      const show = () => inOrganization(database, organizationId, (tx) => readApplication(tx, params.id));
      await show();
      const asked: Decide = {
        outcome: OUTCOMES[body.outcome],
        conditions: body.conditions,
        reasons: body.reasons,
        overrideReason: body.override_reason,
        competitors: body.competitors,
        decidedBy: actor.id,
        role: actor.role,
      };
      await temporal.executeUpdate(workflowIds.application(params.id), 'decide', [asked]);
      return serializeApplication(await show());
    },
  }),
  route({
    ...command,
    path: '/applications/{id}/withdraw',
    summary: 'End an application at the household’s wish',
    body: withdrawBody,
    inTransaction: async ({ params, body, actor }, tx) => {
      const { reason } = body;
      const ended = { applicationId: params.id, by: actor.id, ...(reason === undefined ? {} : { reason }) };
      await withdrawApplication(tx, ended);
      return serializeApplication(await readApplication(tx, params.id));
    },
  }),
  route({
    ...command,
    path: '/applications/{id}/renew',
    summary: 'Open an invitation again or give it more time',
    description: 'Sends new links; what was filled in is kept.',
    body: renewBody,
    inTransaction: async ({ params, body, actor, now }, tx, { linkKey }) => {
      const renewal = { applicationId: params.id, expiresInDays: body.expires_in_days, by: actor.id, now };
      await renewApplication(tx, linkKey, renewal);
      return serializeApplication(await readApplication(tx, params.id));
    },
  }),
  route({
    ...command,
    path: '/applications/{id}/remind',
    summary: 'Remind whoever has not handed in, at most once a day',
    body: z.strictObject({}),
    inTransaction: async ({ params, actor, now }, tx, { linkKey }) => {
      const before = await readApplication(tx, params.id);
      const occasion = `asked on ${localDateAt(now.getTime(), before.unit.property.timeZone)}`;
      await remindApplication(tx, linkKey, { applicationId: params.id, occasion, by: actor.id });
      return serializeApplication(await readApplication(tx, params.id));
    },
  }),
];
