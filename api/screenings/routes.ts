import { z } from 'zod';
import { fromSqlDateOrNull } from '../../store/plain-dates';
import { readScreening } from '../../store/screenings/read-screening';
import { type Route, route } from '../http/route';
import { id, instant, text } from '../http/schema';

const screeningAnswer = z
  .object({
    id: z.string(),
    application_id: z.string(),
    applicant_id: z.string(),
    provider: z.string(),
    status: z.string(),
    result: z.string().nullable(),
    assessment: z.string().nullable(),
    completed_at: instant.nullable(),
    /** When the report is disposed of. */
    purge_on: z.string().nullable(),
    /** The agency's own report; null until there is one, and after it was disposed of. */
    report: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'Screening' });

export const screeningRoutes: Route[] = [
  route({
    method: 'get',
    path: '/screenings/{id}',
    tag: 'Applications',
    summary: 'A background check with its report',
    description: 'Who read it, when and why is kept.',
    permission: 'screenings.read',
    params: z.strictObject({ id: id('screening') }),
    query: z.strictObject({ reason: text(200).default('application review') }),
    answer: screeningAnswer,
    inTransaction: async ({ params, query, organizationId, actor, ip, reply }, tx, { fieldKey }) => {
      const read = { organizationId, screeningId: params.id, reason: query.reason, by: actor.id, origin: ip, fieldKey };
      const screening = await readScreening(tx, read);
      reply.header('Cache-Control', 'no-store');
      return {
        id: screening.id,
        application_id: screening.applicationId,
        applicant_id: screening.applicantId,
        provider: screening.provider,
        status: screening.status,
        result: screening.result,
        assessment: screening.assessment,
        completed_at: screening.completedAt?.toISOString() ?? null,
        purge_on: fromSqlDateOrNull(screening.purgeOn),
        report: screeningAnswer.shape.report.parse(screening.opened),
      };
    },
  }),
];
