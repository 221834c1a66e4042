import { z } from 'zod';
import { TenureError } from '../../../domain/errors';
import { inOrganization } from '../../../store/database';
import { hasAccount, joinTeam, readMember } from '../../../store/members/members';
import { parseInput } from '../../http/parse';
import { text } from '../../http/schema';
import { password } from '../../sessions/schemas';
import { Form, Go, TextField } from '../kernel/forms';
import { Note } from '../kernel/layout';
import type { LinkPage, Visit } from '../kernel/link-page';
import { WORDS } from './words';

const account = z.object({ name: text(120), password });

/** What is asked of the invited person: the membership, and whether the email has an account already. */
async function readInvitation({ link, services }: Visit) {
  return inOrganization(services.database, link.organizationId, async (tx) => {
    const member = await readMember(tx, link.subjectId).catch(() => {
      throw new TenureError('illegal_transition', 'This invitation was taken back.');
    });
    return { member, known: await hasAccount(tx, member.email) };
  });
}

/** An invited colleague makes an account, or joins with the one they have. */
export const joinTeamPage: LinkPage = {
  purpose: 'join_team',
  async show(visit) {
    const { locale, organization, services } = visit;
    const { member, known } = await readInvitation(visit);
    const say = (key: keyof typeof WORDS) => WORDS[key][locale];
    const title = `${say('title')} ${organization.name}`;
    if (member.status === 'active') {
      return {
        title,
        body: (
          <>
            <h1>{title}</h1>
            <Note tone="ok" title={say('done')}>
              {member.email}
            </Note>
            <a className="btn primary" href={`${services.urls.web}/sign-in`}>
              {say('signIn')}
            </a>
          </>
        ),
      };
    }
    return {
      title,
      body: (
        <>
          <h1>{title}</h1>
          <p className="muted">
            {say('as')} <b>{member.email}</b>
          </p>
          <Form visit={visit}>
            {known ? (
              <p>{say('known')}</p>
            ) : (
              <>
                <TextField visit={visit} name="name" label={say('name')} autoComplete="name" required maxLength={120} />
                <TextField
                  visit={visit}
                  name="password"
                  label={say('password')}
                  hint={say('long')}
                  type="password"
                  autoComplete="new-password"
                  required
                  minLength={10}
                  maxLength={200}
                />
              </>
            )}
            <Go>{say('join')}</Go>
          </Form>
        </>
      ),
    };
  },
  async submit(submission) {
    const { link, services, now, fields, base } = submission;
    const { member, known } = await readInvitation(submission);
    const given = known
      ? { name: member.email, password: null }
      : parseInput(account, { name: fields.name, password: fields.password }, 'body');
    await joinTeam(services.database, { organizationId: link.organizationId, membershipId: member.id, ...given, now });
    return base;
  },
};
