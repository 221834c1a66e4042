import type { PlainDateString } from '../../domain/calendar';
import { type CardFeePolicy, cardFeeFindings, cardFeePolicyOf } from '../../domain/card-fees';
import { type Finding, refuseForbidden } from '../../domain/jurisdictions/legal-rule';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';

/** Who bears card fees, and what the rules of the states where the organization has homes say about it. */
export type CardFeeSetting = { policy: CardFeePolicy; states: string[]; warnings: Finding[] };

/** The organization's policy as it stands. */
export async function readCardFeePolicy(
  tx: Transaction,
  of: { organizationId: string; on: PlainDateString },
): Promise<CardFeeSetting> {
  const { settings } = await tx.organization.findUniqueOrThrow({
    where: { id: of.organizationId },
    select: { settings: true },
  });
  const policy = cardFeePolicyOf(settings);
  const states = await statesOf(tx);
  return { policy, states, warnings: cardFeeFindings(policy, states, of.on) };
}

/** What the states where the organization has homes say about a policy that nobody has set. */
export async function checkCardFeePolicy(
  tx: Transaction,
  { policy, on }: { policy: CardFeePolicy; on: PlainDateString },
): Promise<{ states: string[]; findings: Finding[] }> {
  const states = await statesOf(tx);
  return { states, findings: cardFeeFindings(policy, states, on) };
}

/**
 * Decides who bears card fees from now on. Autopay keeps what its payers agreed to until they agree anew.
 * @throws TenureError rule_forbids where a checked rule of a state with homes forbids it
 */
export async function setCardFeePolicy(
  tx: Transaction,
  wanted: { organizationId: string; policy: CardFeePolicy; on: PlainDateString; actor: string },
): Promise<CardFeeSetting> {
  const { organizationId, policy, on, actor } = wanted;
  const states = await statesOf(tx);
  const warnings = refuseForbidden(cardFeeFindings(policy, states, on));
  await tx.$executeRaw`update organizations set settings = settings || jsonb_build_object('card_fee', ${JSON.stringify(policy)}::jsonb)
    where id = ${organizationId}`;
  const audit = { organizationId, actor, action: 'card_fee_policy.set', subjectId: organizationId, after: policy };
  await appendAudit(tx, audit);
  return { policy, states, warnings };
}

async function statesOf(tx: Transaction): Promise<string[]> {
  const rows = await tx.property.findMany({ distinct: ['state'], select: { state: true }, orderBy: { state: 'asc' } });
  return rows.map(({ state }) => state);
}
