import { localDateAt, type Period } from '../../domain/calendar';
import { inOrganization, sqlInOrganization } from '../../store/database';
import { recordDocument } from '../../store/documents/record-document';
import { draftFinishedJobs } from '../../store/expenses/create-bill';
import { beginRun } from '../../store/owners/statements/begin-run';
import { completeRun } from '../../store/owners/statements/complete-run';
import { gatherItems } from '../../store/owners/statements/gather-items';
import { postStatements } from '../../store/owners/statements/post-statements';
import { type LoadedStatement, loadStatement, unsentStatements } from '../../store/owners/statements/read-statements';
import { markSent } from '../../store/owners/statements/send-statement';
import { organizationsWithOwners } from '../../store/relay/owner-zones';
import { overPg } from '../../store/sql-runner';
import type { ActivityDependencies } from '../dependencies';
import { sha256 } from '../documents';
import { statementCsv } from './statement-csv';
import { statementPdf } from './statement-pdf';

export type StatementsRef = { organizationId: string; period: string };

/** The steps of a month's owner statements. Each goes on where it stopped, and done again changes nothing. */
export function createStatementActivities(deps: ActivityDependencies) {
  const { database, now } = deps;
  return {
    /** Records the run; finished jobs that nobody billed become drafts, so that they are seen. */
    async beginOwnerStatements(ref: StatementsRef & { startedBy: string | null }): Promise<void> {
      const { organizationId } = ref;
      await inOrganization(database, organizationId, async (tx) => {
        const { status } = await beginRun(tx, { ...ref, period: periodOf(ref), now: now() });
        if (status === 'completed') return;
        const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
        await draftFinishedJobs(tx, { organizationId, billedOn: localDateAt(now().getTime(), timeZone) });
      });
    },

    /** Gathers every property's items, a page of properties in one transaction. */
    async gatherOwnerItems(ref: StatementsRef): Promise<void> {
      const page = { organizationId: ref.organizationId, period: periodOf(ref) };
      while (await sqlInOrganization(database, ref.organizationId, (client) => gatherItems(overPg(client), page))) {}
    },

    /** Books every owner's month, a page of owners in one transaction. */
    async postOwnerStatements(ref: StatementsRef): Promise<void> {
      const page = { organizationId: ref.organizationId, period: periodOf(ref) };
      while (await sqlInOrganization(database, ref.organizationId, (client) => postStatements(overPg(client), page))) {}
    },

    /** Makes the papers of statements that were not sent yet, and sends each owner theirs. */
    async publishOwnerStatements(ref: StatementsRef): Promise<void> {
      for (;;) {
        const ids = await inOrganization(database, ref.organizationId, (tx) => unsentStatements(tx, periodOf(ref)));
        if (ids.length === 0) return;
        for (const statementId of ids) {
          await publish(deps, ref.organizationId, statementId);
        }
      }
    },

    /** Closes the run. */
    async completeOwnerStatements(ref: StatementsRef): Promise<{ statements: number; payableCents: number }> {
      const run = { organizationId: ref.organizationId, period: periodOf(ref), now: now() };
      return inOrganization(database, ref.organizationId, (tx) => completeRun(tx, run));
    },

    /** The next organizations, by id, that manage for owners in a time zone. */
    async organizationsWithOwners(page: { zone: string; after: string; limit: number }): Promise<string[]> {
      return organizationsWithOwners(database, page);
    },
  };
}

function periodOf({ period }: StatementsRef): Period {
  return period as Period;
}

async function publish(deps: ActivityDependencies, organizationId: string, statementId: string): Promise<void> {
  const { database, linkKey, now } = deps;
  const statement = await inOrganization(database, organizationId, (tx) => loadStatement(tx, statementId));
  const pdf = await store(deps, statement, 'owner_statement', await statementPdf(statement));
  const csv = await store(deps, statement, 'owner_statement_csv', Buffer.from(statementCsv(statement)));
  await inOrganization(database, organizationId, (tx) =>
    markSent(tx, linkKey, { organizationId, statementId, pdfDocumentId: pdf, csvDocumentId: csv, now: now() }),
  );
}

async function store(
  { database, vendors }: ActivityDependencies,
  statement: LoadedStatement,
  kind: 'owner_statement' | 'owner_statement_csv',
  body: Buffer,
): Promise<string> {
  const { id, organizationId, ownerId, period } = statement;
  const isPdf = kind === 'owner_statement';
  const objectKey = `owner-statements/${organizationId}/${id}.${isPdf ? 'pdf' : 'csv'}`;
  const contentType = isPdf ? 'application/pdf' : 'text/csv';
  await vendors.objects.put({ key: objectKey, body, contentType });
  return inOrganization(database, organizationId, (tx) =>
    recordDocument(tx, {
      organizationId,
      subjectId: id,
      kind,
      title: `Owner statement ${period}${isPdf ? '' : ' (CSV)'}`,
      objectKey,
      contentType,
      byteSize: body.length,
      sha256: sha256(body),
      alsoAbout: [ownerId],
    }),
  );
}
