import { newId } from './new-id';

export const faultKinds = [
  'latency',
  'status_429',
  'status_500',
  'reset',
  'answer_lost',
  'webhook_delayed',
  'webhook_doubled',
  'webhook_reordered',
  'webhook_lost',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** A piece of bad luck asked for through the control API. */
export interface FaultRule {
  readonly vendor: string;
  readonly kind: FaultKind;
  /** Only requests with this method and a path that matches this regular expression. */
  readonly match?: { readonly method?: string; readonly path?: string };
  /** How often it may still strike; without it, until deleted. */
  readonly times?: number;
  /** Chance that it strikes when it matches; 1 when left out. */
  readonly probability?: number;
  /** For latency and webhook_delayed. */
  readonly latency_ms?: number;
  /** status_500 only: the handler runs to its effect first, then 500 is answered. Stripe only. */
  readonly after_effect?: boolean;
}

export interface Fault extends FaultRule {
  readonly id: string;
  /** How often it has struck. */
  struck: number;
}

/** The faults in force. Kept in memory: a restarted sandbox has none. */
export interface Faults {
  add(rule: FaultRule): Fault;
  list(): Fault[];
  /** True when there was such a fault. */
  remove(id: string): boolean;
  clear(): void;
  /** The faults that strike this request now; each is counted. */
  onRequest(request: { vendor: string; method: string; path: string }): Fault[];
  /** The faults that strike this webhook delivery now; each is counted. */
  onWebhook(webhook: { vendor: string; url: string }): Fault[];
}

/** Creates the register of faults; `random` decides the probabilities. */
export function createFaults(random: () => number): Faults {
  const faults = new Map<string, Fault>();

  const strike = (vendor: string, forWebhooks: boolean, matches: (fault: Fault) => boolean): Fault[] => {
    const struck: Fault[] = [];
    for (const fault of faults.values()) {
      if (fault.vendor !== vendor || fault.kind.startsWith('webhook_') !== forWebhooks || !matches(fault)) continue;
      if (fault.times !== undefined && fault.struck >= fault.times) continue;
      if (fault.probability !== undefined && random() >= fault.probability) continue;
      fault.struck += 1;
      struck.push(fault);
    }
    return struck;
  };

  return {
    add(rule) {
      const fault: Fault = { ...rule, id: newId('fault_', 16), struck: 0 };
      faults.set(fault.id, fault);
      return fault;
    },
    list: () => [...faults.values()],
    remove: (id) => faults.delete(id),
    clear: () => faults.clear(),
    onRequest: ({ vendor, method, path }) => strike(vendor, false, (fault) => matchesRequest(fault, method, path)),
    onWebhook: ({ vendor, url }) => strike(vendor, true, (fault) => matchesRequest(fault, 'POST', url)),
  };
}

function matchesRequest({ match }: Fault, method: string, path: string): boolean {
  if (match?.method !== undefined && match.method.toUpperCase() !== method) return false;
  return match?.path === undefined || new RegExp(match.path).test(path);
}
