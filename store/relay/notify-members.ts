import type { SqlTransaction } from '../database';
import { newId } from '../new-id';

/** What is told about one event, and to whom. */
export type Notice = {
  eventId: string;
  subjectId: string;
  tone: string;
  title: string;
  detail: string;
  roles: readonly string[];
  /** Whoever did it needs no telling. */
  actor: string;
};

type Member = { user_id: string; role: string };

/**
 * Writes the notifications of one organization's events, one for each member whose role is told; again for the same
 * event it writes nothing. Sets the organization's scope for the transaction it is given.
 */
export async function notifyMembers(
  client: SqlTransaction,
  organizationId: string,
  notices: readonly Notice[],
): Promise<void> {
  await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
  const { rows: members } = await client.query<Member>(
    "select user_id, role from memberships where organization_id = $1 and status = 'active' and user_id is not null",
    [organizationId],
  );
  const rows = notices.flatMap((notice) =>
    members
      .filter(({ user_id, role }) => notice.roles.includes(role) && user_id !== notice.actor)
      .map(({ user_id }) => ({ ...notice, id: newId('notification'), userId: user_id })),
  );
  if (rows.length === 0) return;
  await client.query(
    `insert into notifications (id, organization_id, event_id, user_id, tone, title, detail, subject_id)
     select n.id, $1, n.event_id, n.user_id, n.tone, n.title, n.detail, n.subject_id
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       as n (id, event_id, user_id, tone, title, detail, subject_id)
     on conflict (event_id, user_id) do nothing`,
    [
      organizationId,
      rows.map(({ id }) => id),
      rows.map(({ eventId }) => eventId),
      rows.map(({ userId }) => userId),
      rows.map(({ tone }) => tone),
      rows.map(({ title }) => title),
      rows.map(({ detail }) => detail),
      rows.map(({ subjectId }) => subjectId),
    ],
  );
}
