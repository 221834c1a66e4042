import { addMonths, localDateAt } from '../../domain/calendar';
import type { EventType } from '../../domain/events';
import { seal } from '../crypto/seal';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { toSqlDate } from '../plain-dates';
import { aboutScreening, lockScreening, mayMove, type ScreeningStatus } from './lock-screening';

/** The agency's present word on a screening. */
export type ScreeningNews = {
  status: Extract<ScreeningStatus, 'invited' | 'in_progress' | 'complete' | 'disputed' | 'canceled' | 'expired'>;
  reportRef: string | null;
  result: string | null;
  assessment: string | null;
  /** The agency's whole answer, to be kept sealed. */
  report: object | null;
};

/**
 * A report is kept as evidence for as long as somebody may sue over it (15 U.S.C. 1681p: five years), then disposed of
 * (16 CFR 682).
 */
const REPORT_KEPT_MONTHS = 60;

const EVENTS: Partial<Record<ScreeningStatus, EventType>> = {
  complete: 'screening.completed',
  disputed: 'screening.disputed',
  canceled: 'screening.canceled',
  expired: 'screening.expired',
};

/** Where a sealed report belongs. */
export function reportPlace(organizationId: string, screeningId: string): string {
  return `${organizationId}|screenings|report|${screeningId}`;
}

/**
 * Brings a screening to what the agency says of it now. Old news, told late or twice, changes nothing.
 * @returns where it stands
 */
export async function recordReport(
  tx: Transaction,
  fieldKey: Buffer,
  { screeningId, news, now }: { screeningId: string; news: ScreeningNews; now: Date },
): Promise<ScreeningStatus> {
  const screening = await lockScreening(tx, screeningId);
  const { organizationId } = screening;
  const { status, reportRef } = news;
  if (!mayMove(screening, status)) return screening.status;
  const today = localDateAt(now.getTime(), screening.application.unit.property.timeZone);
  await tx.screening.update({
    where: { id: screeningId },
    data: {
      status,
      ...(reportRef !== null && { reportRef }),
      ...(status === 'complete' && {
        result: news.result,
        assessment: news.assessment,
        completedAt: now,
        purgeOn: toSqlDate(addMonths(today, REPORT_KEPT_MONTHS)),
      }),
      ...(status === 'complete' &&
        news.report !== null && {
          report: seal(fieldKey, reportPlace(organizationId, screeningId), JSON.stringify(news.report)),
        }),
    },
    select: { id: true },
  });
  const type = EVENTS[status];
  if (type !== undefined) {
    await appendEvent(tx, {
      organizationId,
      type,
      subjectId: screeningId,
      alsoAbout: aboutScreening(screening),
      payload: { applicant_name: screening.applicant.name, ...(news.result !== null && { result: news.result }) },
    });
  }
  return status;
}
