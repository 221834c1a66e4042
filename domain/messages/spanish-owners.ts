import type { ENGLISH_OWNERS } from './english-owners';
import { type Catalog, monthIn } from './say';

const HOW: Readonly<Record<string, string>> = {
  'by check': 'por cheque',
  'by bank transfer': 'por transferencia bancaria',
  'through Stripe': 'por Stripe',
};

/** What owners of property are told, in Spanish. */
export const SPANISH_OWNERS: Pick<Catalog, keyof typeof ENGLISH_OWNERS> = {
  owner_statement_ready: (v, say) => ({
    subject: `Su estado de cuenta de ${monthIn('es', v.period)}`,
    lines: [
      `Su estado de cuenta de ${monthIn('es', v.period)} está listo: lo que se cobró, lo que costó y lo que es suyo.`,
      v.payableCents >= 0
        ? `A pagar a usted: ${say.money(v.payableCents)}.`
        : `El mes cierra con un faltante de ${say.money(-v.payableCents)}; pasa al próximo estado de cuenta.`,
    ],
    button: 'Ver su estado de cuenta',
    sms: `su estado de cuenta de ${monthIn('es', v.period)} está listo:`,
  }),
  owner_payout_sent: (v, say) => ({
    subject: `${say.money(v.amountCents)} van en camino`,
    lines: [
      `Le enviamos ${say.money(v.amountCents)}, ${HOW[v.method] ?? v.method}. Sus estados de cuenta dicen de qué se compone.`,
    ],
    sms: `le enviamos ${say.money(v.amountCents)}, ${HOW[v.method] ?? v.method}.`,
  }),
  owner_onboarding: (v) => ({
    subject: `Díganos dónde puede pagarle ${v.org}`,
    lines: [
      `${v.org} quiere pagarle directamente en su cuenta bancaria, por el servicio de pagos Stripe.`,
      'Toma unos cinco minutos. Sus datos bancarios y su número fiscal van solo a Stripe.',
    ],
    button: 'Configurar los pagos',
    sms: 'díganos dónde podemos pagarle:',
  }),
};
