import { z } from 'zod';
import { type Cents, cents, minCents, percentOf } from '../money';

/** What Tenure keeps of a payment that goes to an organization's own account: a share and a fixed amount. */
export type PlatformFee = { bps: number; fixedCents: Cents };

export const NO_PLATFORM_FEE: PlatformFee = { bps: 0, fixedCents: cents(0) };

/** The most that a fee may be: all of a payment, and a thousand dollars beside. */
export const PLATFORM_FEE_MOST = { bps: 10_000, fixedCents: 100_000 } as const;

const stored = z.object({
  platform_fee: z.object({
    bps: z.int().min(0).max(PLATFORM_FEE_MOST.bps),
    fixed_cents: z.int().min(0).max(PLATFORM_FEE_MOST.fixedCents),
  }),
});

/** The organization's own fee from its settings; null where it has none. */
export function storedPlatformFee(settings: unknown): PlatformFee | null {
  const read = stored.safeParse(settings);
  if (!read.success) return null;
  return { bps: read.data.platform_fee.bps, fixedCents: cents(read.data.platform_fee.fixed_cents) };
}

/** The organization's own fee from its settings; where it has none, the platform's. */
export function platformFeeOf(settings: unknown, otherwise: PlatformFee): PlatformFee {
  return storedPlatformFee(settings) ?? otherwise;
}

/**
 * What of a fee has gone back once `goneCents` of the `wholeCents` that the payer was asked for have, half up: in
 * proportion, as Stripe gives application fees back.
 */
export function platformFeeBackCents(fee: Cents, part: { wholeCents: number; goneCents: number }): Cents {
  if (part.wholeCents <= 0) return cents(0);
  return cents(Math.round((fee * Math.min(part.goneCents, part.wholeCents)) / part.wholeCents));
}

/** The fee of one payment, half up; never more than the payment itself. */
export function platformFeeCents(fee: PlatformFee, amountCents: Cents): Cents {
  return minCents(cents(percentOf(amountCents, fee.bps) + fee.fixedCents), amountCents);
}
