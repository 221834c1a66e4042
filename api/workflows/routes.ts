import { z } from 'zod';
import { TenureError } from '../../domain/errors';
import { kindOfId } from '../../domain/ids';
import { may, type Permission } from '../../domain/permissions';
import { describeEvent, type Waiting } from '../../domain/timeline';
import type { LoggedEvent } from '../../store/events/read-events';
import { readTimeline } from '../../store/timelines/read-timeline';
import { type Route, route } from '../http/route';
import { maySee } from '../http/visible';
import type { Services } from '../services';
import type { WorkflowSummary } from '../temporal/client';
import { type storyAnswer, timelineAnswer, workflowAccount } from './schemas';

type Story = z.output<typeof storyAnswer>;

const subject = z
  .string()
  .refine((text) => kindOfId(text) !== undefined, { error: 'must be the id of a lease, an application, a repair …' });

export const workflowRoutes: Route[] = [
  route({
    method: 'get',
    path: '/workflows',
    tag: 'Timelines',
    summary: 'What happened to something, what it waits for, until when, and what then',
    description: 'With Temporal away the event log alone speaks.',
    permission: 'workflows.read',
    query: z.strictObject({ subject }),
    answer: timelineAnswer,
    handler: async ({ query, organizationId, actor }, services) => {
      const recorded = await readTimeline(services.database, organizationId, query.subject);
      const past = recorded.events
        .filter((event) => maySee(actor.role, event.type))
        .reverse()
        .map(itemOf);
      const visible = recorded.workflowIds.filter((id) => may(actor.role, neededFor(id)));
      const running = await tellWorkflows(services, visible);
      const [main, ...others] = running.stories;
      const first = main ?? recordedOnly(query.subject);
      return {
        subject: query.subject,
        workflows: [{ ...first, items: [...past, ...lastWords(first)] }, ...others],
        temporal: running.away ? ('away' as const) : ('ok' as const),
      };
    },
  }),
];

/** What one must be allowed to read to hear a workflow's account: by the first word of its id. */
function neededFor(workflowId: string): Permission {
  if (/^(rent-collection|payment|payment-reversal)\//.test(workflowId)) return 'payments.read';
  if (/^(application|screening)\//.test(workflowId)) return 'applications.read';
  if (workflowId.startsWith('rent-run/')) return 'rent_runs.read';
  return 'workflows.read';
}

/** An event as a step of the story. */
function itemOf(event: LoggedEvent): Story['items'][number] {
  const { title, tone, detail } = describeEvent(event.type, event.payload);
  return { at: event.createdAt.toISOString(), tone, title, detail: detail || null };
}

/** The event log is the past; of the workflow's own account only what goes on or comes is added. */
function lastWords({ items }: Story): Story['items'] {
  return items.filter(({ tone }) => tone === 'now' || tone === 'next');
}

/**
 * An account as it reads at this moment: what was going on when it was written down has passed once something followed
 * or the workflow waits for something; what it waits for is then what is now.
 */
function asOfNow(items: Story['items'], waiting: Story['waiting'], isRunning: boolean): Story['items'] {
  const told = items.filter(({ tone }) => tone !== 'next');
  const ahead = isRunning ? items.filter(({ tone }) => tone === 'next') : [];
  const past = told.map((item, i) => {
    const goesOn = isRunning && waiting === null && i === told.length - 1;
    return item.tone === 'now' && !goesOn ? { ...item, tone: 'ok' as const } : item;
  });
  if (waiting === null) return [...past, ...ahead];
  return [...past, { at: null, tone: 'now', title: `Waiting for ${waiting.waits_for}`, detail: null }, ...ahead];
}

function recordedOnly(about: string): Story {
  const base = { type: 'history', status: 'recorded', temporal_url: null, stage: null, waiting: null };
  return { ...base, workflow_id: about, items: [] };
}

/** Asks every workflow that ever ran for its account. The first silence of Temporal ends the asking. */
async function tellWorkflows(services: Services, ids: readonly string[]): Promise<{ stories: Story[]; away: boolean }> {
  try {
    const stories = await Promise.all(ids.map((id) => tellWorkflow(services, id)));
    return { stories: stories.filter((story) => story !== null), away: false };
  } catch (error) {
    if (error instanceof TenureError && error.code === 'unavailable') return { stories: [], away: true };
    throw error;
  }
}

async function tellWorkflow({ temporal, urls }: Services, id: string): Promise<Story | null> {
  const summary = await temporal.describe(id);
  if (summary === null) return null;
  // A worker that is away cannot answer for its workflow: what the server knows is told all the same.
  const answer = await temporal.query<unknown>(id, 'timeline').catch(() => null);
  const account = workflowAccount.safeParse(answer).data;
  const isRunning = summary.status === 'running';
  const waiting = isRunning && account?.waiting ? waitingOf(account.waiting) : null;
  const items = (account?.items ?? []).map((item) => ({ ...item, detail: item.detail || null }));
  return {
    workflow_id: id,
    type: summary.type,
    status: summary.status,
    temporal_url: urlOf(urls.temporalUi, summary),
    stage: account?.stage || null,
    waiting,
    items: asOfNow(items, waiting, isRunning),
  };
}

function waitingOf({ waitsFor, until, then }: Waiting): NonNullable<Story['waiting']> {
  return { waits_for: waitsFor, until, then };
}

function urlOf(ui: string | undefined, { workflowId, runId }: WorkflowSummary): string | null {
  if (ui === undefined) return null;
  return `${ui}/namespaces/default/workflows/${encodeURIComponent(workflowId)}/${runId}/history`;
}
