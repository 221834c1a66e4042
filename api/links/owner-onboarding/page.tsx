import { TenureError } from '../../../domain/errors';
import { requirementsInWords } from '../../../domain/owners/requirements';
import { findConnectAccount } from '../../../store/connect/connect-accounts';
import { inOrganization } from '../../../store/database';
import type { ConnectAccount } from '../../../store/generated/client';
import { openSignUp } from '../../connect-accounts/open-sign-up';
import { Form, Go } from '../kernel/forms';
import { Note } from '../kernel/layout';
import type { LinkPage, Shown, Visit } from '../kernel/link-page';
import { ONBOARDING } from './words';

/** Where the payment service leads back to. */
const BACK = 'done';

async function readAccount({ link, services }: Visit): Promise<ConnectAccount> {
  const account = await inOrganization(services.database, link.organizationId, (tx) =>
    findConnectAccount(tx, link.partyId),
  );
  if (account === null || account.id !== link.subjectId) throw new TenureError('not_found', ONBOARDING.gone.en);
  return account;
}

/** An owner signs up with the payment service, so that payouts reach their bank account. */
export const ownerOnboardingPage: LinkPage = {
  purpose: 'owner_onboarding',
  async show(visit) {
    if (visit.step !== '' && visit.step !== BACK) throw new TenureError('not_found', 'This page does not exist.');
    const account = await readAccount(visit);
    return { title: ONBOARDING.title[visit.locale], body: <Onboarding visit={visit} account={account} /> };
  },
  async submit(submission) {
    const { link, services } = submission;
    await readAccount(submission);
    const { organizationId, partyId: ownerId } = link;
    return openSignUp(services, { organizationId, ownerId, actor: ownerId }, { linkId: link.id });
  },
};

function Onboarding({ visit, account }: { visit: Shown; account: ConnectAccount }) {
  const { locale, organization } = visit;
  const say = (key: keyof typeof ONBOARDING) => ONBOARDING[key][locale];
  if (account.transfersEnabled) {
    return (
      <>
        <h1>{say('open')}</h1>
        <p className="muted">{say('openText')}</p>
        <Form visit={visit} step="">
          <Go quiet>{say('change')}</Go>
          <p className="small">{say('safe')}</p>
        </Form>
      </>
    );
  }
  const missing = requirementsInWords([...account.pastDue, ...account.currentlyDue], locale);
  const isChecking = account.detailsSubmitted ? missing.length === 0 : visit.step === BACK;
  if (isChecking) return <Checking visit={visit} />;
  return (
    <>
      {account.detailsSubmitted ? (
        <Note tone="wait" title={say('missing')}>
          {say('missingText')} {missing.join(' · ')}
        </Note>
      ) : null}
      <h1>{say('title')}</h1>
      <p className="muted">
        {organization.name} {say('about')}
      </p>
      <p>{say('have')}</p>
      <Form visit={visit} step="">
        <Go>{account.vendorRef === null ? say('go') : say('goOn')}</Go>
        <p className="small">{say('safe')}</p>
      </Form>
    </>
  );
}

/** They came back from the payment service, whose news of it are on their way. */
function Checking({ visit }: { visit: Shown }) {
  const { locale, base } = visit;
  return (
    <>
      <h1>{ONBOARDING.checking[locale]}</h1>
      <p className="muted">{ONBOARDING.checkingText[locale]}</p>
      <a className="btn primary" href={`${base}?lang=${locale}`}>
        {ONBOARDING.again[locale]}
      </a>
      <Form visit={visit} step="">
        <Go quiet>{ONBOARDING.goOn[locale]}</Go>
      </Form>
    </>
  );
}
