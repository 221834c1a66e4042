import { Router } from 'express';
import { asRecord, asText } from '../core/http';
import { html, page } from '../core/page';
import type { Answers, Bureau } from './bureau';
import type { Candidate, Invitation } from './objects';

const vendor = 'Checkr';

/** The hosted page on which an applicant consents to the background check and enters what only they may know. */
export function checkrPagesRouter(bureau: Bureau): Router {
  const router = Router();
  router.get('/pages/checkr/:id', (request, response) => {
    const invitation = bureau.invitation(request.params.id);
    if (invitation?.status === 'pending') {
      return void response.send(renderForm(invitation, bureau.candidates.get(invitation.candidate_id)));
    }
    response.status(invitation === undefined ? 404 : 200).send(renderState(invitation));
  });
  router.post('/pages/checkr/:id', (request, response) => {
    const invitation = bureau.invitation(request.params.id);
    if (invitation?.status !== 'pending') {
      return void response.status(invitation === undefined ? 404 : 200).send(renderState(invitation));
    }
    const form = asRecord(request.body) ?? {};
    const answers = readAnswers(form);
    if (typeof answers === 'string') {
      const candidate = bureau.candidates.get(invitation.candidate_id);
      return void response.status(422).send(renderForm(invitation, candidate, answers));
    }
    bureau.completeInvitation(invitation, answers);
    response.redirect(303, `/pages/checkr/${invitation.id}`);
  });
  return router;
}

/** The answers, or a sentence about what is missing. */
function readAnswers(form: Record<string, unknown>): Answers | string {
  if (form.consent !== 'yes') return 'Please agree to the background check first.';
  const dob = asText(form.dob) ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(dob) || Number.isNaN(Date.parse(dob))) return 'Please enter your date of birth.';
  const ssnLastFour = asText(form.ssn_last_four) ?? '';
  if (!/^\d{4}$/.test(ssnLastFour)) return 'Please enter the last four digits of your Social Security number.';
  return { dob, ssnLastFour };
}

function renderForm(invitation: Invitation, candidate: Candidate | undefined, problem?: string): string {
  const name = [candidate?.first_name, candidate?.last_name].filter(Boolean).join(' ');
  return page({
    title: 'Background check',
    vendor,
    body: html`
<h1>Background check</h1>
<p class="muted">For ${name || 'you'}, ${candidate?.email}. Your landlord asked for this as part of your application.</p>
${problem !== undefined && html`<p class="note bad" role="alert">${problem}</p>`}
<form method="post" action="/pages/checkr/${invitation.id}">
<label for="dob">Date of birth</label>
<input id="dob" name="dob" type="date" autocomplete="bday" required>
<label for="ssn_last_four">Social Security number, last four digits</label>
<input id="ssn_last_four" name="ssn_last_four" inputmode="numeric" pattern="[0-9]{4}" maxlength="4" autocomplete="off" required>
<p class="small">Any four digits will do here. The landlord never sees them.</p>
<details class="card"><summary>Disclosure and your rights</summary>
<p class="small">A consumer report about you may be obtained for a decision on your rental application. You may ask for a copy, and you may dispute anything in it that is wrong.</p></details>
<label class="pick"><input type="checkbox" name="consent" value="yes" required> I have read the disclosure and agree to the background check</label>
<button class="btn primary go" type="submit">Agree and finish</button>
</form>`,
  });
}

const states: Record<Invitation['status'], [title: string, text: string]> = {
  pending: ['Background check', ''],
  completed: ['Thank you', 'You are done. The landlord hears when the report is ready.'],
  expired: ['This invitation has expired', 'Please ask the landlord for a new one.'],
  canceled: ['This invitation was withdrawn', 'You do not have to do anything.'],
};

function renderState(invitation: Invitation | undefined): string {
  const [title, text] = invitation === undefined ? ['This link is not valid', ''] : states[invitation.status];
  return page({ title, vendor, body: html`<h1>${title}</h1><p>${text}</p>` });
}
