import { createContext } from 'react';

/** Opens the command menu. */
export const CommandContext = createContext<() => void>(() => undefined);
