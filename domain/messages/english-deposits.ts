import type { Catalog } from './say';

/** What tenants are told of their deposit, in English. */
export const ENGLISH_DEPOSITS: Pick<Catalog, 'deposit_statement'> = {
  deposit_statement: (v, say) => ({
    subject: `Your deposit statement for ${v.address}`,
    lines: [
      `This is what became of your deposit of ${say.money(v.depositCents)} for ${v.address}, line by line.`,
      v.amountCents > 0 ? `Returned: ${say.money(v.amountCents)}.` : 'Nothing of it is left to be returned.',
      'Is something not right? Please answer us in writing.',
    ],
    button: 'See the statement',
    sms: `your deposit statement for ${v.address}: ${say.money(v.amountCents)} returned. Details:`,
  }),
};
