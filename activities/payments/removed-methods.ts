import { inOrganization } from '../../store/database';
import { isVendorFailure } from '../../vendors/failure';
import type { MethodRemovalInput } from '../../workflows/method-removal/messages';
import type { ActivityDependencies } from '../dependencies';

/** What becomes of stored ways to pay that somebody removed. */
export function createRemovedMethodActivities({ database, vendors }: ActivityDependencies) {
  return {
    /** The payment service forgets a removed way to pay. Repeating changes nothing; one that is in use stays. */
    async detachRemovedMethod({
      organizationId,
      paymentMethodId,
    }: MethodRemovalInput): Promise<{ isDetached: boolean }> {
      const method = await inOrganization(database, organizationId, (tx) =>
        tx.paymentMethod.findUniqueOrThrow({
          where: { id: paymentMethodId },
          select: { vendorRef: true, status: true },
        }),
      );
      if (method.status !== 'removed') return { isDetached: false };
      try {
        await vendors.payments.detachPaymentMethod(method.vendorRef);
      } catch (failure) {
        // What the service does not know is forgotten already.
        if (!isVendorFailure(failure) || failure.kind !== 'not_found') throw failure;
      }
      return { isDetached: true };
    },
  };
}
