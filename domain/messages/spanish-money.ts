import { cureText, meaningText } from './cures';
import type { ENGLISH_MONEY } from './english-money';
import type { Catalog } from './say';

/** Rent and what can happen to it, in Spanish. */
export const SPANISH_MONEY: Pick<Catalog, keyof typeof ENGLISH_MONEY> = {
  move_in_payment_due: (v, say) => ({
    subject: `Su pago de entrada para ${v.address}`,
    lines: [
      `Antes de recibir las llaves de ${v.address} hay que pagar ${say.money(v.amountCents)}: su depósito y el primer mes.`,
      `Por favor pague a más tardar el ${say.date(v.dueOn)}.`,
    ],
    button: 'Pagar ahora',
    sms: `su pago de entrada de ${say.money(v.amountCents)} para ${v.address} vence el ${say.date(v.dueOn)}:`,
  }),
  rent_reminder: (v, say) => ({
    subject: `La renta de ${say.money(v.amountCents)} vence el ${say.date(v.dueOn)}`,
    lines: [
      `La renta de ${v.address}, ${say.money(v.amountCents)}, vence el ${say.date(v.dueOn)}.`,
      v.autopay
        ? 'El pago automático la paga ese día. No tiene que hacer nada.'
        : 'Puede pagar en cualquier momento con este enlace.',
    ],
    button: v.autopay ? 'Ver los detalles' : 'Pagar ahora',
    sms: v.autopay
      ? `el pago automático pagará ${say.money(v.amountCents)} por ${v.address} el ${say.date(v.dueOn)}. Detalles:`
      : `la renta de ${say.money(v.amountCents)} de ${v.address} vence el ${say.date(v.dueOn)}. Pague aquí:`,
  }),
  rent_due: (v, say) => ({
    subject: `Vence la renta de ${say.money(v.amountCents)}`,
    lines: [
      `${say.money(v.amountCents)} por ${v.address} vence el ${say.date(v.dueOn)}.`,
      '¿Acaba de pagar? Gracias, no tiene que hacer nada.',
    ],
    button: 'Pagar ahora',
    sms: `${say.money(v.amountCents)} por ${v.address} vence el ${say.date(v.dueOn)}. Pague aquí:`,
  }),
  receipt: (v, say) => ({
    subject: `Recibo: ${say.money(v.amountCents)} por ${v.address}`,
    lines: [
      `Gracias. Recibimos ${say.money(v.amountCents)} por ${v.address} el ${say.date(v.paidOn)}, con ${v.method}.`,
      v.balanceCents > 0 ? `Queda por pagar: ${say.money(v.balanceCents)}.` : 'No queda nada por pagar.',
      ...(v.number ? [`Recibo número ${v.number}.`] : []),
    ],
    button: 'Ver sus pagos',
    sms: `gracias, recibimos ${say.money(v.amountCents)} por ${v.address}. ${v.balanceCents > 0 ? `Queda por pagar: ${say.money(v.balanceCents)}.` : 'No queda nada por pagar.'}`,
  }),
  payment_processing: (v, say) => ({
    subject: `Su pago de ${say.money(v.amountCents)} está en camino`,
    lines: [
      `Su pago de ${say.money(v.amountCents)} por ${v.address} desde ${v.method} está en camino.`,
      `Los bancos tardan hasta 4 días hábiles: lo esperamos el ${say.date(v.expectedBy)}. No se le cobra dos veces y no tiene que hacer nada.`,
    ],
    button: 'Ver su pago',
    sms: `su pago de ${say.money(v.amountCents)} por ${v.address} está en camino. Lo esperamos el ${say.date(v.expectedBy)}.`,
  }),
  payment_failed: (v, say) => ({
    subject: `Su pago de ${say.money(v.amountCents)} no se pudo hacer`,
    lines: [
      `${say.money(v.amountCents)} por ${v.address} desde ${v.method} no se pudo cobrar: ${meaningText(v.meaning, 'es')}. No se tomó dinero.`,
      cureText(v.cure, 'es'),
      ...(v.retryOn ? [`Si no hace nada, lo intentamos de nuevo el ${say.date(v.retryOn)}.`] : []),
    ],
    button: 'Pagar de otra forma',
    sms: `su pago de ${say.money(v.amountCents)} no se pudo hacer: ${meaningText(v.meaning, 'es')}. ${v.retryOn ? `Lo intentamos de nuevo el ${say.date(v.retryOn)}, o pague aquí:` : 'Pague aquí:'}`,
  }),
  payment_returned: (v, say) => ({
    subject: `Su pago de ${say.money(v.amountCents)} fue devuelto`,
    lines: [
      `Su banco devolvió ${say.money(v.amountCents)} por ${v.address} desde ${v.method}: ${meaningText(v.meaning, 'es')}.`,
      'Ese monto queda de nuevo por pagar. No se cobró nada dos veces.',
      ...(v.feeCents ? [`Se agregó un cargo por pago devuelto de ${say.money(v.feeCents)} según su contrato.`] : []),
    ],
    button: 'Pagar de otra forma',
    sms: `su banco devolvió su pago de ${say.money(v.amountCents)}: ${meaningText(v.meaning, 'es')}. Queda de nuevo por pagar. Pague aquí:`,
  }),
  new_method_needed: (v, say) => ({
    subject: 'Por favor agregue otra forma de pagar',
    lines: [
      `Ya no podemos usar su forma de pago: ${meaningText(v.meaning, 'es')}.`,
      `${say.money(v.amountCents)} por ${v.address} sigue por pagar. ${v.until ? `Agregue otra cuenta o tarjeta a más tardar el ${say.date(v.until)}.` : 'Agregue otra cuenta o tarjeta.'}`,
    ],
    button: 'Agregar otra forma de pagar',
    sms: `necesitamos otra forma de pago para ${say.money(v.amountCents)} de ${v.address}: ${meaningText(v.meaning, 'es')}. Agréguela aquí:`,
  }),
  authentication_needed: (v, say) => ({
    subject: 'Su banco pide que confirme un pago',
    lines: [
      `Su banco pide que confirme ${say.money(v.amountCents)} por ${v.address}.`,
      'Toma un minuto. Hasta entonces no se cobra nada.',
    ],
    button: 'Confirmar el pago',
    sms: `su banco pide que confirme ${say.money(v.amountCents)} por ${v.address}:`,
  }),
  late_fee_posted: (v, say) => ({
    subject: `Se agregó un cargo por atraso de ${say.money(v.amountCents)}`,
    lines: [
      `La renta de ${v.address} está atrasada y se agregó un cargo de ${say.money(v.amountCents)}.`,
      `Por qué: ${v.rule}.`,
      `A pagar ahora: ${say.money(v.balanceCents)}. ¿Tiene alguna dificultad? Escríbanos, un plan de pagos puede ayudar.`,
    ],
    button: 'Pagar ahora',
    sms: `la renta de ${v.address} está atrasada y se agregó un cargo de ${say.money(v.amountCents)}. A pagar ahora: ${say.money(v.balanceCents)}:`,
  }),
  autopay_on: (v) => ({
    subject: `El pago automático está activo para ${v.address}`,
    lines: [
      `El pago automático está activo para ${v.address}, desde ${v.method}. Guarde esta copia de lo que autorizó:`,
      v.authorization,
      'Puede desactivar el pago automático en cualquier momento y detener un pago hasta 3 días hábiles antes de su fecha. Si un monto cambia, le avisamos al menos 10 días antes.',
    ],
    button: 'Ver o desactivar el pago automático',
    sms: `el pago automático está activo para ${v.address}, desde ${v.method}. La copia de su autorización está en su correo.`,
  }),
};
