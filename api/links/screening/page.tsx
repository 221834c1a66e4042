import { notFound, TenureError } from '../../../domain/errors';
import { inOrganization } from '../../../store/database';
import { homeAddress } from '../../../store/leases/home-address';
import { Form, Go } from '../kernel/forms';
import { Note } from '../kernel/layout';
import type { LinkPage, Shown, Visit } from '../kernel/link-page';
import { SCREENING } from './words';

/** Leads an applicant to the agency's own page. Nothing about the check itself is shown here. */
export const screeningPage: LinkPage = {
  purpose: 'screening',
  async show(visit) {
    const { address, isOpen } = await load(visit);
    const title = SCREENING.title[visit.locale];
    return { title, body: isOpen ? <Continue visit={visit} address={address} /> : <Done visit={visit} /> };
  },
  async submit(submission) {
    const { isOpen, invitationUrl } = await load(submission);
    if (!isOpen || invitationUrl === null) {
      throw new TenureError('illegal_transition', 'There is nothing more to do for this background check.');
    }
    return invitationUrl;
  },
};

function load({ link, services }: Visit) {
  return inOrganization(services.database, link.organizationId, async (tx) => {
    const screening = await tx.screening.findUnique({
      where: { id: link.subjectId },
      include: { application: { include: { unit: { include: { property: true } } } } },
    });
    if (screening === null || screening.applicantId !== link.partyId) throw notFound('screening');
    const { status, invitationUrl, application } = screening;
    return { isOpen: status === 'invited', invitationUrl, address: homeAddress(application.unit) };
  });
}

function Continue({ visit, address }: { visit: Shown; address: string }) {
  const { locale } = visit;
  return (
    <>
      <h1>{SCREENING.title[locale]}</h1>
      <p className="muted">{address}</p>
      <p>{SCREENING.text[locale]}</p>
      <Form visit={visit}>
        <Go>{SCREENING.go[locale]}</Go>
      </Form>
      <p className="small">{SCREENING.hint[locale]}</p>
    </>
  );
}

function Done({ visit: { locale } }: { visit: Shown }) {
  return (
    <>
      <h1>{SCREENING.title[locale]}</h1>
      <Note tone="ok" title={SCREENING.doneTitle[locale]}>
        {SCREENING.done[locale]}
      </Note>
    </>
  );
}
