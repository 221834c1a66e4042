const MOST_REMEMBERED = 10_000;

/**
 * Counts how often something failed by its own fault. The queues' `tries` count outages too, and nothing may be given
 * up because Temporal or a vendor was away for an hour. Forgotten when the process ends: then it is tried a few times
 * more.
 */
export class Strikes {
  private readonly counts = new Map<string, number>();

  /** @returns how many there are now */
  add(id: string): number {
    const count = (this.counts.get(id) ?? 0) + 1;
    this.counts.set(id, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > MOST_REMEMBERED && oldest !== undefined) this.counts.delete(oldest);
    return count;
  }

  forget(id: string): void {
    this.counts.delete(id);
  }
}
