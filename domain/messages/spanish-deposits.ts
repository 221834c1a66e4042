import type { ENGLISH_DEPOSITS } from './english-deposits';
import type { Catalog } from './say';

/** What tenants are told of their deposit, in Spanish. */
export const SPANISH_DEPOSITS: Pick<Catalog, keyof typeof ENGLISH_DEPOSITS> = {
  deposit_statement: (v, say) => ({
    subject: `Liquidación de su depósito de ${v.address}`,
    lines: [
      `Esto es lo que pasó con su depósito de ${say.money(v.depositCents)} de ${v.address}, renglón por renglón.`,
      v.amountCents > 0 ? `Devuelto: ${say.money(v.amountCents)}.` : 'No queda nada por devolver.',
      '¿Algo no es correcto? Por favor respóndanos por escrito.',
    ],
    button: 'Ver la liquidación',
    sms: `liquidación de su depósito de ${v.address}: ${say.money(v.amountCents)} devueltos. Detalles:`,
  }),
};
