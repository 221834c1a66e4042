/** The languages that tenants, applicants and vendors are written to in. */
export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language to use for what a person or browser asked for, such as `es-MX`; English where it isn't one of ours. */
export function localeOf(wanted: string | null | undefined): Locale {
  const language = wanted?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? 'en';
}
