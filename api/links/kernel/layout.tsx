import type { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../../domain/locales';
import { FRAME } from './words';

type Frame = {
  title: string;
  locale: Locale;
  /** Who writes: the landlord's name; Tenure's where the link is nobody's. */
  from: string;
  contact?: { email: string; phone: string | null } | undefined;
  /** The same page in the other language. */
  otherLanguage: string;
  body: ReactElement;
};

/** A link page as a whole document: no script, one stylesheet, one task. */
export function renderPage(frame: Frame): string {
  return `<!doctype html>${renderToStaticMarkup(<Document {...frame} />)}`;
}

function Document({ title, locale, from, contact, otherLanguage, body }: Frame) {
  const other: Locale = locale === 'en' ? 'es' : 'en';
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${from}`}</title>
        <link rel="stylesheet" href="/assets/links.css" />
      </head>
      <body>
        <div className="page">
          <header className="from">
            <span>{from}</span>
            <a href={otherLanguage} hrefLang={other} lang={other}>
              {FRAME.other[locale]}
            </a>
          </header>
          <main>{body}</main>
          {contact === undefined ? null : <Footer contact={contact} locale={locale} />}
        </div>
      </body>
    </html>
  );
}

function Footer({ contact, locale }: { contact: { email: string; phone: string | null }; locale: Locale }) {
  return (
    <footer className="small">
      <p>
        {FRAME.personal[locale]} {FRAME.help[locale]} <a href={`mailto:${contact.email}`}>{contact.email}</a>
        {contact.phone === null ? null : (
          <>
            {' '}
            {FRAME.call[locale]} <a href={`tel:${contact.phone}`}>{spokenPhone(contact.phone)}</a>
          </>
        )}
        .
      </p>
    </footer>
  );
}

/** `+12065550142` → `(206) 555-0142`; a number from elsewhere stays as it is. */
function spokenPhone(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** A short piece of news set apart: what went wrong, or what is well. */
export function Note({ tone, title, children }: { tone: 'ok' | 'bad' | 'wait'; title: string; children?: ReactNode }) {
  return (
    <section className={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
    </section>
  );
}
