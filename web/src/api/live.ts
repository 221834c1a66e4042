import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Which kept answers an event about a subject makes old. The subject's prefix names what it is. */
const TOUCHES: Record<string, readonly string[]> = {
  prop: ['properties', 'today'],
  unit: ['units', 'properties'],
  app: ['applications', 'today'],
  apl: ['applications'],
  scr: ['applications', 'today'],
  dec: ['applications', 'today'],
  lease: ['leases', 'ledger', 'payments', 'autopay', 'documents', 'units', 'today'],
  env: ['leases', 'documents', 'today'],
  doc: ['documents'],
  chg: ['leases', 'ledger', 'today'],
  pay: ['leases', 'ledger', 'payments', 'refunds', 'plans', 'today'],
  prs: ['leases', 'ledger', 'payments', 'today'],
  ref: ['leases', 'ledger', 'payments', 'refunds', 'today'],
  plan: ['leases', 'ledger', 'plans', 'today'],
  inst: ['plans'],
  dsp: ['ledger', 'today'],
  ret: ['ledger', 'today'],
  man: ['leases', 'autopay'],
  pm: ['leases', 'autopay', 'payments'],
  fpl: ['fee-policy'],
  run: ['rent-runs', 'today'],
  mr: ['maintenance', 'today'],
  wo: ['maintenance', 'today'],
  off: ['maintenance'],
  ven: ['vendors'],
  mem: ['members'],
  ten: ['leases', 'applications'],
  med: ['properties', 'units'],
  own: ['owners'],
  osr: ['owners'],
  ost: ['owners'],
  opo: ['owners', 'payouts'],
  bill: ['bills', 'owners'],
  cac: ['connect', 'owners'],
  rec: ['reconciliations'],
  dif: ['reconciliations', 'today'],
  ntf: ['notifications'],
};

/** The names of the queries an event touches; a subject nobody knows touches only the first page. */
export function touchedBy(subject: string): readonly string[] {
  return [...(TOUCHES[subject.split('_')[0] ?? ''] ?? ['today']), 'workflows'];
}

const GATHER_MS = 250;

/** Gathers the touched names for a moment, so a burst of events costs one refresh of what is on the screen. */
function gatherer(queryClient: QueryClient) {
  const names = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const name of [...names]) {
      // What is being asked for is asked for again once its answer is here: begun anew at each event, on a slow day,
      // it would never come.
      if (queryClient.isFetching({ queryKey: [name] }) > 0) continue;
      names.delete(name);
      void queryClient.invalidateQueries({ queryKey: [name] });
    }
    if (names.size > 0) timer = setTimeout(flush, GATHER_MS);
  };
  return {
    touch(more: readonly string[]) {
      for (const name of more) names.add(name);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

function subjectsOf(text: string): string[] {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null) return [];
    const found = JSON.stringify(event).match(/\b[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? [];
    return [...new Set(found)];
  } catch {
    return [];
  }
}

/** Something the signed-in person should hear of now. */
export type LiveNotification = { tone: string; title: string; detail: string };

function notificationIn(text: string): LiveNotification | null {
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null || !('title' in found)) return null;
  const { title, detail, tone }: { title?: unknown; detail?: unknown; tone?: unknown } = found;
  return { title: String(title), detail: String(detail ?? ''), tone: String(tone ?? '') };
}

export type LiveState = 'connecting' | 'live' | 'away';

/**
 * One stream for the whole app. The browser reconnects by itself and sends the last event's id, so nothing is
 * missed; after a long absence everything on the screen is asked for again.
 */
export function useLive(onNotification: (notification: LiveNotification) => void): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const source = new EventSource('/v1/notifications/stream');
    const gather = gatherer(queryClient);
    let wasAway = false;
    const onEvent = (event: MessageEvent<string>) => gather.touch(subjectsOf(event.data).flatMap(touchedBy));
    source.onopen = () => {
      setState('live');
      if (wasAway) void queryClient.invalidateQueries();
      wasAway = false;
    };
    source.onerror = () => {
      wasAway = true;
      setState('away');
    };
    source.addEventListener('event', onEvent);
    source.addEventListener('notification', (event: MessageEvent<string>) => {
      onEvent(event);
      const notification = notificationIn(event.data);
      if (notification) onNotification(notification);
    });
    return () => {
      gather.stop();
      source.close();
    };
  }, [queryClient, onNotification]);
  return state;
}
