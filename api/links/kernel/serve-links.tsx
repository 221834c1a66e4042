import { createHash } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { TenureError } from '../../../domain/errors';
import { type Locale, localeOf } from '../../../domain/locales';
import { seal, unseal } from '../../../store/crypto/seal';
import { inOrganization } from '../../../store/database';
import { claimKey, releaseKey, storeAnswer } from '../../../store/idempotency/claim-key';
import { findLink } from '../../../store/links/find-link';
import { readOrganization } from '../../../store/organizations/read-organization';
import { sendFile } from '../../http/file-answer';
import { refuseUnstorable } from '../../http/parse';
import { toTenureError } from '../../http/problem';
import type { Services } from '../../services';
import { linkPages } from '../index';
import { FORM_KEY } from './forms';
import { Note, renderPage } from './layout';
import { type FormFields, fieldOf, type LinkPage, type Page, type Submission, type Visit } from './link-page';
import { cleanPhoto, type Photo, readMultipart } from './photos';
import { STYLE } from './style';
import { tellProblem } from './words';

const ADDRESSES = ['/l/:token', '/l/:token/:step'];

/** Serves the link pages: GET shows and changes nothing, POST does it once and leads on with 303. */
export function serveLinks(app: Express, services: Services): void {
  app.get('/assets/links.css', (_req, res) => {
    res.type('text/css').set('Cache-Control', 'public, max-age=3600').send(STYLE);
  });
  app.get(ADDRESSES, secure(services), async (req, res) => {
    const { page, visit } = await open(req, res, services);
    const shown = await page.show({ ...visit, problem: null, fields: {} });
    if (shown.file === undefined) send(res, visit, shown);
    else await sendFile(res, shown.file);
  });
  const form = express.urlencoded({ extended: false, limit: '128kb' });
  app.post(ADDRESSES, secure(services), form, readMultipart, async (req, res) => {
    const { page, visit } = await open(req, res, services);
    const fields = formFields(req.body);
    try {
      refuseUnstorable(fields);
      const submission = { ...visit, fields, photos: await photosOf(req) };
      res.redirect(303, await submitOnce(page, submission));
    } catch (failure) {
      const error = toTenureError(failure);
      if (error.status >= 500 || GONE.has(error.code)) throw failure;
      const shown = await page.show({ ...visit, problem: error, fields });
      send(res, visit, { ...shown, body: withProblem(error, visit.locale, shown) }, error.status);
    }
  });
  app.use('/l', answerInWords(services));
}

/** After these the form makes no sense any more: the page of the problem stands alone. */
const GONE = new Set(['not_found', 'link_expired', 'illegal_transition']);

async function open(req: Request, res: Response, services: Services): Promise<{ page: LinkPage; visit: Visit }> {
  const token = String(req.params.token);
  const now = services.now();
  const link = await findLink(services.database, token, now);
  const page = linkPages.find(({ purpose }) => purpose === link.purpose);
  if (page === undefined) throw new TenureError('not_found', 'This link leads nowhere yet.');
  const organization = await inOrganization(services.database, link.organizationId, (tx) =>
    readOrganization(tx, link.organizationId),
  );
  const visit: Visit = {
    link,
    step: req.params.step === undefined ? '' : String(req.params.step),
    locale: req.query.lang === undefined ? localeOf(link.locale) : languageOf(req),
    base: `/l/${token}`,
    organization: { name: organization.name, email: organization.email, phone: organization.phone },
    query: { ...req.query } as Visit['query'],
    services,
    now,
    ip: req.ip ?? '',
    userAgent: (req.get('User-Agent') ?? '').slice(0, 300),
    requestId: String(res.locals.requestId),
  };
  return { page, visit };
}

/**
 * Carries a form out once. The key is the form's own and what was filled in: a second press leads to the same place,
 * a corrected form is a new one.
 */
