import { addDays, atLocalTime, type PlainDateString } from '../../domain/calendar';
import { depositReturnDeadline } from '../../domain/deposit-return';
import { localeOf } from '../../domain/locales';
import type { DepositStatus } from '../../domain/states';
import { inOrganization } from '../../store/database';
import { type DepositAccount, readDeposit } from '../../store/deposits/read-deposit';
import { sendStatement } from '../../store/deposits/send-statement';
import { settleEmpty } from '../../store/deposits/settle-empty';
import { WARNINGS, type Warning, warningOf, warnOfDeadline } from '../../store/deposits/warn-of-deadline';
import { recordDocument } from '../../store/documents/record-document';
import { readOrganization } from '../../store/organizations/read-organization';
import type { ActivityDependencies } from '../dependencies';
import { sha256 } from '../documents';
import { type DepositPhoto, depositStatementPdf } from './statement-pdf';

export type DepositRef = { organizationId: string; leaseId: string };
export type DepositWarning = Warning;

/** Where a deposit's clock stands; instants in epoch milliseconds. */
export type DepositClock = {
  status: DepositStatus;
  dueOn: string;
  /** The last warning that was given. */
  warned: Warning | null;
  /** A warning whose time has come and that was not given yet. */
  missed: Warning | null;
  /** When the next one is given; null after the last. */
  nextAtMs: number | null;
  /** Returns that did not arrive after a statement had said that they were made. */
  uncorrected: number;
};

/** Warnings come in the morning. */
const MORNING = '08:00';
/** A statement shows so many photos at most. */
const PHOTOS = 24;

/** What the watch over a deposit does in the world. */
export function createDepositActivities(deps: ActivityDependencies) {
  const { database, now } = deps;
  return {
    /** Where a deposit stands, and which warning is next. Where nothing is held any more, it is settled. */
    async depositClock(ref: DepositRef): Promise<DepositClock> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        await settleEmpty(tx, { ...ref, now: now() });
        return clockOf(await readDeposit(tx, { ...ref, now: now() }), now().getTime());
      });
    },

    /** Tells the members that time runs out, once for each warning. */
    async warnOfDeposit(ref: DepositRef & { warning: Warning }): Promise<void> {
      await inOrganization(database, ref.organizationId, (tx) => warnOfDeadline(tx, ref));
    },

    /** Makes the itemized statement and sends it to every tenant. Where nothing ever happened, there is nothing to say. */
    async publishDepositStatement(ref: DepositRef): Promise<{ isSent: boolean }> {
      const at = now();
      const { deposit, organization } = await inOrganization(database, ref.organizationId, async (tx) => ({
        deposit: await readDeposit(tx, { ...ref, now: at }),
        organization: await readOrganization(tx, ref.organizationId),
      }));
      if (deposit.lines.length === 0) return { isSent: false };
      const pdf = await depositStatementPdf({ deposit, organization, photos: await photosOf(deps, deposit) });
      const documentId = await file(deps, deposit, pdf);
      await inOrganization(database, ref.organizationId, (tx) =>
        sendStatement(tx, deps.linkKey, { ...ref, documentId, now: at }),
      );
      return { isSent: true };
    },
  };
}

function clockOf(
  { status, dueOn, movedOutOn, timeZone, state, warned, lines, statementSentAt }: DepositAccount,
  nowMs: number,
): DepositClock {
  const given = warningOf(warned);
  const failed = lines.filter(({ kind }) => kind === 'return_failed');
  const uncorrected = failed.filter(({ createdAt }) => statementSentAt !== null && createdAt > statementSentAt).length;
  if (status !== 'due' || dueOn === null || movedOutOn === null) {
    return { status, dueOn: dueOn ?? '', warned: given, missed: null, nextAtMs: null, uncorrected };
  }
  const isItemized = lines.some((line) => line.kind === 'deduction' && line.status === 'posted');
  const { halfOn, lastWarningOn } = depositReturnDeadline(state, movedOutOn, isItemized);
  const morningOf = (day: PlainDateString) => atLocalTime(day, MORNING, timeZone);
  const times: Record<Warning, number> = {
    half: morningOf(halfOn),
    last: morningOf(lastWarningOn),
    passed: atLocalTime(addDays(dueOn, 1), '00:00', timeZone),
  };
  const open = WARNINGS.slice(given === null ? 0 : WARNINGS.indexOf(given) + 1);
  const missed = open.filter((warning) => times[warning] <= nowMs).at(-1) ?? null;
  const next = open.find((warning) => times[warning] > nowMs);
  return { status, dueOn, warned: given, missed, nextAtMs: next === undefined ? null : times[next], uncorrected };
}

async function photosOf({ vendors }: ActivityDependencies, deposit: DepositAccount): Promise<DepositPhoto[]> {
  const shown = deposit.lines
    .filter(({ status }) => status === 'posted')
    .flatMap((line) => line.proofs.map((proof) => ({ ...proof, caption: line.reason ?? '' })))
    .filter(({ contentType }) => contentType === 'image/jpeg' || contentType === 'image/png')
    .slice(0, PHOTOS);
  const photos: DepositPhoto[] = [];
  for (const { objectKey, caption, kind } of shown) {
    photos.push({ bytes: (await vendors.objects.get(objectKey)).body, caption, kind });
  }
  return photos;
}

async function file(
  { database, vendors }: ActivityDependencies,
  deposit: DepositAccount,
  body: Buffer,
): Promise<string> {
  const { organizationId, leaseId, tenants } = deposit;
  const hash = sha256(body);
  const objectKey = `deposits/${organizationId}/${deposit.id}-${hash.slice(0, 12)}.pdf`;
  await vendors.objects.put({ key: objectKey, body, contentType: 'application/pdf' });
  const isSpanish = localeOf(tenants[0]?.locale) === 'es';
  return inOrganization(database, organizationId, (tx) =>
    recordDocument(tx, {
      organizationId,
      leaseId,
      subjectId: deposit.id,
      kind: 'deposit_statement',
      title: isSpanish ? 'Liquidación del depósito' : 'Deposit statement',
      objectKey,
      byteSize: body.length,
      sha256: hash,
    }),
  );
}
