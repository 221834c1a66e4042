import { APPLICATION_STEPS, type ApplicationStep, missingSteps, shownSteps } from '../../../domain/application-steps';
import { notFound } from '../../../domain/errors';
import { formatMoney } from '../../../domain/money';
import type { LockedApplicant } from '../../../store/applicants/lock-applicant';
import { fromSqlCents } from '../../../store/cents';
import { homeAddress } from '../../../store/leases/home-address';
import { Form, Go } from '../kernel/forms';
import { Note } from '../kernel/layout';
import type { LinkPage, Page, Shown } from '../kernel/link-page';
import { StepPage } from './step-forms';
import { loadApplicant, submitStep } from './submit-step';
import { APPLY, STANDS, STEPS } from './words';

/** An applicant's own part of an application: an overview, a page for each step, and handing in. */
export const applicationPage: LinkPage = {
  purpose: 'application',
  async show(visit) {
    const held = await loadApplicant(visit);
    const { locale, step } = visit;
    const stands = standing(held, visit.now);
    if (stands !== undefined) return standsPage(visit, held, stands);
    const known = APPLICATION_STEPS.find((name) => name === step);
    const title = known === undefined ? APPLY.title[locale] : STEPS[known][locale];
    if (known !== undefined) {
      const form = { visit, step: known, steps: held.steps, hasSecret: held.applicant.secret !== null };
      return { title, body: <StepPage {...form} /> };
    }
    if (step === 'review') return { title: APPLY.review[locale], body: <Review visit={visit} held={held} /> };
    if (step === 'withdraw') return { title: APPLY.withdraw[locale], body: <Withdraw visit={visit} /> };
    return { title, body: <Overview visit={visit} held={held} /> };
  },
  async submit(submission) {
    await submitStep(submission);
    return submission.base;
  },
};

/** Under which heading it stands once there is nothing more to fill in; undefined while there is. */
function standing({ application, applicant }: LockedApplicant, now: Date): string | undefined {
  const isOpen = application.status === 'invited' || application.status === 'in_progress';
  if (!isOpen) return application.status === 'screening' ? 'submitted' : application.status;
  if (applicant.status === 'complete') return 'waiting';
  return application.expiresAt <= now ? 'expired' : undefined;
}

function standsPage(visit: Shown, { application }: LockedApplicant, stands: string): Page {
  const { locale } = visit;
  const told = STANDS[stands] ?? STANDS.submitted;
  if (told === undefined) throw notFound('page');
  const body = (
    <>
      <Note tone={told.tone} title={told.title[locale]}>
        {told.text[locale]}
      </Note>
      <h1>{APPLY.title[locale]}</h1>
      <p className="muted">{homeAddress(application.unit)}</p>
    </>
  );
  return { title: APPLY.title[locale], body };
}

function Overview({ visit, held }: { visit: Shown; held: LockedApplicant }) {
  const { locale, base } = visit;
  const { application, role, steps } = held;
  const missing = missingSteps(role, steps);
  const zone = application.unit.property.timeZone;
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(application.expiresAt);
  const rent = formatMoney(fromSqlCents(application.rentCents));
  return (
    <>
      <h1>{homeAddress(application.unit)}</h1>
      <p className="muted">
        {APPLY.rent[locale]} {rent} · {APPLY.until[locale]} {until}
      </p>
      <p>{APPLY.intro[locale]}</p>
      <ul className="steps">
        {shownSteps(role).map((step) => (
          <li key={step}>
            <a href={`${base}/${step}?lang=${locale}`}>
              <span>{STEPS[step][locale]}</span>
              <StepTag step={step} isDone={steps[step] !== undefined} visit={visit} />
            </a>
          </li>
        ))}
      </ul>
      <a className={missing.length === 0 ? 'btn primary' : 'btn'} href={nextAddress(visit, missing)}>
        {missing[0] === undefined ? APPLY.review[locale] : STEPS[missing[0]][locale]}
      </a>
      <p className="small">
        <a href={`${base}/withdraw?lang=${locale}`}>{APPLY.withdraw[locale]}</a>
      </p>
    </>
  );
}

function nextAddress({ base, locale }: Shown, missing: readonly ApplicationStep[]): string {
  return `${base}/${missing[0] ?? 'review'}?lang=${locale}`;
}

function StepTag({ step, isDone, visit }: { step: ApplicationStep; isDone: boolean; visit: Shown }) {
  if (isDone) return <span className="tag ok">{APPLY.done[visit.locale]}</span>;
  return <span className="tag wait">{(step === 'documents' ? APPLY.optional : APPLY.open)[visit.locale]}</span>;
}

function Review({ visit, held }: { visit: Shown; held: LockedApplicant }) {
  const { locale, base } = visit;
  const { role, steps } = held;
  const missing = missingSteps(role, steps);
  return (
    <>
      <h1>{APPLY.review[locale]}</h1>
      <p className="muted">{APPLY.reviewIntro[locale]}</p>
      <ul className="steps">
        {shownSteps(role).map((step) => (
          <li key={step}>
            <a href={`${base}/${step}?lang=${locale}`}>
              <span>
                {STEPS[step][locale]}
                <small className="small"> {summaryOf(step, held)}</small>
              </span>
              <StepTag step={step} isDone={steps[step] !== undefined} visit={visit} />
            </a>
          </li>
        ))}
      </ul>
      {missing.length === 0 ? (
        <Form visit={visit} step="review">
          <Go>{APPLY.handIn[locale]}</Go>
        </Form>
      ) : null}
      <p>
        <a href={`${base}?lang=${locale}`}>{APPLY.back[locale]}</a>
      </p>
    </>
  );
}

/** A step's answers in a few words; nothing secret. */
function summaryOf(step: ApplicationStep, { steps }: LockedApplicant): string {
  switch (step) {
    case 'identity':
      return steps.identity === undefined ? '' : `${steps.identity.first_name} ${steps.identity.last_name}`;
    case 'income':
      return steps.income === undefined ? '' : formatMoney(steps.income.monthly_income_cents);
    case 'residence':
      return steps.residence === undefined ? '' : `${steps.residence.address}, ${steps.residence.city}`;
    case 'pets':
      return steps.pets === undefined ? '' : String(steps.pets.pets);
    case 'documents':
      return steps.documents === undefined ? '' : String(steps.documents.count);
    case 'consent':
      return steps.consent?.signature ?? '';
  }
}

function Withdraw({ visit }: { visit: Shown }) {
  const { locale, base } = visit;
  return (
    <>
      <h1>{APPLY.withdraw[locale]}</h1>
      <p className="muted">{APPLY.withdrawAsk[locale]}</p>
      <Form visit={visit} step="withdraw">
        <Go name="sure" value="yes">
          {APPLY.withdraw[locale]}
        </Go>
      </Form>
      <p>
        <a href={`${base}?lang=${locale}`}>{APPLY.back[locale]}</a>
      </p>
    </>
  );
}
