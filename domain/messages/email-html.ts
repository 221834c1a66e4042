import type { Locale } from '../locales';
import type { RenderedMessage } from './kinds';

const BODY =
  'margin:0;padding:24px;background:#f6f5f2;font:16px/24px -apple-system,Segoe UI,Roboto,Arial,sans-serif;color:#1c1b19';
const CARD = 'max-width:560px;margin:0 auto;padding:28px;background:#fff;border-radius:12px';
const BUTTON =
  'display:inline-block;padding:14px 22px;border-radius:10px;background:#1f6f4a;color:#fff;text-decoration:none;font-weight:600';

/**
 * The email's text as a plain HTML page: same words, the link as a button. Everything is escaped;
 * no pictures, no tracking.
 */
export function emailHtml(message: RenderedMessage, locale: Locale): string {
  const blocks = message.text.split('\n\n').map(block);
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(message.subject)}</title></head><body style="${BODY}"><div style="${CARD}">${blocks.join('')}</div></body></html>`;
}

function block(text: string): string {
  const link = /^(.+):\n(https?:\/\/\S+)$/.exec(text);
  const [, label, href] = link ?? [];
  if (label && href) return `<p><a style="${BUTTON}" href="${escapeHtml(href)}">${escapeHtml(label)}</a></p>`;
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
