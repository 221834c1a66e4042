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
  /** Only what has this method, and a path and a body that match these regular expressions. */
  readonly match?: { readonly method?: string; readonly path?: string; readonly body?: string };
  /** How often it may still strike; without it, until deleted. */
  readonly times?: number;
  /**
   * A regular expression: `times` counts for each text that it finds in the body, such as `amount=\d+`, so that it makes
   * no difference which call comes first.
   */
  readonly each?: string;
  /** Chance that it strikes when it matches; 1 when left out. */
  readonly probability?: number;
  /** For latency and webhook_delayed; for webhook_reordered, how long one waits at most for the next. */
  readonly latency_ms?: number;
  /** status_500 only: the handler runs to its effect first, then 500 is answered. Stripe only. */
  readonly after_effect?: boolean;
}

export interface Fault extends FaultRule {
  readonly id: string;
  /** How often it has struck. */
  struck: number;
}

/** A request to a vendor, or a webhook from one. */
export interface Call {
  readonly vendor: string;
  readonly method: string;
  /** A webhook's whole address. */
  readonly path: string;
  readonly body: string;
}

/** The faults in force. Kept in memory: a restarted sandbox has none. */
export interface Faults {
  add(rule: FaultRule): Fault;
  list(): Fault[];
  /** True when there was such a fault. */
  remove(id: string): boolean;
  clear(): void;
  /** The faults that strike this request now; each is counted. */
  onRequest(request: Call): Fault[];
  /** The faults that strike this webhook now, but for those that `spares` names; each is counted. */
  onWebhook(webhook: Call, spares?: (fault: Fault) => boolean): Fault[];
}

/** Creates the register of faults; `random` decides the probabilities. */
export function createFaults(random: () => number): Faults {
  const faults = new Map<string, Fault>();
  const tallies = new Map<string, Map<string, number>>();

  /** Counts one more, unless the fault has struck as often as it may. */
  const counts = (fault: Fault, { body }: Call): boolean => {
    const { id, each, times, probability } = fault;
    const tally = tallies.get(id) ?? new Map<string, number>();
    const about = each === undefined ? '' : (body.match(each)?.[0] ?? '');
    const soFar = tally.get(about) ?? 0;
    if (times !== undefined && soFar >= times) return false;
    if (probability !== undefined && random() >= probability) return false;
    tallies.set(id, tally.set(about, soFar + 1));
    fault.struck += 1;
    return true;
  };
  const strike = (call: Call, may: (fault: Fault) => boolean): Fault[] =>
    [...faults.values()].filter((fault) => may(fault) && faultMatches(fault, call) && counts(fault, call));
  const isOfWebhooks = ({ kind }: Fault) => kind.startsWith('webhook_');

  return {
    add(rule) {
      const fault: Fault = { ...rule, id: newId('fault_', 16), struck: 0 };
      faults.set(fault.id, fault);
      return fault;
    },
    list: () => [...faults.values()],
    remove(id) {
      tallies.delete(id);
      return faults.delete(id);
    },
    clear() {
      faults.clear();
      tallies.clear();
    },
    onRequest: (request) => strike(request, (fault) => !isOfWebhooks(fault)),
    onWebhook: (webhook, spares = () => false) => strike(webhook, (fault) => isOfWebhooks(fault) && !spares(fault)),
  };
}

/** Whether a fault is meant for this call, however often it has struck. */
export function faultMatches({ vendor, match = {} }: Fault, call: Call): boolean {
  const { method, path, body } = match;
  if (vendor !== call.vendor || (method !== undefined && method.toUpperCase() !== call.method)) return false;
  if (path !== undefined && !new RegExp(path).test(call.path)) return false;
  return body === undefined || new RegExp(body).test(call.body);
}
