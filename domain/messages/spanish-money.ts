import { cureText, meaningText } from './cures';
import type { ENGLISH_MONEY } from './english-money';
import type { CameBack } from './kinds';
import type { Catalog, Say } from './say';

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
  portal_link: (v) => ({
    subject: `Su página de ${v.address}`,
    lines: [
      `Lo que debe y por qué, sus recibos, sus formas de pago y el pago automático de ${v.address} están en una sola página.`,
      'El enlace es solo suyo. Por favor, no lo comparta.',
    ],
    button: 'Abrir su página',
    sms: `su renta, recibos y pago automático de ${v.address}:`,
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
      ...reopened(v, say),
    ],
    button: 'Pagar de otra forma',
    sms: `su banco devolvió su pago de ${say.money(v.amountCents)}: ${meaningText(v.meaning, 'es')}. ${v.owedBackCents ? 'Vea qué queda por pagar y por qué' : 'Queda de nuevo por pagar. Pague aquí'}:`,
  }),
  payment_bounced: (v, say) => ({
    subject: `Su pago de ${say.money(v.amountCents)} fue devuelto`,
    lines: [
      `El banco no pagó su ${v.method} de ${say.money(v.amountCents)} del ${say.date(v.paidOn)} por ${v.address}: ${v.reason}.`,
      ...reopened(v, say),
      '¿No es correcto? Escríbanos.',
    ],
    button: 'Ver qué queda por pagar',
    sms: `el banco no pagó su ${v.method} de ${say.money(v.amountCents)} por ${v.address}. ${v.owedBackCents ? 'Debe devolver un reembolso de ese pago.' : 'Queda de nuevo por pagar.'}`,
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
  autopay_off: (v) => ({
    subject: `El pago automático de ${v.address} está desactivado`,
    lines: [
      `El pago automático de ${v.address} está desactivado: ${offReason(v.reason)}.`,
      'Desde ahora nada se paga solo. Le enviamos un enlace cuando algo venza.',
    ],
    button: 'Ver sus pagos',
    sms: `el pago automático de ${v.address} está desactivado. Le enviamos un enlace cuando algo venza.`,
  }),
  autopay_amount: (v, say) => ({
    subject: `El pago automático será de ${say.money(v.amountCents)} el ${say.date(v.debitOn)}`,
    lines: [
      `El ${say.date(v.debitOn)} el pago automático tomará ${say.money(v.amountCents)} por ${v.address} desde ${v.method}, en lugar de los ${say.money(v.usualCents)} habituales.`,
      `Si no lo desea, puede detener este pago hasta el ${say.date(v.stopBy)} o pagar antes de otra forma.`,
    ],
    button: 'Ver por qué o detener este pago',
    sms: `el pago automático será de ${say.money(v.amountCents)} en lugar de ${say.money(v.usualCents)} por ${v.address} el ${say.date(v.debitOn)}. Por qué, o para detenerlo:`,
  }),
  autopay_held: (v, say) => ({
    subject: v.paused ? 'El pago automático está en pausa por un mes' : 'Su orden de detener un pago automático',
    lines: [
      v.inTime
        ? `El pago automático del ${say.date(v.debitOn)} por ${v.address} no se cobrará.`
        : `Lo pidió menos de 3 días hábiles antes del ${say.date(v.debitOn)}. Intentamos detener el pago por ${v.address}, pero no podemos prometerlo. Si se cobra de todos modos, escríbanos.`,
      'Lo que vence sigue pendiente: por favor páguelo de otra forma. El próximo mes el pago automático continúa solo.',
    ],
    button: 'Pagar de otra forma',
    sms: v.inTime
      ? `el pago automático del ${say.date(v.debitOn)} por ${v.address} no se cobrará. Lo que vence sigue pendiente.`
      : `intentamos detener el pago automático del ${say.date(v.debitOn)} por ${v.address}, pero no podemos prometerlo.`,
  }),
  payment_corrected: (v, say) => ({
    subject: `Corregimos un pago de ${v.address}`,
    lines: [
      v.correctedCents === undefined
        ? `El pago de ${say.money(v.amountCents)} del ${say.date(v.paidOn)} por ${v.address} se anotó por error y se retira.`
        : `El pago de ${say.money(v.amountCents)} del ${say.date(v.paidOn)} por ${v.address} se anotó mal. Ahora es de ${say.money(v.correctedCents)} el ${say.date(v.correctedOn ?? v.paidOn)}.`,
      `Motivo: ${v.reason}.`,
      '¿No es correcto? Escríbanos.',
    ],
    button: 'Ver sus pagos',
    sms:
      v.correctedCents === undefined
        ? `el pago de ${say.money(v.amountCents)} por ${v.address} se anotó por error y se retira.`
        : `se corrigió un pago por ${v.address}: ${say.money(v.correctedCents)} en lugar de ${say.money(v.amountCents)}.`,
  }),
};

const OFF_REASONS: Readonly<Record<string, string>> = {
  'you turned it off': 'usted lo desactivó',
  'its way to pay was removed': 'se quitó la forma de pago que usaba',
};

function offReason(reason: string): string {
  return OFF_REASONS[reason] ?? reason;
}

/** What a payment that came back leaves to pay: what it had paid, the fee, and a refund that the payer now has twice. */
function reopened({ amountCents, feeCents, owedBackCents }: CameBack, say: Say): string[] {
  const open = amountCents - (owedBackCents ?? 0);
  return [
    ...(open > 0
      ? [`${owedBackCents ? say.money(open) : 'Ese monto'} queda de nuevo por pagar. No se cobró nada dos veces.`]
      : []),
    ...(owedBackCents
      ? [
          `Ya le habíamos reembolsado ${say.money(owedBackCents)} de ese pago. Ahora el banco también le devolvió ese dinero: lo tiene dos veces y debe devolverlo una vez.`,
        ]
      : []),
    ...(feeCents ? [`Se agregó un cargo por pago devuelto de ${say.money(feeCents)} según su contrato.`] : []),
  ];
}
