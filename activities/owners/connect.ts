import { TenureError } from '../../domain/errors';
import { keepVendorRef, recordAccountState } from '../../store/connect/connect-accounts';
import { inOrganization } from '../../store/database';
import { tokenOfLink } from '../../store/links/link-tokens';
import type { BackTo, ConnectAccountInput } from '../../workflows/connect-account/messages';
import type { ActivityDependencies } from '../dependencies';

/** Accounts with the payment service: one of each organization, one of each owner who is paid through it. */
export function createConnectActivities({ database, vendors, linkKey, urls, now }: ActivityDependencies) {
  /** The service's id of an account, made there at first need and remembered. */
  async function ensureAccount({ organizationId, accountId }: ConnectAccountInput): Promise<string> {
    const account = await inOrganization(database, organizationId, async (tx) => {
      const found = await tx.connectAccount.findUniqueOrThrow({ where: { id: accountId }, include: { owner: true } });
      const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
      return { ...found, email: found.owner?.email ?? organization.email };
    });
    if (account.vendorRef !== null) return account.vendorRef;
    const role = account.ownerId === null ? 'organization' : 'owner';
    const made = await vendors.connect.createAccount({ accountId, organizationId, role, email: account.email });
    await inOrganization(database, organizationId, (tx) => keepVendorRef(tx, accountId, made.vendorRef));
    return made.vendorRef;
  }

  /** A link's token is derived here, so that no history holds it. */
  function addressesOf(back: BackTo): { returnUrl: string; refreshUrl: string } {
    if (!('linkId' in back)) return { returnUrl: back.returnUrl, refreshUrl: back.refreshUrl };
    const page = `${urls.api}/l/${tokenOfLink(linkKey, back.linkId)}`;
    return { returnUrl: `${page}/done`, refreshUrl: page };
  }

  return {
    /** The service's sign-up page, which is good for some minutes. */
    async openOnboarding(input: ConnectAccountInput & BackTo): Promise<{ url: string }> {
      const vendorRef = await ensureAccount(input);
      const { url } = await vendors.connect.openOnboarding({ vendorRef, ...addressesOf(input) });
      if (!/^https?:\/\//.test(url)) throw new TenureError('unavailable', 'The payment service gave no page.');
      return { url };
    },

    /** Asks how an account stands and writes it down. */
    async syncConnectAccount(input: ConnectAccountInput): Promise<{ payoutsEnabled: boolean }> {
      const { vendorRef, ...state } = await vendors.connect.retrieveAccount(await ensureAccount(input));
      const account = await inOrganization(database, input.organizationId, (tx) =>
        recordAccountState(tx, input.accountId, state, now()),
      );
      return { payoutsEnabled: account.payoutsEnabled };
    },
  };
}
