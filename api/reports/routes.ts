import { z } from 'zod';
import { localDateAt, type PlainDateString, parsePeriod, parsePlainDate } from '../../domain/calendar';
import { ACCOUNTS, type AccountCode } from '../../domain/ledger';
import { LOCALES } from '../../domain/locales';
import type { Report } from '../../domain/reports/report';
import { reportCsvHead, reportCsvRows } from '../../papers/report-csv';
import { inOrganization, type Transaction } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { readProperty } from '../../store/properties/read-property';
import { type Route, route } from '../http/route';
import { id, plainDate, queryNumber } from '../http/schema';
import type { Services } from '../services';
import { answerReport, csvAnswer, formatQuery, REPORT_FILES, reportAnswer } from './answer-report';
import { eachPageOfLedger, generalLedger, LEDGER_COLUMNS, ledgerReference, trialBalance } from './books';
import { daysOf, type Format } from './bounds';
import { delinquency } from './delinquency';
import { form1099Misc, form1099Nec } from './form-1099';
import { invoice } from './invoice';
import { rentRoll } from './rent-roll';
import { tenantStatement } from './tenant-statement';

const MOST_YEARS = 10;
// The keys of the table are its codes.
const ACCOUNT_CODES = Object.keys(ACCOUNTS) as AccountCode[];

const days = { from: plainDate(), to: plainDate() };
const year = queryNumber({ min: 2000, max: 2100, int: true });
const period = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-12' });
const locale = z.enum(LOCALES).optional().meta({ description: 'English unless said' });

const common = {
  method: 'get',
  tag: 'Reports',
  permission: 'reports.read',
  answer: reportAnswer,
  files: REPORT_FILES,
} as const;

type Shape = { format?: Format | undefined; bom?: boolean | undefined };
type Asked = { query: Shape; organizationId: string; now: Date };

/** Reads a report in one transaction and writes its paper after it. */
async function paper(
  { query: { format = 'json', bom = true }, organizationId, now }: Asked,
  { database }: Services,
  read: (tx: Transaction, format: Format) => Promise<Report>,
): ReturnType<typeof answerReport> {
  const report = await inOrganization(database, organizationId, (tx) => read(tx, format));
  return answerReport(report, { format, bom, now });
}

/** A day where none is said: today where the organization is. */
async function todayOf(tx: Transaction, organizationId: string, now: Date): Promise<PlainDateString> {
  const { timeZone } = await readOrganization(tx, organizationId);
  return localDateAt(now.getTime(), timeZone);
}

export const reportRoutes: Route[] = [
  route({
    ...common,
    path: '/reports/invoice',
    summary: 'What a lease is charged for a month',
    query: z.strictObject({ ...formatQuery, lease_id: id('lease'), period, locale }),
    handler: (call, services) => {
      const { organizationId, query } = call;
      const wanted = { organizationId, leaseId: query.lease_id, period: parsePeriod(query.period) };
      return paper(call, services, (tx) => invoice(tx, { ...wanted, locale: query.locale ?? 'en' }));
    },
  }),
  route({
    ...common,
    path: '/reports/tenant-statement',
    summary: 'What changed a lease’s balance from one day to another',
    query: z.strictObject({ ...formatQuery, ...days, lease_id: id('lease'), locale }),
    handler: (call, services) => {
      const { organizationId, query } = call;
      const wanted = { organizationId, leaseId: query.lease_id, ...daysOf(query, MOST_YEARS) };
      return paper(call, services, (tx, format) =>
        tenantStatement(tx, { ...wanted, locale: query.locale ?? 'en', format }),
      );
    },
  }),
  route({
    ...common,
    path: '/reports/rent-roll',
    summary: 'Every home as of a day: tenants, rent, deposit held, balance',
    query: z.strictObject({ ...formatQuery, as_of: plainDate().optional(), property_id: id('property').optional() }),
    handler: (call, services) => {
      const { organizationId, now, query } = call;
      return paper(call, services, async (tx, format) => {
        const propertyId = query.property_id ?? null;
        if (propertyId !== null) await readProperty(tx, propertyId);
        const asOf = query.as_of === undefined ? await todayOf(tx, organizationId, now) : parsePlainDate(query.as_of);
        return rentRoll(tx, { organizationId, asOf, propertyId, format });
      });
    },
  }),
  route({
    ...common,
    path: '/reports/delinquency',
    summary: 'Who is late now and by how long',
    query: z.strictObject({ ...formatQuery, property_id: id('property').optional() }),
    handler: (call, services) => {
      const { organizationId, now, query } = call;
      return paper(call, services, async (tx, format) => {
        const propertyId = query.property_id ?? null;
        if (propertyId !== null) await readProperty(tx, propertyId);
        return delinquency(tx, { organizationId, propertyId, now, format });
      });
    },
  }),
  route({
    ...common,
    path: '/reports/general-ledger',
    summary: 'Every posting from one day to another, by account, with running balances',
    description: 'As CSV it is written page by page, however long it is.',
    query: z.strictObject({ ...formatQuery, ...days, account: z.enum(ACCOUNT_CODES).optional() }),
    handler: async (call, services) => {
      const { organizationId, query } = call;
      const range = { organizationId, ...daysOf(query, MOST_YEARS), account: query.account ?? null };
      if (query.format !== 'csv') return paper(call, services, (tx, format) => generalLedger(tx, range, format));
      return csvAnswer(ledgerReference(range), async (write) => {
        await write(reportCsvHead(LEDGER_COLUMNS, query.bom ?? true));
        await eachPageOfLedger(services.database, range, (rows) => write(reportCsvRows(LEDGER_COLUMNS, rows)));
      });
    },
  }),
  route({
    ...common,
    path: '/reports/trial-balance',
    summary: 'What every account stands at after a day; debits equal credits',
    query: z.strictObject({ ...formatQuery, as_of: plainDate().optional() }),
    handler: (call, services) => {
      const { organizationId, now, query } = call;
      return paper(call, services, async (tx) => {
        const asOf = query.as_of === undefined ? await todayOf(tx, organizationId, now) : parsePlainDate(query.as_of);
        return trialBalance(tx, { organizationId, asOf });
      });
    },
  }),
  route({
    ...common,
    path: '/reports/1099-nec',
    summary: 'What vendors were paid for services in a calendar year',
    query: z.strictObject({ ...formatQuery, year }),
    handler: (call, services) => {
      const { organizationId, query } = call;
      return paper(call, services, (tx, format) => form1099Nec(tx, { organizationId, year: query.year, format }));
    },
  }),
  route({
    ...common,
    path: '/reports/1099-misc',
    summary: 'Rents collected for owners in a calendar year',
    query: z.strictObject({ ...formatQuery, year }),
    handler: (call, services) => {
      const { organizationId, query } = call;
      return paper(call, services, (tx, format) => form1099Misc(tx, { organizationId, year: query.year, format }));
    },
  }),
];
