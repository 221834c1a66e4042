import type { PaymentRouting } from '../payments';

/** The parameters of a destination charge; none where the money stays with the platform. */
export function routed(routing: PaymentRouting | undefined) {
  if (routing === undefined) return {};
  return {
    on_behalf_of: routing.accountRef,
    transfer_data: { destination: routing.accountRef },
    ...(routing.feeCents > 0 && { application_fee_amount: routing.feeCents }),
  };
}
