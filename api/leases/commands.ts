import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { workflowIds } from '../../domain/workflow-ids';
import { inOrganization } from '../../store/database';
import { sendForSignature } from '../../store/envelopes/send-for-signature';
import { closeLease } from '../../store/leases/close-lease';
import { cancelLease } from '../../store/leases/end-lease';
import { readLease } from '../../store/leases/list-leases';
import { type Route, route } from '../http/route';
import { id } from '../http/schema';
import type { Services } from '../services';
import { closeBody, endBody, leaseAnswer, noticeBody, sendBody, signingUrlAnswer, voidBody } from './schemas';
import { serializeLease, serializeOneLease } from './serialize';

const one = z.strictObject({ id: id('lease') });
const command = {
  method: 'post',
  tag: 'Leases',
  permission: 'leases.write',
  params: one,
  answer: leaseAnswer,
} as const;

function load({ database }: Services, organizationId: string, leaseId: string) {
  return inOrganization(database, organizationId, (tx) => readLease(tx, leaseId));
}

/** What is done with a lease, each by its own process where that goes on. */
export const leaseCommands: Route[] = [
  route({
    ...command,
    path: '/leases/{id}/send-for-signature',
    summary: 'Have a lease signed: tenants first, then the landlord',
    description: 'Promises the unit for the lease’s time; one that is promised already is refused.',
    permission: 'leases.sign',
    body: sendBody,
    status: 202,
    inTransaction: async ({ params, body, actor, now }, tx) => {
      await sendForSignature(tx, { leaseId: params.id, by: actor.id, expiresInDays: body.expires_in_days, now });
      return serializeOneLease(await readLease(tx, params.id));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/void',
    summary: 'Withdraw what was sent for signature',
    description: 'Nobody can sign it any more; the lease is a draft again, to be changed and sent anew.',
    permission: 'leases.sign',
    body: voidBody,
    handler: async ({ params, body, organizationId, actor }, services) => {
      const { status } = await load(services, organizationId, params.id);
      if (status !== 'out_for_signature') {
        throw new TenureError('illegal_transition', 'This lease is not out to be signed.');
      }
      const asked = { reason: body.reason, by: actor.id };
      await services.temporal.executeUpdate(workflowIds.signing(params.id), 'void', [asked]);
      return serializeLease(await load(services, organizationId, params.id));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/landlord-signing-url',
    summary: 'Where the landlord signs, once the tenants have',
    description: 'The address works once and for five minutes.',
    permission: 'leases.sign',
    body: z.strictObject({}),
    answer: signingUrlAnswer,
    idempotency: 'none',
    handler: async ({ params, organizationId }, services) => {
      const { envelopes } = await load(services, organizationId, params.id);
      const signer = envelopes[0]?.signers.find(({ role }) => role === 'landlord');
      if (signer === undefined) throw notFound('signer');
      const asked = { signerId: signer.id, returnUrl: `${services.urls.web}/leases/${params.id}` };
      return services.temporal.executeUpdate<{ url: string }>(workflowIds.signing(params.id), 'signingUrl', [asked]);
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/notice',
    summary: 'Record that notice was given, by either side',
    description: '`on` becomes the last day.',
    body: noticeBody,
    handler: async ({ params, body, organizationId, actor }, services) => {
      await load(services, organizationId, params.id);
      const asked = { on: body.on, by: actor.id };
      await services.temporal.executeUpdate(workflowIds.lease(params.id), 'giveNotice', [asked]);
      return serializeLease(await load(services, organizationId, params.id));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/end',
    summary: 'End a lease on a day; before it has begun, call it off',
    description: '`on` is the last day of a lease that has begun: today at the home, or a day to come.',
    body: endBody,
    handler: async ({ params, body, organizationId, actor, now }, services) => {
      const { status, timeZone } = await load(services, organizationId, params.id);
      if (status === 'active' && body.on < localDateAt(now.getTime(), timeZone)) {
        throw new TenureError('invalid_request', 'A lease cannot end on a day that is over.', {
          params: [{ name: 'on', reason: 'must not be before today' }],
        });
      }
      if (status === 'draft') {
        const canceled = { leaseId: params.id, reason: body.reason, by: actor.id, now };
        await inOrganization(services.database, organizationId, (tx) => cancelLease(tx, canceled));
      } else {
        const asked = { on: body.on, reason: body.reason, by: actor.id };
        await services.temporal.executeUpdate(workflowIds.lease(params.id), 'end', [asked]);
      }
      return serializeLease(await load(services, organizationId, params.id));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/close',
    summary: 'Close a lease that has ended, writing off what is still owed',
    description:
      'Nothing is collected on it any more. A lease on which nothing is owed, held or under way is closed by itself sixty days after its end.',
    permission: 'payments.write',
    body: closeBody,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const { reason, write_off: writeOff } = body;
      await closeLease(tx, { organizationId, leaseId: params.id, reason, writeOff, actor: actor.id, now });
      return serializeLease(await readLease(tx, params.id));
    },
  }),
];
