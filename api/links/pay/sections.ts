import type { LinkPurpose } from '../../../domain/permissions';

/** What a tenant's money link shows. Every such link opens all of it; they differ in what comes first. */
export const SECTIONS = [
  'pay',
  'review',
  'done',
  'methods',
  'autopay',
  'receipts',
  'receipt',
  'papers',
  'paper',
] as const;
export type Section = (typeof SECTIONS)[number];

/** The section that an address shows; null for none. */
export function sectionOf(purpose: LinkPurpose, step: string): Section | null {
  if (step === '') return homeOf(purpose);
  return SECTIONS.find((known) => known === step) ?? null;
}

/** What follows the token in a section's address. */
export function stepOf(purpose: LinkPurpose, section: Section): string {
  return homeOf(purpose) === section ? '' : section;
}

function homeOf(purpose: LinkPurpose): Section {
  return purpose === 'autopay' ? 'autopay' : 'pay';
}
