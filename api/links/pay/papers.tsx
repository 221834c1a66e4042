import { localDateAt, type PlainDateString, parsePeriod, parsePlainDate } from '../../../domain/calendar';
import { TenureError } from '../../../domain/errors';
import type { Report } from '../../../domain/reports/report';
import { inOrganization } from '../../../store/database';
import { invoicedPeriods } from '../../../store/reports/read-invoice';
import { overPrisma } from '../../../store/sql-runner';
import type { FileAnswer } from '../../http/file-answer';
import { loadReceipt, receiptFile } from '../../payments/receipt';
import { fileOfReport } from '../../reports/answer-report';
import { daysOf, FILE_FORMATS, type FileFormat } from '../../reports/bounds';
import { invoice } from '../../reports/invoice';
import { tenantStatement } from '../../reports/tenant-statement';
import { fieldOf, type Shown } from '../kernel/link-page';
import { hrefOf } from './nav';
import { monthIn } from './say';
import { PAY } from './words';

const MONTHS = 12;
const MOST_YEARS = 10;

/** The months' invoices and the years' statements, each to be saved as a PDF or CSV. */
export async function Papers({ visit }: { visit: Shown }) {
  const { locale, link, services } = visit;
  const { organizationId, subjectId: leaseId } = link;
  const periods = await inOrganization(services.database, organizationId, (tx) =>
    invoicedPeriods(overPrisma(tx), { organizationId, leaseId, limit: MONTHS }),
  );
  const years = [...new Set(periods.map((period) => period.slice(0, 4)))];
  return (
    <>
      <h1>{PAY.places.papers[locale]}</h1>
      {periods.length === 0 ? <p className="muted">{PAY.noPapers[locale]}</p> : null}
      <ul className="steps">
        {years.map((year) => (
          <Paper
            key={year}
            visit={visit}
            label={`${PAY.statement[locale]} ${year}`}
            query={`&from=${year}-01-01&to=${year}-12-31`}
          />
        ))}
        {periods.map((period) => (
          <Paper
            key={period}
            visit={visit}
            label={`${PAY.invoice[locale]}, ${monthIn(period, locale)} ${period.slice(0, 4)}`}
            query={`&period=${period}`}
          />
        ))}
      </ul>
    </>
  );
}

function Paper({ visit, label, query }: { visit: Shown; label: string; query: string }) {
  return (
    <li className="files">
      <a href={hrefOf(visit, 'paper', query)}>
        <span>{label}</span>
        <span className="muted">PDF</span>
      </a>
      <a href={hrefOf(visit, 'paper', `${query}&format=csv`)} aria-label={`CSV: ${label}`}>
        CSV
      </a>
    </li>
  );
}

/**
 * One paper as a PDF, or a CSV where `format` says so: the receipt of `payment`, the invoice of `period`, or the
 * statement from `from` to `to`.
 * @throws TenureError where that is none
 */
export async function paperFile(visit: Shown): Promise<FileAnswer> {
  const { link, locale, query, services, now } = visit;
  const shape = { format: formatOf(query), bom: fieldOf(query, 'bom') !== 'false' };
  const paymentId = fieldOf(query, 'payment');
  if (paymentId !== '') {
    const { organizationId, subjectId: leaseId } = link;
    const wanted = { organizationId, leaseId, paymentId, locale, now };
    const receipt = await inOrganization(services.database, organizationId, (tx) => loadReceipt(tx, wanted));
    return receiptFile(receipt, shape);
  }
  return fileOfReport(await readPaper(visit, shape.format), { ...shape, now });
}

function formatOf(query: Shown['query']): FileFormat {
  const asked = fieldOf(query, 'format') || 'pdf';
  const format = FILE_FORMATS.find((known) => known === asked);
  if (format === undefined) throw new TenureError('invalid_request', 'Papers are had as PDF or CSV.');
  return format;
}

async function readPaper({ link, locale, query, services, now }: Shown, format: FileFormat): Promise<Report> {
  const { organizationId, subjectId: leaseId } = link;
  const [period, from, to] = ['period', 'from', 'to'].map((name) => fieldOf(query, name));
  return inOrganization(services.database, organizationId, (tx) => {
    if (period) return invoice(tx, { organizationId, leaseId, period: checked(parsePeriod, period), locale });
    const today = localDateAt(now.getTime(), 'UTC');
    const days = daysOf({ from: dayOf(from, `${today.slice(0, 4)}-01-01`), to: dayOf(to, today) }, MOST_YEARS);
    return tenantStatement(tx, { organizationId, leaseId, ...days, locale, format });
  });
}

function dayOf(text: string | undefined, otherwise: string): PlainDateString {
  return checked(parsePlainDate, text || otherwise);
}

/** An address that somebody changed by hand. */
function checked<T>(parse: (text: string) => T, text: string): T {
  try {
    return parse(text);
  } catch (cause) {
    throw new TenureError('invalid_request', 'That is no month or day.', { cause });
  }
}
