/** A small seeded generator (mulberry32): the same seed gives the same sequence of numbers in [0, 1). */
export interface Random {
  next(): number;
  seed(value: number): void;
}

/** Creates a generator from a 32-bit seed. */
export function createRandom(initialSeed: number): Random {
  let state = initialSeed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
    seed(value) {
      state = value >>> 0;
    },
  };
}
