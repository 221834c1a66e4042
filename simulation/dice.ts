/**
 * Chance that depends on nothing but the seed and on what is asked: the same question has the same answer whatever was
 * asked before, so that one household's luck never shifts another's.
 */
export type Dice = {
  /** In [0, 1). */
  roll(...about: (string | number)[]): number;
  happens(probability: number, ...about: (string | number)[]): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number, ...about: (string | number)[]): number;
  pick<T>(from: readonly [T, ...T[]], ...about: (string | number)[]): T;
};

/** The dice of a seed. */
export function diceOf(seed: number): Dice {
  const roll: Dice['roll'] = (...about) => hash(`${seed}/${about.join('/')}`) / 2 ** 32;
  const between: Dice['between'] = (least, most, ...about) => least + Math.floor(roll(...about) * (most - least + 1));
  return {
    roll,
    happens: (probability, ...about) => roll(...about) < probability,
    between,
    pick: (from, ...about) => from[between(0, from.length - 1, ...about)] ?? from[0],
  };
}

/** FNV-1a, then the finalizer of MurmurHash3, so that near texts fall far apart. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
