import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { changedFields } from './changed-fields';
import { invalidRequest } from './errors';
import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { clearableText, ignored, listing, mergeMetadata, metadata, oneOf, parameters, text } from './parameters';
import { createScope, type StripeScope } from './scope';

const accountFields = {
  email: clearableText.optional(),
  business_type: oneOf('company', 'government_entity', 'individual', 'non_profit').optional(),
  metadata: metadata.optional(),
  ...ignored('account_token', 'business_profile', 'company', 'default_currency', 'documents', 'external_account'),
  ...ignored('groups', 'individual', 'settings', 'tos_acceptance'),
};

const capabilities = z.record(z.string(), z.looseObject({ requested: z.string().optional() }));

/** What Stripe asks of an account before it may take and be paid money. */
const onboarding = ['business_profile.url', 'external_account', 'tos_acceptance.date', 'tos_acceptance.ip'];

export const accountOperations = [
  operation(
    'POST',
    '/v1/accounts',
    parameters({
      ...accountFields,
      type: oneOf('standard', 'express', 'custom').optional(),
      country: text.optional(),
      capabilities: capabilities.optional(),
      controller: z.looseObject({}).optional(),
    }),
    (scope, given) => {
      const account = newAccount(scope, {
        type: given.type ?? (given.controller ? 'none' : 'standard'),
        email: given.email ?? null,
        businessType: given.business_type ?? null,
        metadata: mergeMetadata({}, given.metadata),
        capabilities: Object.keys(given.capabilities ?? {}),
      });
      return scope.accounts.save(account);
    },
  ),
  operation('GET', '/v1/accounts/:id', parameters({}), (scope, _given, ids) =>
    scope.accounts.get(idOf(ids), 'account'),
  ),
  operation('POST', '/v1/accounts/:id', parameters(accountFields), (scope, given, ids) => {
    const before = scope.accounts.get(idOf(ids), 'account');
    const after = scope.accounts.save({
      ...before,
      email: given.email ?? before.email,
      metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
    });
    emitAccountUpdated(scope, before, after);
    return after;
  }),
  operation('GET', '/v1/accounts', parameters(listing), (scope, given) =>
    listPage(scope.accounts.list(), given, '/v1/accounts'),
  ),
  operation(
    'POST',
    '/v1/account_links',
    parameters({
      account: text,
      type: oneOf('account_onboarding', 'account_update'),
      refresh_url: text.optional(),
      return_url: text.optional(),
      ...ignored('collect', 'collection_options'),
    }),
    (scope, given) => createAccountLink(scope, given.account, given.return_url),
  ),
];

function createAccountLink(scope: StripeScope, id: string, returnUrl: string | undefined): Stripe.AccountLink {
  const account = scope.accounts.get(id, 'account');
  if (returnUrl === undefined) {
    throw invalidRequest('Missing required param: return_url.', { code: 'parameter_missing', param: 'return_url' });
  }
  const token = newId('', 20);
  createScope(scope.sandbox, '').links.save({ id: `onboarding ${token}`, to: `${account.id} ${returnUrl}` });
  const url = `${scope.sandbox.config.url}/pages/stripe/onboarding/${token}`;
  return { object: 'account_link', created: scope.now(), expires_at: scope.now() + 300, url };
}

/** The account has told Stripe everything: it may charge and be paid. */
export function finishOnboarding(scope: StripeScope, id: string): void {
  const before = scope.accounts.get(id, 'account');
  const active = Object.keys(before.capabilities ?? {}).map((name) => [name, 'active'] as const);
  const after = scope.accounts.save({
    ...before,
    capabilities: Object.fromEntries(active),
    charges_enabled: true,
    details_submitted: true,
    payouts_enabled: true,
    requirements: requirementsOf([]),
  });
  emitAccountUpdated(scope, before, after);
}

/** Stripe wants more papers: payouts are paused until they come. */
export function pausePayouts(scope: StripeScope, id: string, missing: readonly string[]): void {
  const before = scope.accounts.get(id, 'account');
  const after = scope.accounts.save({ ...before, payouts_enabled: false, requirements: requirementsOf(missing) });
  emitAccountUpdated(scope, before, after);
}

/** Events about a connected account come from that account. */
function emitAccountUpdated(scope: StripeScope, before: Stripe.Account, after: Stripe.Account): void {
  createScope(scope.sandbox, after.id, scope.request).emit('account.updated', after, changedFields(before, after));
}

function newAccount(
  scope: StripeScope,
  given: {
    readonly type: Stripe.Account.Type;
    readonly email: string | null;
    readonly businessType: Stripe.Account.BusinessType | null;
    readonly metadata: Record<string, string>;
    readonly capabilities: readonly string[];
  },
): Stripe.Account {
  const id = newId('acct_1', 15);
  return {
    id,
    object: 'account',
    business_type: given.businessType,
    capabilities: Object.fromEntries(given.capabilities.map((name) => [name, 'inactive'])),
    charges_enabled: false,
    country: 'US',
    created: scope.now(),
    default_currency: 'usd',
    details_submitted: false,
    email: given.email,
    external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    metadata: given.metadata,
    payouts_enabled: false,
    requirements: requirementsOf(onboarding),
    type: given.type,
  };
}

function requirementsOf(missing: readonly string[]): Stripe.Account.Requirements {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [...missing],
    disabled_reason: missing.length > 0 ? 'requirements.past_due' : null,
    errors: [],
    eventually_due: [...missing],
    past_due: [...missing],
    pending_verification: [],
  };
}
