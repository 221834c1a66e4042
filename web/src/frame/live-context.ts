import { createContext } from 'react';
import type { LiveState } from '../api/live';

/** Whether what stands on the screen follows the world at this moment. */
export const LiveContext = createContext<LiveState>('connecting');
