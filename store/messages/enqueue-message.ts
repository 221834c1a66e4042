import type { LinkVariable, MessageKind, MessageVariables } from '../../domain/messages';
import type { Transaction } from '../database';
import { newId } from '../new-id';

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
  await tx.message.createMany({
    data: [
      {
        id: newId('message'),
        organizationId: message.organizationId,
        dedupeKey: message.dedupeKey,
        kind: message.kind,
        locale: message.to.locale ?? 'en',
        toId: message.to.id ?? null,
        toName: message.to.name,
        email: message.to.email ?? null,
        phone: message.to.phone ?? null,
        variables: { ...message.variables, ...(message.moreLinkIds && { moreLinkIds: message.moreLinkIds }) } as object,
        linkId: message.linkId ?? null,
        subjectId: message.subjectId ?? null,
      },
    ],
    skipDuplicates: true,
  });
}
