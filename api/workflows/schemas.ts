import { z } from 'zod';

const item = z.object({
  at: z.string().nullable(),
  tone: z.enum(['ok', 'bad', 'now', 'next']),
  title: z.string(),
  detail: z.string().nullable(),
});

export const storyAnswer = z
  .object({
    workflow_id: z.string(),
    type: z.string(),
    status: z.string().meta({ description: '`recorded` where nothing runs: the event log alone speaks' }),
    temporal_url: z.string().nullable(),
    stage: z.string().nullable(),
    waiting: z
      .object({ waits_for: z.string(), until: z.string().nullable(), then: z.string() })
      .nullable()
      .meta({ description: 'Why it stands still, until when, and what happens then' }),
    items: z.array(item),
  })
  .meta({ id: 'WorkflowStory' });

export const timelineAnswer = z
  .object({
    subject: z.string(),
    workflows: z.array(storyAnswer),
    temporal: z.enum(['ok', 'away']).meta({ description: '`away`: only what the event log knows' }),
  })
  .meta({ id: 'Timeline' });

/** What a workflow answers to its `timeline` query. */
export const workflowAccount = z.object({
  stage: z.string(),
  waiting: z.object({ waitsFor: z.string(), until: z.string().nullable(), then: z.string() }).nullable(),
  items: z.array(
    z.object({ at: z.string(), tone: z.enum(['ok', 'bad', 'now', 'next']), title: z.string(), detail: z.string() }),
  ),
});
