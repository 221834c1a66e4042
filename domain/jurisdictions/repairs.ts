import type { MaintenanceCategory, Severity } from '../triage-rules';
import { type LegalRule, legalRule } from './legal-rule';

/** A statutory clock on repairs: what the landlord must have done, and how long after written notice. */
export type RepairRule = LegalRule & {
  state: string;
  applies: { categories: readonly MaintenanceCategory[] } | { severities: readonly Severity[] } | 'everything_else';
  hours: number;
  mustDo: 'start' | 'finish';
  text: string;
};

/** In the order in which they are tried within a state. */
export const REPAIR_RULES: readonly RepairRule[] = [
  {
    state: 'WA',
    applies: {
      categories: [
        'no_heat',
        'no_water',
        'no_hot_water',
        'no_power',
        'gas',
        'fire',
        'carbon_monoxide',
        'electrical_hazard',
        'flood',
        'sewage',
      ],
    },
    hours: 24,
    mustDo: 'start',
    text: 'No heat or water, or an imminent hazard: the repair must start within 24 hours of written notice',
    ...legalRule('RCW 59.18.070', 'secondary'),
  },
  {
    state: 'WA',
    applies: { categories: ['refrigerator', 'range', 'toilet', 'leak'] },
    hours: 72,
    mustDo: 'start',
    text: 'Refrigerator, range or a major plumbing fixture: the repair must start within 72 hours of written notice',
    ...legalRule('RCW 59.18.070', 'secondary'),
  },
  {
    state: 'WA',
    applies: 'everything_else',
    hours: 240,
    mustDo: 'start',
    text: 'Everything else: the repair must start within 10 days of written notice',
    ...legalRule('RCW 59.18.070', 'secondary'),
  },
  {
    state: 'TX',
    applies: { severities: ['emergency', 'urgent'] },
    hours: 168,
    mustDo: 'finish',
    text: 'Material to health or safety: 7 days is presumed a reasonable time, rebuttably; the tenant must not be behind with rent',
    ...legalRule('Tex. Prop. Code 92.056', 'text read', { verifiedOn: '2026-11-23' }),
  },
];
