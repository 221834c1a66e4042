import { defineSearchAttributeKey, type SearchAttributePair, type SearchAttributeUpdatePair } from '@temporalio/common';

/** What workflows can be found by. The server must know them; none carries personal data. */
export const SEARCH_ATTRIBUTES = {
  organizationId: defineSearchAttributeKey('OrganizationId', 'KEYWORD'),
  propertyId: defineSearchAttributeKey('PropertyId', 'KEYWORD'),
  leaseId: defineSearchAttributeKey('LeaseId', 'KEYWORD'),
  stage: defineSearchAttributeKey('Stage', 'KEYWORD'),
  period: defineSearchAttributeKey('Period', 'KEYWORD'),
  needsAttention: defineSearchAttributeKey('NeedsAttention', 'BOOL'),
} as const;

export type SearchValues = {
  organizationId?: string;
  propertyId?: string;
  leaseId?: string;
  stage?: string;
  period?: string;
  needsAttention?: boolean;
};

/** The typed pairs of whatever is given; pass them at the start of a workflow or to upsertSearchAttributes. */
export function searchPairs(values: SearchValues): (SearchAttributePair & SearchAttributeUpdatePair)[] {
  const pairs: (SearchAttributePair & SearchAttributeUpdatePair)[] = [];
  for (const name of ['organizationId', 'propertyId', 'leaseId', 'stage', 'period'] as const) {
    const value = values[name];
    if (value !== undefined) pairs.push({ key: SEARCH_ATTRIBUTES[name], value });
  }
  if (values.needsAttention !== undefined) {
    pairs.push({ key: SEARCH_ATTRIBUTES.needsAttention, value: values.needsAttention });
  }
  return pairs;
}
