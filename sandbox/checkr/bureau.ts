import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../core/sandbox';
import type { Collection } from '../core/store';
import {
  type Assessment,
  type Candidate,
  type Invitation,
  packages,
  type Report,
  type ReportResult,
  type Screening,
} from './objects';
import { signCheckrWebhook } from './signature';

const estimateMs = 24 * 3_600_000;

/** What a candidate enters on the hosted page. */
export interface Answers {
  readonly dob: string;
  readonly ssnLastFour: string;
}

/** The bureau behind the API: keeps the objects, finishes reports in time, and sends the events. */
export interface Bureau {
  readonly candidates: Collection<Candidate>;
  readonly invitations: Collection<Invitation>;
  readonly reports: Collection<Report>;
  /** The invitation as it is now; one whose time ran out turns expired first. */
  invitation(id: string): Invitation | undefined;
  /** The candidate has consented and answered: the report is ordered, and by itself completes after a while. */
  completeInvitation(invitation: Invitation, answers: Answers): Report;
  expireInvitation(invitation: Invitation): void;
  /** Ends a report now; without a result the candidate's name decides. */
  completeReport(report: Report, outcome?: { result?: ReportResult; assessment?: Assessment }): void;
  /** The candidate disputes a finished report, or it is suspended for want of an answer. */
  setReportStatus(report: Report, status: 'dispute' | 'suspended' | 'canceled'): void;
  tell(type: string, object: object): void;
}

/** 24 hex digits, as Checkr's ids are. */
export function newCheckrId(): string {
  return randomBytes(12).toString('hex');
}

/** Opens the bureau and takes up reports that a previous process left pending. */
export function openBureau(sandbox: Sandbox): Bureau {
  const completeMs = sandbox.config.checkrCompleteMs;
  const candidates = sandbox.store.collection<Candidate>('checkr_candidates');
  const invitations = sandbox.store.collection<Invitation>('checkr_invitations');
  const reports = sandbox.store.collection<Report>('checkr_reports');

  const tell = (type: string, object: object): void => {
    const event = {
      id: newCheckrId(),
      object: 'event',
      type,
      created_at: sandbox.now().toISOString(),
      webhook_url: sandbox.webhooks.url('checkr'),
      data: { object },
      account_id: 'sandbox0account0checkr00',
    };
    sandbox.webhooks.send({ vendor: 'checkr', url: sandbox.webhooks.url('checkr'), body: JSON.stringify(event) });
  };

  const expireInvitation = (invitation: Invitation): void => {
    invitation.status = 'expired';
    invitations.put(invitation.id, invitation);
    tell('invitation.expired', invitation);
  };

  const completeReport: Bureau['completeReport'] = (report, outcome = {}) => {
    const result = outcome.result ?? resultFor(candidates.get(report.candidate_id));
    finishReport(report, result, outcome.assessment, sandbox.now());
    reports.put(report.id, report);
    tell('report.completed', report);
  };

  const setReportStatus: Bureau['setReportStatus'] = (report, status) => {
    report.status = status;
    report.revised_at = sandbox.now().toISOString();
    reports.put(report.id, report);
    tell(`report.${status === 'dispute' ? 'disputed' : status}`, report);
  };

  const completeLater = (id: string): void => {
    setTimeout(() => {
      const report = reports.get(id);
      if (report?.status !== 'pending') return;
      const marker = markerOf(candidates.get(report.candidate_id));
      if (marker === 'pending') return;
      if (marker === 'suspend') return setReportStatus(report, 'suspended');
      completeReport(report);
      if (marker === 'dispute') setTimeout(() => setReportStatus(report, 'dispute'), completeMs).unref();
    }, completeMs).unref();
  };
  for (const report of reports.list()) completeLater(report.id);

  return {
    candidates,
    invitations,
    reports,
    invitation(id) {
      const invitation = invitations.get(id);
      const expired = invitation?.status === 'pending' && Date.parse(invitation.expires_at) <= sandbox.now().getTime();
      if (invitation && expired) expireInvitation(invitation);
      return invitation;
    },
    completeInvitation(invitation, answers) {
      const report = newReport(invitation, sandbox.now());
      reports.put(report.id, report);
      invitation.status = 'completed';
      invitation.completed_at = sandbox.now().toISOString();
      invitation.report_id = report.id;
      invitations.put(invitation.id, invitation);
      const candidate = candidates.get(invitation.candidate_id);
      if (candidate) {
        candidate.report_ids.push(report.id);
        candidate.dob = answers.dob;
        candidate.ssn = `XXX-XX-${answers.ssnLastFour}`;
        candidates.put(candidate.id, candidate);
      }
      tell('invitation.completed', invitation);
      tell('report.created', report);
      completeLater(report.id);
      return report;
    },
    expireInvitation,
    completeReport,
    setReportStatus,
    tell,
  };
}

/** How the webhooks are signed. */
export function checkrHeaders(body: string, apiKey: string): Record<string, string> {
  return { 'user-agent': 'Checkr-Webhook/1.0', 'x-checkr-signature': signCheckrWebhook(body, apiKey) };
}

const markers = ['consider', 'pending', 'dispute', 'suspend'] as const;

/** The test behavior a candidate's last name or email asks for. */
function markerOf(candidate: Candidate | undefined): (typeof markers)[number] | undefined {
  const text = `${candidate?.last_name ?? ''} ${candidate?.email ?? ''}`.toLowerCase();
  return markers.find((marker) => text.includes(marker));
}

function resultFor(candidate: Candidate | undefined): ReportResult {
  const marker = markerOf(candidate);
  return marker === 'consider' || marker === 'dispute' ? 'consider' : 'clear';
}

function newReport(invitation: Invitation, now: Date): Report {
  const id = newCheckrId();
  const screenings = packages.find(({ slug }) => slug === invitation.package)?.screenings ?? [];
  return {
    id,
    object: 'report',
    uri: `/v1/reports/${id}`,
    status: 'pending',
    result: null,
    assessment: null,
    adjudication: null,
    package: invitation.package,
    candidate_id: invitation.candidate_id,
    created_at: now.toISOString(),
    completed_at: null,
    revised_at: null,
    turnaround_time: null,
    estimated_completion_time: new Date(now.getTime() + estimateMs).toISOString(),
    due_time: new Date(now.getTime() + estimateMs).toISOString(),
    includes_canceled: false,
    screenings: screenings.map(
      (object): Screening => ({ id: newCheckrId(), object, status: 'pending', result: null, records: [] }),
    ),
    tags: [],
  };
}

function finishReport(report: Report, result: ReportResult, assessment: Assessment | undefined, now: Date): void {
  report.status = 'complete';
  report.result = result;
  report.assessment = assessment ?? (result === 'clear' ? 'eligible' : 'review');
  if (report.completed_at !== null) report.revised_at = now.toISOString();
  report.completed_at = now.toISOString();
  report.turnaround_time = Math.round((now.getTime() - Date.parse(report.created_at)) / 1000);
  report.estimated_completion_time = null;
  report.screenings = report.screenings.map((screening) => {
    const found = result === 'consider' && screening.object === 'national_criminal_search';
    const records = found ? [{ charge: 'Trespass', charge_type: 'misdemeanor', disposition: 'Convicted' }] : [];
    return { ...screening, status: 'complete', result: found ? 'consider' : 'clear', records };
  });
}
