import { z } from 'zod';
import type { Finding } from '../../domain/jurisdictions/legal-rule';

/** A rule of law as it is shown: its words, its source, and how far it was checked. */
export const ruleAnswer = z
  .object({
    name: z.string(),
    text: z.string(),
    source: z.string(),
    cite: z.string(),
    confidence: z.enum(['text read', 'quoted', 'secondary', 'unchecked']),
    effective_from: z.string().nullable().meta({ description: 'Null where the start is not on file' }),
    verified_on: z.string().nullable(),
  })
  .meta({ id: 'LegalRule' });

/** What a rule has against something. Enforced, it is refused; otherwise it warns. */
export const findingAnswer = z
  .object({ field: z.string(), message: z.string(), enforced: z.boolean(), rule: ruleAnswer })
  .meta({ id: 'Finding' });

/** A finding as it is answered. */
export function serializeFinding({ field, message, enforced, rule }: Finding): z.output<typeof findingAnswer> {
  return { field, message, enforced, rule };
}
