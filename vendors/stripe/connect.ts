import type Stripe from 'stripe';
import { cents } from '../../domain/money';
import type { StripeConfig } from '../config';
import type { ConnectAccountState, ConnectGateway, NewConnectAccount, Transfer, TransferInput } from '../connect';
import { callStripe, stripeSdk } from './call-stripe';

/** Connect over Stripe's SDK. @throws VendorFailure from every method */
export function createStripeConnect(config: StripeConfig): ConnectGateway {
  const stripe = stripeSdk(config);
  return {
    createAccount: (input) => createAccount(stripe, input),
    retrieveAccount: async (id) => stateOf(await callStripe('none', () => stripe.accounts.retrieve(id))),
    async openOnboarding({ vendorRef, refreshUrl, returnUrl }) {
      const link = await callStripe('repeatable', () =>
        stripe.accountLinks.create({
          account: vendorRef,
          type: 'account_onboarding',
          refresh_url: refreshUrl,
          return_url: returnUrl,
          // Everything at once: nobody is stopped in the middle of a month by what is only asked for later.
          collection_options: { fields: 'eventually_due' },
        }),
      );
      return { url: link.url };
    },
    transfer: (input) => transfer(stripe, input),
    findTransfer: (search) => find(stripe, search),
  };
}

/** Stripe collects what the law asks for; the platform bears the fees and losses, as destination charges need. */
async function createAccount(stripe: Stripe, input: NewConnectAccount): Promise<ConnectAccountState> {
  const { accountId, organizationId, role, email } = input;
  const takesPayments = role === 'organization';
  const account = await callStripe('repeatable', () =>
    stripe.accounts.create(
      {
        country: 'US',
        email,
        controller: {
          fees: { payer: 'application' },
          losses: { payments: 'application' },
          stripe_dashboard: { type: 'express' },
          requirement_collection: 'stripe',
        },
        capabilities: {
          transfers: { requested: true },
          ...(takesPayments && {
            card_payments: { requested: true },
            us_bank_account_ach_payments: { requested: true },
          }),
        },
        metadata: { account_id: accountId, organization_id: organizationId, role },
      },
      { idempotencyKey: `connect-account/${accountId}` },
    ),
  );
  return stateOf(account);
}

function stateOf(account: Stripe.Account): ConnectAccountState {
  const { requirements } = account;
  const deadline = requirements?.current_deadline;
  return {
    vendorRef: account.id,
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    transfersEnabled: account.capabilities?.transfers === 'active',
    detailsSubmitted: account.details_submitted,
    currentlyDue: [...(requirements?.currently_due ?? [])],
    pastDue: [...(requirements?.past_due ?? [])],
    disabledReason: requirements?.disabled_reason ?? null,
    dueBy: deadline ? new Date(deadline * 1000) : null,
  };
}

async function transfer(stripe: Stripe, input: TransferInput): Promise<Transfer> {
  const destination = input.to ?? (await callStripe('none', () => stripe.accounts.retrieveCurrent())).id;
  const made = await callStripe('once', () =>
    stripe.transfers.create(
      {
        amount: input.amountCents,
        currency: 'usd',
        destination,
        transfer_group: input.group,
        metadata: { ...input.metadata, step: input.step },
      },
      { idempotencyKey: input.idempotencyKey, ...(input.from !== null && { stripeAccount: input.from }) },
    ),
  );
  return transferOf(made);
}

async function find(
  stripe: Stripe,
  { group, step, from }: Pick<TransferInput, 'group' | 'step' | 'from'>,
): Promise<Transfer | 'not_found'> {
  return callStripe('none', async () => {
    const as = from === null ? {} : { stripeAccount: from };
    for await (const found of stripe.transfers.list({ transfer_group: group, limit: 100 }, as)) {
      if (found.metadata.step === step) return transferOf(found);
    }
    return 'not_found';
  });
}

function transferOf(made: Stripe.Transfer): Transfer {
  return { transferRef: made.id, amountCents: cents(made.amount), reversed: made.reversed };
}
