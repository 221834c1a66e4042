import { z } from 'zod';
import { pausedBecause, requirementsInWords } from '../../domain/owners/requirements';
import { findConnectAccount } from '../../store/connect/connect-accounts';
import { inviteOwner } from '../../store/connect/invite-owner';
import type { ConnectAccount } from '../../store/generated/client';
import { readPlatformFee } from '../../store/organizations/platform-fee';
import { readOwner } from '../../store/owners/list-owners';
import { type Route, route } from '../http/route';
import { id, instant } from '../http/schema';
import type { Services } from '../services';
import { openSignUp, type Whose } from './open-sign-up';

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
const feeAnswer = z
  .object({
    object: z.literal('platform_fee'),
    basis_points: z.int(),
    fixed_cents: z.int(),
    is_own: z.boolean().meta({ description: 'Agreed with this organization; false: what everybody pays' }),
  })
  .meta({ id: 'PlatformFee' });
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
    method: 'get',
    path: '/connect-account/platform-fee',
    tag,
    summary: 'What the platform keeps of each payment that goes to the organization’s own account',
    description: 'To be read only: whoever runs the platform agrees it.',
    permission: 'connect.read',
    answer: feeAnswer,
    inTransaction: async ({ organizationId }, tx, { platformFee }) => {
      const { fee, isOwn } = await readPlatformFee(tx, organizationId, platformFee);
      return { object: 'platform_fee' as const, basis_points: fee.bps, fixed_cents: fee.fixedCents, is_own: isOwn };
    },
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
  route({
    method: 'post',
    path: '/owners/{id}/onboarding-invitation',
    tag,
    summary: 'Send an owner the link to sign up with the payment service',
    description: 'By email and text message, in their language. Asked again, they get a new link.',
    permission: 'owners.write',
    params: z.strictObject({ id: id('owner') }),
    answer: accountAnswer,
    status: 201,
    inTransaction: async ({ params, organizationId, actor, now }, tx, { linkKey }) =>
      serialize(await inviteOwner(tx, linkKey, { organizationId, ownerId: params.id, actor: actor.id, now })),
  }),
];

async function open(services: Services, whose: Whose): Promise<z.input<typeof pageAnswer>> {
  const back = `${services.urls.web}${whose.ownerId === null ? '/getting-paid' : `/owners/${whose.ownerId}`}`;
  const url = await openSignUp(services, whose, { returnUrl: back, refreshUrl: back });
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
