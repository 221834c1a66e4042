import type { LinkVariable, MessageKind, MessageVariables } from '../../domain/messages';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { insertRow } from '../rows';
import { overPrisma } from '../sql-runner';

export type Recipient = {
  id?: string | null;
  name: string;
  email?: string | null;
  phone?: string | null;
  locale?: string;
};

export type NewMessage<K extends MessageKind> = {
  organizationId: string;
  kind: K;
  to: Recipient;
  /** What the words need; the address of `linkId` is filled in when it is sent. A link of the admin app may be given. */
  variables: Omit<MessageVariables[K], LinkVariable> & { link?: string };
  linkId?: string;
  /** Further links, by the variable that each one's address fills when it is sent. */
  moreLinkIds?: Partial<Record<Exclude<LinkVariable, 'link'>, string>>;
  /** What it is about, for timelines. */
  subjectId?: string;
  /** Says what makes it the same message: enqueued again under the same key, nothing more is sent. */
  dedupeKey: string;
};

/**
 * Queues an email and, where a phone number is known, a text message, in the transaction of what it tells of.
 * The relay delivers it once.
 */
export async function enqueueMessage<K extends MessageKind>(tx: Transaction, message: NewMessage<K>): Promise<void> {
  const { variables, moreLinkIds, to } = message;
  const now = new Date();
  await insertRow(
    overPrisma(tx),
    'messages',
    {
      id: newId('message'),
      organizationId: message.organizationId,
      dedupeKey: message.dedupeKey,
      kind: message.kind,
      locale: to.locale ?? 'en',
      toId: to.id ?? null,
      toName: to.name,
      email: to.email ?? null,
      phone: to.phone ?? null,
      variables: JSON.stringify({ ...variables, ...(moreLinkIds && { moreLinkIds }) }),
      linkId: message.linkId ?? null,
      subjectId: message.subjectId ?? null,
      nextTryAt: now,
      createdAt: now,
    },
    { unlessThere: true },
  );
}
