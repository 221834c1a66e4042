import { parseArgs } from 'node:util';
import { cents } from '../domain/money';
import { PLATFORM_FEE_MOST } from '../domain/owners/platform-fee';
import { inOrganization, openDatabase } from '../store/database';
import { setPlatformFee } from '../store/organizations/platform-fee';
import { CannotGoOn } from './servers/project';

const usage =
  'Say whose fee: node scripts/run.mjs platform-fee --organization org_… --bps 50 --fixed-cents 30, or --default to go back to everybody’s.';

/**
 * Agrees the platform's fee with one organization: for who runs the platform, on a machine that reaches its database
 * (DATABASE_URL). What everybody else pays stands in PLATFORM_FEE_BPS and PLATFORM_FEE_FIXED_CENTS.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      organization: { type: 'string' },
      bps: { type: 'string' },
      'fixed-cents': { type: 'string' },
      default: { type: 'boolean', default: false },
    },
  });
  const { organization, bps = '0', 'fixed-cents': fixed = '0' } = values;
  if (
    organization === undefined ||
    (!values.default && values.bps === undefined && values['fixed-cents'] === undefined)
  ) {
    throw new CannotGoOn(usage);
  }
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new CannotGoOn('Set DATABASE_URL: it says which database.');
  const fee = values.default
    ? null
    : {
        bps: whole('--bps', bps, PLATFORM_FEE_MOST.bps),
        fixedCents: cents(whole('--fixed-cents', fixed, PLATFORM_FEE_MOST.fixedCents)),
      };
  const database = openDatabase(url, 1);
  try {
    await inOrganization(database, organization, (tx) =>
      setPlatformFee(tx, { organizationId: organization, fee, actor: 'operator' }),
    );
  } finally {
    await database.close();
  }
  console.log(
    fee === null
      ? 'The organization pays everybody’s fee again.'
      : `The organization pays ${bps} basis points and ${fixed} cents.`,
  );
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new CannotGoOn(`${name} is a whole number from 0 to ${most}.`);
}
