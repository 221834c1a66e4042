import { TenureError } from '../../domain/errors';
import { type Database, inOrganization } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { membershipsOf } from '../sessions/memberships-of';
import { hashPassword, passwordFits } from './passwords';

export type SignUp = {
  organizationName: string;
  name: string;
  email: string;
  password: string;
  timeZone: string;
  locale: string;
};

/**
 * A new landlord: organization, owner and membership. The same sign-up again is the same landlord, so a repeat after a
 * lost answer makes no second one.
 * @throws TenureError conflict where somebody else has that email
 */
export async function signUp(database: Database, input: SignUp): Promise<{ userId: string; organizationId: string }> {
  const known = await database.prisma.user.findUnique({ where: { email: input.email } });
  const passwordHash = await hashPassword(input.password);
  if (known !== null) {
    const [own] = (await passwordFits(known.passwordHash, input.password))
      ? await membershipsOf(database, known.id)
      : [];
    if (own === undefined || own.organizationName !== input.organizationName) throw emailTaken();
    return { userId: known.id, organizationId: own.organizationId };
  }
  const organizationId = newId('organization');
  const userId = newId('user');
  await inOrganization(database, organizationId, async (tx) => {
    const { email, name, locale, timeZone } = input;
    const made = await tx.user.createMany({
      data: [{ id: userId, email, name, locale, passwordHash, roles: ['owner'] }],
      skipDuplicates: true,
    });
    if (made.count === 0) throw emailTaken();
    await tx.organization.create({
      data: { id: organizationId, name: input.organizationName, email, timeZone, locale },
      select: { id: true },
    });
    await tx.membership.create({
      data: {
        id: newId('membership'),
        organizationId,
        userId,
        email,
        role: 'owner',
        status: 'active',
        joinedAt: new Date(),
      },
      select: { id: true },
    });
    await appendEvent(tx, {
      organizationId,
      type: 'user.signed_up',
      subjectId: userId,
      payload: { name, organization: input.organizationName },
      actor: userId,
    });
  });
  return { userId, organizationId };
}

function emailTaken(): TenureError {
  return new TenureError('conflict', 'This email cannot be used to sign up. Sign in instead, or use another one.', {
    params: [{ name: 'email', reason: 'cannot be used to sign up' }],
  });
}
