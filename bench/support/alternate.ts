/** One of several ways of doing the same, measured in turns. */
export type Way = { name: string; measure(round: number): Promise<number> };

/**
 * Measures each way once per round, in turns and in the other order every second round, so that whatever else the
 * machine does in the meantime meets them all alike. @returns the median of each way's rounds
 */
export async function alternate(ways: readonly Way[], rounds: number): Promise<Map<string, number>> {
  const samples = new Map(ways.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      samples.get(way.name)?.push(await way.measure(round));
    }
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}

/** The value in the middle. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The value below which a fraction of the samples lies. */
export function quantile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))];
  if (found === undefined) throw new RangeError('There is no middle of nothing');
  return found;
}
