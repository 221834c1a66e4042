import { z } from 'zod';
import { notFound, TenureError } from '../../../domain/errors';
import { SAFETY_QUESTIONS } from '../../../domain/triage';
import { inOrganization } from '../../../store/database';
import { homeAddress } from '../../../store/leases/home-address';
import { tokenOfLink } from '../../../store/links/link-tokens';
import { readRepair } from '../../../store/maintenance/load-repair';
import { reportRepair } from '../../../store/maintenance/report-repair';
import { standingLink } from '../../../store/maintenance/tell';
import { parseInput } from '../../http/parse';
import { text } from '../../http/schema';
import { Form, Go, LongField, PhotoField, Pick, TextField } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, fieldsOf, type LinkPage, type Shown, type Submission, type Visit } from '../kernel/link-page';
import { keepPhoto } from '../kernel/photos';
import { REPORT } from './words';

const report = z.object({
  description: text(4_000),
  access_notes: z.string().trim().max(500, { error: 'must be at most 500 characters' }),
});

/** Nobody who lived there reports from these any more. */
const OVER = ['ended', 'closed', 'canceled'];

function readHome({ link, services }: Visit) {
  return inOrganization(services.database, link.organizationId, async (tx) => {
    const lease = await tx.lease.findUnique({
      where: { id: link.subjectId },
      include: { unit: { include: { property: true } } },
    });
    if (lease === null) throw notFound('lease');
    if (OVER.includes(lease.status)) throw new TenureError('illegal_transition', 'This lease is over.');
    return { leaseId: lease.id, unitId: lease.unitId, address: homeAddress(lease.unit) };
  });
}

/** A tenant reports what is broken, from the link that stays theirs. */
export const reportRepairPage: LinkPage = {
  purpose: 'report_repair',
  async show(visit) {
    const { address } = await readHome(visit);
    return { title: REPORT.title[visit.locale], body: <ReportForm visit={visit} address={address} /> };
  },
  async submit(submission) {
    const { fields, locale } = submission;
    const home = await readHome(submission);
    const access_notes = fieldOf(fields, 'access_notes');
    const said = parseInput(report, { description: fieldOf(fields, 'description'), access_notes }, 'body');
    const yes = fieldsOf(fields, 'danger');
    const answers = Object.fromEntries(
      SAFETY_QUESTIONS.filter(({ key }) => yes.includes(key)).map(({ key }) => [key, true]),
    );
    return sendReport(submission, {
      unitId: home.unitId,
      leaseId: home.leaseId,
      description: said.description,
      answers,
      entryPermission: fieldOf(fields, 'entry_permission') === 'yes',
      ...(said.access_notes === '' ? {} : { accessNotes: said.access_notes }),
      locale,
    });
  },
};

type Said = Pick<
  Parameters<typeof reportRepair>[2],
  'unitId' | 'leaseId' | 'description' | 'answers' | 'entryPermission' | 'accessNotes' | 'locale'
>;

/** Records the report with its photos. @returns the address of the page that follows it */
async function sendReport({ link, services, photos, now }: Submission, said: Said): Promise<string> {
  const { organizationId, partyId } = link;
  const { linkKey, urls, files } = services;
  const stored = await Promise.all(photos.map((photo) => keepPhoto(files, organizationId, photo)));
  return inOrganization(services.database, organizationId, async (tx) => {
    const whose = { organizationId, tenantId: partyId, source: 'tenant' as const, actor: partyId };
    const reach = { linkKey, webUrl: urls.web };
    const ref = await reportRepair(tx, reach, { ...said, ...whose, photos: stored }, now);
    const { row } = await readRepair(tx, ref);
    const party = { id: partyId, locale: row.locale };
    const wanted = { organizationId, purpose: 'repair_status' as const, subjectId: ref.requestId, party, at: now };
    return `/l/${tokenOfLink(linkKey, await standingLink(tx, linkKey, wanted))}`;
  });
}

function ReportForm({ visit, address }: { visit: Shown; address: string }) {
  const { locale } = visit;
  return (
    <>
      <h1>{REPORT.title[locale]}</h1>
      <p className="muted">{address}</p>
      <Form visit={visit} photos>
        <Note tone="wait" title={REPORT.call911[locale]} />
        <LongField
          visit={visit}
          name="description"
          label={REPORT.description[locale]}
          hint={REPORT.descriptionHint[locale]}
          required
          maxLength={4000}
        />
        <PhotoField visit={visit} label={REPORT.photos[locale]} hint={REPORT.photosHint[locale]} />
        <fieldset>
          <legend>{REPORT.danger[locale]}</legend>
          {SAFETY_QUESTIONS.map((question) => (
            <Pick
              key={question.key}
              visit={visit}
              type="checkbox"
              name="danger"
              value={question.key}
              label={question[locale]}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend>{REPORT.access[locale]}</legend>
          <Pick visit={visit} type="checkbox" name="entry_permission" value="yes" label={REPORT.entry[locale]} />
          <TextField visit={visit} name="access_notes" label={REPORT.accessHint[locale]} maxLength={500} />
        </fieldset>
        <Go>{REPORT.send[locale]}</Go>
      </Form>
    </>
  );
}
