import { z } from 'zod';
import { pausedBecause, requirementsInWords } from '../../domain/owners/requirements';
import { workflowIds } from '../../domain/workflow-ids';
import { beginConnectAccount, findConnectAccount } from '../../store/connect/connect-accounts';
import { inOrganization } from '../../store/database';
import type { ConnectAccount } from '../../store/generated/client';
import { newId } from '../../store/new-id';
import { readOwner } from '../../store/owners/list-owners';
import { type Route, route } from '../http/route';
import { id, instant } from '../http/schema';
import type { Services } from '../services';

const tag = 'Owners';

const accountAnswer = z
  .object({
    object: z.literal('connect_account'),
    id: id('connectAccount').nullable(),
    /** `none`: nobody signed up yet. */
    status: z.enum(['none', 'signing_up', 'open', 'paused']),
    charges_enabled: z.boolean(),
    payouts_enabled: z.boolean(),
    transfers_enabled: z.boolean(),
    missing: z.array(z.string()).meta({ description: 'What the payment service asks for, in plain words' }),
    overdue: z.array(z.string()),
    paused_because: z.string().nullable(),
    due_by: instant.nullable(),
    vendor_ref: z.string().nullable(),
    synced_at: instant.nullable(),
  })
  .meta({ id: 'ConnectAccount' });
const pageAnswer = z.object({ object: z.literal('onboarding_link'), url: z.string() });

export const connectAccountRoutes: Route[] = [
  route({
    method: 'get',
    path: '/connect-account',
    tag,
    summary: 'How the organization gets paid: its account with the payment service, and what is missing',
    permission: 'connect.read',
    answer: accountAnswer,
    inTransaction: async (_call, tx) => serialize(await findConnectAccount(tx, null)),
  }),
  route({
    method: 'post',
    path: '/connect-account/onboarding-link',
    tag,
    summary: 'Open the payment service’s sign-up page',
    description: 'Good for some minutes. The service leads back to the admin app.',
    permission: 'connect.write',
    answer: pageAnswer,
    status: 201,
    handler: ({ organizationId, actor }, services) =>
      open(services, { organizationId, ownerId: null, actor: actor.id }),
  }),
  route({
    method: 'get',
    path: '/owners/{id}/connect-account',
    tag,
    summary: 'An owner’s account with the payment service, and what is missing',
    permission: 'connect.read',
    params: z.strictObject({ id: id('owner') }),
    answer: accountAnswer,
    inTransaction: async ({ params }, tx) => {
      await readOwner(tx, params.id);
      return serialize(await findConnectAccount(tx, params.id));
    },
  }),
  route({
    method: 'post',
    path: '/owners/{id}/onboarding-link',
    tag,
    summary: 'Open the payment service’s sign-up page for an owner',
    permission: 'payouts.write',
    params: z.strictObject({ id: id('owner') }),
    answer: pageAnswer,
    status: 201,
    handler: ({ params, organizationId, actor }, services) =>
      open(services, { organizationId, ownerId: params.id, actor: actor.id }),
  }),
];

type Whose = { organizationId: string; ownerId: string | null; actor: string };

async function open(services: Services, whose: Whose): Promise<z.input<typeof pageAnswer>> {
  const { organizationId, ownerId } = whose;
  const account = await inOrganization(services.database, organizationId, (tx) => beginConnectAccount(tx, whose));
  const back = `${services.urls.web}${ownerId === null ? '/getting-paid' : `/owners/${ownerId}`}`;
  const input = { organizationId, accountId: account.id };
  // Each page is a workflow of its own; the account's news go to the one under its plain id.
  const workflowId = `${workflowIds.connectAccount(account.id)}/${newId('command')}`;
  const start = { workflowType: 'connectAccount', workflowId, input };
  const page = { returnUrl: back, refreshUrl: back };
  const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openOnboarding', page);
  return { object: 'onboarding_link', url };
}

function serialize(account: ConnectAccount | null): z.input<typeof accountAnswer> {
  const isOpen = account !== null && (account.ownerId === null ? account.payoutsEnabled : account.transfersEnabled);
  return {
    object: 'connect_account',
    id: account?.id ?? null,
    status: account === null ? 'none' : isOpen ? 'open' : account.detailsSubmitted ? 'paused' : 'signing_up',
    charges_enabled: account?.chargesEnabled ?? false,
    payouts_enabled: account?.payoutsEnabled ?? false,
    transfers_enabled: account?.transfersEnabled ?? false,
    missing: requirementsInWords(account?.currentlyDue ?? []),
    overdue: requirementsInWords(account?.pastDue ?? []),
    paused_because: account === null ? null : pausedBecause(account),
    due_by: account?.dueBy?.toISOString() ?? null,
    vendor_ref: account?.vendorRef ?? null,
    synced_at: account?.syncedAt?.toISOString() ?? null,
  };
}
