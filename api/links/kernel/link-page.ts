import type { ReactElement } from 'react';
import type { TenureError } from '../../../domain/errors';
import type { Locale } from '../../../domain/locales';
import type { LinkPurpose } from '../../../domain/permissions';
import type { Link } from '../../../store/links/find-link';
import type { FileAnswer } from '../../http/file-answer';
import type { Services } from '../../services';
import type { Photo } from './photos';

/** Somebody who opened their link. */
export type Visit = {
  link: Link;
  /** What follows the token in the address: `/l/{token}/{step}`; empty on the first page. */
  step: string;
  locale: Locale;
  /** `/l/{token}`: where forms post to and pages lead, with `/{step}` behind it. */
  base: string;
  /** The landlord, as the page names them. */
  organization: { name: string; email: string; phone: string | null };
  query: Readonly<Record<string, string | string[]>>;
  services: Services;
  now: Date;
  ip: string;
  userAgent: string;
  requestId: string;
};

/** The fields of a form as they came: text, or a list where a name came several times. */
export type FormFields = Readonly<Record<string, string | string[]>>;

/** A page that is shown again after a form was refused: what was wrong, and what had been filled in. */
export type Shown = Visit & { problem: TenureError | null; fields: FormFields };

/** A form that was sent. `photos` are checked, turned upright and stripped of where they were taken. */
export type Submission = Visit & { fields: FormFields; photos: Photo[] };

export type Page = {
  /** Of the browser's window; also the heading unless the body has its own. */
  title: string;
  body: ReactElement;
  /** Answered instead of the page: a paper to be saved. */
  file?: FileAnswer;
};

/** One purpose of links: what it shows, and what pressing its button does. */
export type LinkPage = {
  purpose: LinkPurpose;
  /** Reads only: mail scanners open every address. @throws TenureError, shown in plain words */
  show(visit: Shown): Promise<Page>;
  /**
   * Carries a form out, once for each time it was filled in, and says where to go next: `visit.base…` or a vendor's
   * page. @throws TenureError; the page is then shown again with it
   */
  submit(submission: Submission): Promise<string>;
};

/** One text of a form; empty where it was not filled in. */
export function fieldOf(fields: FormFields, name: string): string {
  const value = fields[name];
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
}

/** Every value of a field that may come several times, such as checked boxes. */
export function fieldsOf(fields: FormFields, name: string): string[] {
  const value = fields[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
