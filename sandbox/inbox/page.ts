import { type Html, html, page, Html as RawHtml } from '../core/page';
import { type InboxMessage, sameRecipient } from './inbox';

const shownAtMost = 200;

/** Phone and mailbox side by side; newest mail first, texts as threads per number. */
export function inboxPage(all: readonly InboxMessage[], to: string | undefined): string {
  const shown = all.filter((one) => to === undefined || sameRecipient(personOf(one), to)).slice(-shownAtMost);
  const people = [...new Set(all.map(personOf))].sort();
  const mails = shown.filter(({ channel }) => channel === 'email').reverse();
  return page({
    title: 'Inbox',
    vendor: 'every phone and mailbox',
    wide: true,
    head: html`<noscript><meta http-equiv="refresh" content="5"></noscript><style>${new RawHtml(styles)}</style>`,
    body: html`<h1>Inbox</h1>
<form class="filter" method="get" action="/inbox"><label for="to">Of whom<select id="to" name="to">
<option value="">Everyone</option>${people.map((person) => html`<option${person === to && html` selected`}>${person}</option>`)}
</select></label><button class="btn">Show</button></form>
<div class="both" id="live">
<section aria-labelledby="phone"><h2 id="phone">Phone</h2>${threadsOf(shown)}</section>
<section aria-labelledby="mailbox"><h2 id="mailbox">Mailbox</h2>
${mails.length === 0 && html`<p class="muted">No email yet.</p>`}${mails.map(mailOf)}</section>
</div>
<script>${new RawHtml(script)}</script>`,
  });
}

/** One email as its reader sees it. Its HTML is kept in a frame that may run nothing. */
export function messagePage(message: InboxMessage): string {
  const framed = `<base target="_blank">${message.html ?? ''}`;
  return page({
    title: message.subject ?? 'Message',
    vendor: 'a mailbox',
    wide: true,
    head: html`<style>${new RawHtml(styles)}</style>`,
    body: html`<p><a href="/inbox">All messages</a></p><h1>${message.subject ?? 'Text message'}</h1>
<p class="small">${message.from} to ${message.to}, ${timeOf(message)}</p>
${
  message.html === undefined
    ? html`<div class="card plain">${linked(message.text)}</div>`
    : html`<iframe class="card" title="The email" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${framed}"></iframe>`
}
${linksOf(message)}`,
  });
}

/** The person a message concerns: who got it, or who replied. */
function personOf(message: InboxMessage): string {
  return message.reply ? message.from : message.to;
}

function threadsOf(shown: readonly InboxMessage[]): Html {
  const threads = new Map<string, InboxMessage[]>();
  for (const message of shown.filter(({ channel }) => channel === 'sms')) {
    const person = personOf(message);
    threads.set(person, [...(threads.get(person) ?? []), message]);
  }
  if (threads.size === 0) return html`<p class="muted">No text messages yet.</p>`;
  return html`${[...threads].reverse().map(([number, messages]) => threadOf(number, messages))}`;
}

function threadOf(number: string, messages: readonly InboxMessage[]): Html {
  const sender = messages.find(({ reply }) => !reply)?.from ?? '';
  const field = `reply-${number.replace(/\D/g, '')}`;
  return html`<article class="card phone" aria-label="Texts of ${number}"><h3>${number}</h3>
<div class="texts" tabindex="0" role="log" aria-label="Texts of ${number}">${messages.map(
    (one) =>
      html`<div class="text${one.reply && ' mine'}"><p>${linked(one.text)}</p><small>${timeOf(one)}</small></div>`,
  )}</div>
<form class="reply" method="post" action="/inbox/replies"><input type="hidden" name="from" value="${number}"><input type="hidden" name="to" value="${sender}">
<label for="${field}">Reply as ${number}<input id="${field}" name="body" autocomplete="off"></label><button class="btn">Send</button></form></article>`;
}

function mailOf(message: InboxMessage): Html {
  const preview = message.text.length > 280 ? `${message.text.slice(0, 280)}…` : message.text;
  return html`<article class="card mail"><h3><a href="/inbox/messages/${message.id}">${message.subject ?? 'No subject'}</a></h3>
<p class="small">To ${message.to} from ${message.from}, ${timeOf(message)}</p>
<p class="plain">${preview}</p>${linksOf(message)}</article>`;
}

function linksOf(message: InboxMessage): Html {
  if (message.links.length === 0) return html``;
  return html`<ul class="links">${message.links.map(
    (link) => html`<li><a href="${link}" target="_blank" rel="noopener">${link}</a></li>`,
  )}</ul>`;
}

/** Text with its links made clickable. */
function linked(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/);
  return html`${parts.map((part, index) =>
    index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : part,
  )}`;
}

function timeOf(message: InboxMessage): string {
  return `${message.created_at.slice(0, 10)} ${message.created_at.slice(11, 19)} UTC`;
}

const styles = `
.both { display: grid; gap: 28px; grid-template-columns: minmax(0, 1fr); margin-top: 16px; }
@media (min-width: 820px) { .both { grid-template-columns: minmax(0, 380px) minmax(0, 1fr); } }
.filter { display: flex; gap: 12px; align-items: end; max-width: 420px; } .filter label { flex: 1; }
.phone { border-radius: 24px; } h3 { font-size: 15px; line-height: 22px; overflow-wrap: anywhere; }
.texts { max-height: 420px; overflow: auto; display: flex; flex-direction: column; gap: 10px; padding: 8px 0; }
.text { background: var(--sunk); border-radius: 14px; padding: 10px 12px; max-width: 88%; overflow-wrap: anywhere; font-size: 15px; line-height: 21px; white-space: pre-wrap; }
.text.mine { align-self: flex-end; background: var(--green-soft); } .text small { color: var(--ink-2); font-size: 12px; }
.reply { display: flex; gap: 8px; align-items: end; } .reply label { flex: 1; font-size: 13px; }
.plain { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 15px; line-height: 22px; margin-top: 8px; }
.links { padding-left: 18px; margin-top: 8px; font-size: 14px; overflow-wrap: anywhere; }
iframe { width: 100%; min-height: 560px; background: #fff; color-scheme: light; }
`;

// Puts new messages in place without losing a half-typed reply; without it the page reloads itself every 5 seconds.
const script = `
new EventSource('/inbox/stream').addEventListener('message', async () => {
  const typing = document.activeElement && document.activeElement.name === 'body' && document.activeElement.value;
  if (typing) return;
  const text = await (await fetch(location.href)).text();
  const next = new DOMParser().parseFromString(text, 'text/html').getElementById('live');
  if (next) document.getElementById('live').replaceWith(next);
});
`;
