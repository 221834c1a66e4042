import type { SimulationResult } from '../simulate';

/** A run under one policy. */
export type Told = { name: string; result: SimulationResult };
