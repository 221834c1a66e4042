import { type Request, type Response, Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Bureau } from './bureau';
import type { Invitation, Report } from './objects';

/** Any answers do when nobody fills in the page. */
const someAnswers = { dob: '1990-01-01', ssnLastFour: '0000' };

/** Controls: a report ends, is disputed, suspended or canceled now; an invitation expires now. */
export function checkrControlRouter(bureau: Bureau): Router {
  const router = Router();
  router.post('/control/checkr/complete', (request, response) => {
    const report = reportAsked(bureau, request);
    if (report === undefined) return refuse(response);
    const { result, assessment } = asRecord(request.body) ?? {};
    bureau.completeReport(report, {
      ...(result === 'clear' || result === 'consider' ? { result } : {}),
      ...(assessment === 'eligible' || assessment === 'review' || assessment === 'escalated' ? { assessment } : {}),
    });
    response.json(report);
  });
  router.post('/control/checkr/status', (request, response) => {
    const report = reportAsked(bureau, request);
    const status = asRecord(request.body)?.status;
    if (report === undefined || (status !== 'dispute' && status !== 'suspended' && status !== 'canceled')) {
      return refuse(response);
    }
    bureau.setReportStatus(report, status);
    response.json(report);
  });
  router.post('/control/checkr/expire', (request, response) => {
    const invitation = invitationAsked(bureau, request);
    if (invitation?.status !== 'pending') return refuse(response);
    bureau.expireInvitation(invitation);
    response.json(invitation);
  });
  return router;
}

/** The report named, or that of the invitation named, which is completed first if it was not. */
function reportAsked(bureau: Bureau, request: Request): Report | undefined {
  const reportId = asText(asRecord(request.body)?.report_id);
  if (reportId !== undefined) return bureau.reports.get(reportId);
  const invitation = invitationAsked(bureau, request);
  if (invitation?.status === 'pending') return bureau.completeInvitation(invitation, someAnswers);
  return bureau.reports.get(invitation?.report_id ?? '');
}

function invitationAsked(bureau: Bureau, request: Request): Invitation | undefined {
  return bureau.invitation(asText(asRecord(request.body)?.invitation_id) ?? '');
}

function refuse(response: Response): void {
  response.status(400).json({ error: 'Name an invitation_id or report_id that exists and can still change.' });
}