async function submitOnce(page: LinkPage, submission: Submission): Promise<string> {
  const { link, fields, photos, step, services, now } = submission;
  const content = JSON.stringify([step, fields, photos.map(({ sha256 }) => sha256)]);
  const requestHash = createHash('sha256').update(content).digest('hex');
  const key = `link/${link.id}/${fieldOf(fields, FORM_KEY).slice(0, 40)}/${requestHash}`;
  const claim = { organizationId: link.organizationId, key, requestHash, now };
  const before = await claimKey(services.database, claim);
  const place = `${link.organizationId}|idempotency_keys|headers|${key}`;
  if (before?.headers.Location !== undefined) return unsealAddress(services.fieldKey, place, before.headers.Location);
  try {
    const location = withLanguage(await page.submit(submission), submission.locale);
    // Most addresses hold a link's token, which the database never sees in the clear.
    const sealed = Buffer.from(seal(services.fieldKey, place, location)).toString('base64');
    await inOrganization(services.database, link.organizationId, (tx) =>
      storeAnswer(tx, claim, { status: 303, body: null, headers: { Location: sealed } }),
    );
    return location;
  } catch (error) {
    await releaseKey(services.database, claim).catch((trouble: unknown) =>
      services.log.warn({ trouble }, 'a form key stays held'),
    );
    throw error;
  }
}

function unsealAddress(key: Buffer, place: string, sealed: string): string {
  return unseal(key, place, Buffer.from(sealed, 'base64'));
}

/** Our own pages stay in the reader's language. */
function withLanguage(location: string, locale: Locale): string {
  if (!location.startsWith('/') || /[?&]lang=/.test(location)) return location;
  return `${location}${location.includes('?') ? '&' : '?'}lang=${locale}`;
}

function formFields(body: unknown): FormFields {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}

async function photosOf(req: Request): Promise<Photo[]> {
  const uploads = Array.isArray(req.files) ? req.files.filter(({ size }) => size > 0) : [];
  const photos: Photo[] = [];
  // One after the other: decoding several large photos at once would cost their memory at once.
  for (const { buffer } of uploads) photos.push(await cleanPhoto(buffer));
  return photos;
}

function withProblem(error: TenureError, locale: Locale, shown: Page) {
  const { title, text } = tellProblem(error, locale);
  return (
    <>
      <Note tone="bad" title={title}>
        {text}
      </Note>
      {shown.body}
    </>
  );
}

function send(res: Response, visit: Visit, page: Page, status = 200): void {
  const { locale, base, step, organization } = visit;
  const other = `${base}${step === '' ? '' : `/${encodeURIComponent(step)}`}?lang=${locale === 'en' ? 'es' : 'en'}`;
  const { title, body } = page;
  const html = renderPage({
    title,
    body,
    locale,
    from: organization.name,
    contact: organization,
    otherLanguage: other,
  });
  res.status(status).set('Cache-Control', 'no-store').type('html').send(html);
}

function languageOf(req: Request): Locale {
  return localeOf(typeof req.query.lang === 'string' ? req.query.lang : req.acceptsLanguages('en', 'es') || 'en');
}

function secure({ mode }: Services) {
  // A form may lead to a vendor's page, which counts as its target; in production those are always https.
  const anywhere = mode === 'production' ? 'https:' : 'https: http:';
  const policy = `default-src 'none'; style-src 'self'; img-src 'self' data: ${anywhere}; form-action 'self' ${anywhere}; base-uri 'none'; frame-ancestors 'none'`;
  return (_req: Request, res: Response, next: () => void) => {
    res.set({ 'Content-Security-Policy': policy, 'X-Robots-Tag': 'noindex' });
    next();
  };
}

/** Whoever holds a phone reads sentences, not problem documents. */
function answerInWords(services: Services): ErrorRequestHandler {
  return (failure: unknown, req, res, next) => {
    if (res.headersSent) return next(failure);
    const error = toTenureError(failure);
    if (error.status >= 500)
      services.log.error({ err: failure, requestId: res.locals.requestId }, 'a link page failed');
    const locale = languageOf(req);
    const { title, text } = tellProblem(error, locale);
    const body = (
      <>
        <h1>{title}</h1>
        <p className="muted">{text}</p>
      </>
    );
    const otherLanguage = `?lang=${locale === 'en' ? 'es' : 'en'}`;
    const html = renderPage({ title, locale, from: 'Tenure', otherLanguage, body });
    res.status(error.status).set('Cache-Control', 'no-store').type('html').send(html);
  };
}
