import { z } from 'zod';
import { instant } from '../http/schema';

const figure = z.object({ amount_cents: z.int(), leases: z.int() });

export const needAnswer = z
  .object({
    id: z.string(),
    tone: z.enum(['ok', 'wait', 'bad', 'transit']),
    tag: z.string(),
    title: z.string(),
    detail: z.string(),
    action: z.object({ label: z.string(), href: z.string().meta({ description: 'A page of the admin app' }) }),
    deadline: z.string().nullable(),
  })
  .meta({ id: 'Need' });

export const todayAnswer = z
  .object({
    date: z.string(),
    currency: z.string(),
    units: z.object({ total: z.int(), occupied: z.int() }),
    rent: z
      .object({
        period: z.string(),
        expected: figure,
        received: figure,
        in_transit: figure.extend({ safe_by: z.string().nullable() }),
        late: figure,
      })
      .nullable()
      .meta({ description: 'Null for those who may not see money' }),
    needs_you: z.array(needAnswer),
    next_rent_run: z
      .object({
        run_on: z.string(),
        at: instant,
        time_zone: z.string(),
        leases: z.int(),
        amount_cents: z.int(),
        notes: z.array(z.string()),
      })
      .nullable(),
    recent: z.array(
      z.object({ id: z.string(), at: instant, type: z.string(), text: z.string(), subject: z.string().nullable() }),
    ),
    counts: z.object({ needs_you: z.int(), applications: z.int(), maintenance: z.int() }),
  })
  .meta({ id: 'Today' });
