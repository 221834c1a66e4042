import { type Database, inOrganization, queryInOrganization } from '../database';
import { appendEvent } from '../events/append-event';

export type Channel = 'email' | 'sms';

/** A message that waits to be delivered. */
export type QueuedMessage = {
  id: string;
  organizationId: string;
  kind: string;
  locale: string;
  toId: string | null;
  toName: string;
  email: string | null;
  phone: string | null;
  variables: Record<string, unknown>;
  linkId: string | null;
  subjectId: string | null;
  /** This try included. */
  tries: number;
  createdAt: Date;
};

type Row = {
  id: string;
  organization_id: string;
  kind: string;
  locale: string;
  to_id: string | null;
  to_name: string;
  email: string | null;
  phone: string | null;
  variables: Record<string, unknown>;
  link_id: string | null;
  subject_id: string | null;
  tries: number;
  created_at: Date;
};

/** Takes messages that are due, of all organizations, and hides them for a while. */
export async function claimMessages(
  database: Database,
  { page, hideSeconds }: { page: number; hideSeconds: number },
): Promise<QueuedMessage[]> {
  const { rows } = await database.pool.query<Row>('select * from claim_messages($1, $2)', [page, hideSeconds]);
  return rows
    .map(({ id, kind, locale, email, phone, variables, tries, ...row }) => ({
      ...{ id, kind, locale, email, phone, variables, tries },
      organizationId: row.organization_id,
      toId: row.to_id,
      toName: row.to_name,
      linkId: row.link_id,
      subjectId: row.subject_id,
      createdAt: row.created_at,
    }))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/** Lets a message rest until its next try. */
export async function postponeMessage(database: Database, message: QueuedMessage, seconds: number): Promise<void> {
  await inOrganization(
    database,
    message.organizationId,
    (tx) =>
      tx.$executeRaw`update messages set next_try_at = now() + make_interval(secs => ${seconds}) where id = ${message.id} and status = 'queued'`,
  );
}

/** Ends a message once every channel has its answer: `sent` where it went out anywhere. */
export async function finishMessage(
  database: Database,
  message: QueuedMessage,
  status: 'sent' | 'failed',
): Promise<void> {
  const { id, organizationId } = message;
  const sql = "update messages set status = $2 where id = $1 and status = 'queued'";
  await queryInOrganization(database, organizationId, sql, [id, status]);
}

/** Says that a message can't be sent at all (nobody to send it to, words missing). */
export async function failMessage(database: Database, message: QueuedMessage, reason: string): Promise<void> {
  const { id, organizationId, kind, toName, subjectId } = message;
  await inOrganization(database, organizationId, async (tx) => {
    const { count } = await tx.message.updateMany({ where: { id, status: 'queued' }, data: { status: 'failed' } });
    if (count === 0) return;
    const payload = { kind, toName, reason };
    await appendEvent(tx, { organizationId, type: 'message.failed', subjectId: id, alsoAbout: [subjectId], payload });
  });
}
