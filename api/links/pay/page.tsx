import { TenureError } from '../../../domain/errors';
import type { LinkPurpose } from '../../../domain/permissions';
import { inOrganization } from '../../../store/database';
import { type Account, readAccount } from '../../../store/payments/read-account';
import { Autopay, submitAutopay } from '../autopay/section';
import type { LinkPage, Page, Shown, Submission, Visit } from '../kernel/link-page';
import { asksToReport, ReportButton, reportRepairAt } from '../repair/report-button';
import { Done } from './done';
import { Methods, submitMethods } from './methods';
import { Nav } from './nav';
import { Papers, paperFile } from './papers';
import { Pay } from './pay';
import { asksForPlan, planAt } from './plan-note';
import { Receipt, Receipts } from './receipts';
import { Review } from './review';
import { type Section, sectionOf } from './sections';
import { submitPayment } from './submit-payment';
import { PAY } from './words';

/** A tenant's account as their link shows it. @throws TenureError not_found where they are not on the lease */
export function readTenantAccount({ link, services, now }: Visit): Promise<Account> {
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  return inOrganization(services.database, organizationId, (tx) =>
    readAccount(tx, { organizationId, leaseId, tenantId, now }),
  );
}

/**
 * A tenant's page about the money of their lease: what is owed and why, paying it, ways to pay, autopay, receipts and
 * what is coming. All links about money open it; they differ in what comes first.
 */
function moneyPage(purpose: LinkPurpose): LinkPage {
  return {
    purpose,
    async show(visit) {
      const section = sectionOf(purpose, visit.step);
      if (section === null) throw new TenureError('not_found', 'This page does not exist.');
      return showSection(visit, section);
    },
    async submit(submission) {
      if (asksToReport(submission)) return reportRepairAt(submission);
      if (asksForPlan(submission)) return planAt(submission);
      const section = sectionOf(purpose, submission.step);
      const account = await readTenantAccount(submission);
      if (account.isCanceled) throw new TenureError('illegal_transition', 'This lease was canceled.');
      return submitSection(submission, section, account);
    },
  };
}

export const payPage = moneyPage('pay');
export const portalPage = moneyPage('portal');
export const autopayPage = moneyPage('autopay');

async function showSection(visit: Shown, section: Section): Promise<Page> {
  const title = PAY[section === 'autopay' ? 'autopayTitle' : 'title'][visit.locale];
  if (section === 'done' && visit.query.payment !== undefined) return { title, body: await Done({ visit }) };
  const account = await readTenantAccount(visit);
  if (account.isCanceled) return { title, body: <Canceled visit={visit} account={account} /> };
  const file = section === 'paper' ? await paperFile(visit) : undefined;
  const body = await bodyOf(visit, section, account);
  return {
    title,
    ...(file === undefined ? {} : { file }),
    body: (
      <>
        {body}
        <Nav visit={visit} account={account} section={section} />
        {account.isLivedIn ? <ReportButton visit={visit} /> : null}
      </>
    ),
  };
}

async function bodyOf(visit: Shown, section: Section, account: Account) {
  switch (section) {
    case 'pay':
      return Pay({ visit, account });
    case 'review':
      return <Review visit={visit} account={account} />;
    case 'autopay':
      return Autopay({ visit, account });
    case 'done':
      return visit.link.purpose === 'autopay' ? (
        Autopay({ visit, account })
      ) : (
        <Methods visit={visit} account={account} />
      );
    case 'methods':
      return <Methods visit={visit} account={account} />;
    case 'receipts':
      return Receipts({ visit });
    case 'receipt':
      return Receipt({ visit, account });
    case 'papers':
    case 'paper':
      return Papers({ visit });
  }
}

async function submitSection(submission: Submission, section: Section | null, account: Account): Promise<string> {
  switch (section) {
    case 'pay':
    case 'review':
      return submitPayment(submission, section, account);
    case 'methods':
      return submitMethods(submission, account);
    case 'autopay':
      return submitAutopay(submission, account);
    case 'done':
      return submission.link.purpose === 'autopay'
        ? submitAutopay(submission, account)
        : submitMethods(submission, account);
    default:
      throw new TenureError('not_found', 'This page does not exist.');
  }
}

function Canceled({ visit: { locale }, account }: { visit: Shown; account: Account }) {
  return (
    <>
      <h1>{PAY.canceled[locale]}</h1>
      <p className="muted">{account.address}</p>
      <p>{PAY.canceledText[locale]}</p>
    </>
  );
}
