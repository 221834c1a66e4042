import { type Html, html, page } from '../core/page';
import type { Envelope, Signer } from './envelope';

const vendor = 'DocuSign';

/** What the visitor must mend before the form is taken. */
export type SigningProblem = 'consent' | 'signature' | 'reason';

const problems: Record<SigningProblem, string> = {
  consent: 'Please agree to use electronic records and signatures first.',
  signature: 'Please type your name as your signature.',
  reason: 'Please say why you decline.',
};

/** The page where one signer reads, consents and signs, or declines. */
export function renderSigningPage(options: {
  envelope: Envelope;
  signer: Signer;
  token: string;
  problem?: SigningProblem | undefined;
}): string {
  const { envelope, signer, token, problem } = options;
  const action = `/pages/docusign/sign/${token}`;
  return page({
    title: `Sign: ${envelope.emailSubject}`,
    vendor,
    head: html`<style>.card > h2:first-child { margin-top: 0; } .later { margin-top: 16px; }</style>`,
    body: html`
<h1>${envelope.emailSubject}</h1>
<p class="muted">For ${signer.name}, ${signer.email}</p>
${problem && html`<p class="note bad" role="alert">${problems[problem]}</p>`}
${envelope.emailBlurb && html`<p>${envelope.emailBlurb}</p>`}
<section class="card"><h2>${envelope.documents.length === 1 ? 'The document' : 'The documents'}</h2>
${envelope.documents.map((document) => html`<p><a href="${action}/documents/${document.documentId}" target="_blank" rel="noopener">Read ${document.name}</a></p>`)}
</section>
${signForm(action, signer)}
${declineForm(action)}
<p class="small later"><a href="${action}/later">Finish later</a></p>`,
  });
}

function signForm(action: string, signer: Signer): Html {
  return html`
<form method="post" action="${action}/sign" class="card">
<h2>Sign</h2>
<details class="small"><summary>Electronic record and signature disclosure</summary>
<p>You may ask for a paper copy, and you may withdraw your consent before signing by declining below. You need a device that shows PDF files and an email address at which we reach you.</p></details>
<label class="pick"><input type="checkbox" name="consent" value="yes" required> I agree to use electronic records and signatures</label>
<label for="signature">Your full name, as your signature</label>
<input id="signature" name="signature" autocomplete="name" required value="${signer.name}">
<button class="btn primary go" type="submit">Sign and finish</button>
</form>`;
}

function declineForm(action: string): Html {
  return html`
<details class="card"><summary>I do not want to sign</summary>
<form method="post" action="${action}/decline">
<label for="reason">Why do you decline? The sender reads this.</label>
<textarea id="reason" name="reason" rows="3" required maxlength="500"></textarea>
<button class="btn" type="submit">Decline to sign</button>
</form></details>`;
}

/** A page that only says how things stand. */
export function renderNotice(title: string, text: string): string {
  return page({ title, vendor, body: html`<h1>${title}</h1><p>${text}</p>` });
}
