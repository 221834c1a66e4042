import { backoffSeconds } from './backoff';

/** Keeps from asking a vendor that is away: after each failure everybody waits a little longer, one success ends it. */
export class VendorPause {
  private failures = 0;
  private until = 0;

  /** How many seconds are left to wait; 0 where the vendor may be asked. */
  secondsLeft(nowMs: number): number {
    return Math.max(0, (this.until - nowMs) / 1_000);
  }

  /** @param retryAfterMs what the vendor asked for, if anything */
  failed(nowMs: number, retryAfterMs?: number): void {
    this.failures += 1;
    const waitMs = retryAfterMs ?? backoffSeconds(this.failures, { first: 0.5, most: 60 }) * 1_000;
    this.until = Math.max(this.until, nowMs + waitMs);
  }

  succeeded(): void {
    this.failures = 0;
    this.until = 0;
  }
}
