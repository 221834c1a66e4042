/** How long to wait before try `tries + 1`, in seconds: doubling, with jitter so that what failed together spreads out. */
export function backoffSeconds(
  tries: number,
  { first = 1, most = 60 }: { first?: number; most?: number } = {},
  random: () => number = Math.random,
): number {
  const full = Math.min(most, first * 2 ** Math.min(30, Math.max(0, tries - 1)));
  return full / 2 + (random() * full) / 2;
}
