import { meaningText } from './cures';
import type { ENGLISH_PLANS } from './english-plans';
import type { Catalog } from './say';

/** Payment plans and money that goes back, in Spanish. */
export const SPANISH_PLANS: Pick<Catalog, keyof typeof ENGLISH_PLANS> = {
  refund_sent: (v, say) => ({
    subject: `Reembolso de ${say.money(v.amountCents)}`,
    lines: [
      v.by === 'original'
        ? `${say.money(v.amountCents)} por ${v.address} regresa a ${v.method}. En tarjetas se ve en 5 a 10 días; en cuentas de banco, en hasta 10 días hábiles.`
        : `${say.money(v.amountCents)} por ${v.address} se le devolvió por ${v.method}.`,
    ],
    button: 'Ver sus pagos',
    sms: `${say.money(v.amountCents)} por ${v.address} ${v.by === 'original' ? `regresa a ${v.method}.` : `se le devolvió por ${v.method}.`}`,
  }),
  refund_failed: (v, say) => ({
    subject: `Su reembolso de ${say.money(v.amountCents)} no llegó`,
    lines: [
      `${say.money(v.amountCents)} por ${v.address} no pudo regresar a ${v.method}. El dinero está con nosotros y ${v.ofDeposit ? 'sigue retenido como su depósito hasta que le llegue' : 'es su crédito'}.`,
      'Por favor escríbanos cómo desea recibirlo.',
    ],
    button: 'Ver sus pagos',
    sms: `su reembolso de ${say.money(v.amountCents)} no pudo regresar a ${v.method}. ${v.ofDeposit ? 'Sigue retenido como su depósito' : 'Es su crédito'}; por favor escríbanos.`,
  }),
  plan_offered: (v, say) => ({
    subject: `Un plan de pagos por ${say.money(v.amountCents)}`,
    lines: [
      `Puede pagar ${say.money(v.amountCents)} por ${v.address} en ${v.installments} pagos, el primero el ${say.date(v.firstDueOn)}.`,
      `Mientras lo cumpla, no se agregan cargos por atraso a lo que cubre. Por favor mírelo y acéptelo a más tardar el ${say.date(v.acceptBy)}.`,
    ],
    button: 'Ver el plan',
    sms: `puede pagar ${say.money(v.amountCents)} por ${v.address} en ${v.installments} pagos. Véalo y acéptelo a más tardar el ${say.date(v.acceptBy)}:`,
  }),
  plan_accepted: (v, say) => ({
    subject: `Su plan de pagos para ${v.address}`,
    lines: [
      `Su plan para pagar ${say.money(v.amountCents)} por ${v.address} está en pie. Guarde esta copia de lo que acordó:`,
      v.text,
      v.autopay ? 'Cada pago se cobra automáticamente en su día.' : 'Le enviamos un enlace antes de cada pago.',
    ],
    button: 'Ver el plan',
    sms: `su plan para pagar ${say.money(v.amountCents)} por ${v.address} está en pie. Su copia está en su correo. El plan:`,
  }),
  plan_installment_due: (v, say) => ({
    subject: `${say.money(v.amountCents)} de su plan vence el ${say.date(v.dueOn)}`,
    lines: [
      `${say.money(v.amountCents)} de su plan de pagos para ${v.address} vence el ${say.date(v.dueOn)}.`,
      v.autopay
        ? 'Se cobra automáticamente ese día. No tiene que hacer nada.'
        : `Por favor páguelo a más tardar el ${say.date(v.graceUntil)}, para que el plan siga en pie.`,
    ],
    button: v.autopay ? 'Ver el plan' : 'Pagar ahora',
    sms: v.autopay
      ? `${say.money(v.amountCents)} de su plan se cobra el ${say.date(v.dueOn)}. El plan:`
      : `${say.money(v.amountCents)} de su plan vence el ${say.date(v.dueOn)}. Pague aquí:`,
  }),
  plan_installment_failed: (v, say) => ({
    subject: `${say.money(v.amountCents)} de su plan no se pudo cobrar`,
    lines: [
      `${say.money(v.amountCents)} de su plan de pagos para ${v.address} no se pudo cobrar: ${meaningText(v.meaning, 'es')}. No se tomó dinero.`,
      `Por favor páguelo a más tardar el ${say.date(v.graceUntil)}, para que el plan siga en pie.`,
    ],
    button: 'Pagar ahora',
    sms: `${say.money(v.amountCents)} de su plan no se pudo cobrar: ${meaningText(v.meaning, 'es')}. Pague a más tardar el ${say.date(v.graceUntil)}:`,
  }),
  plan_broken: (v, say) => ({
    subject: 'Su plan de pagos terminó',
    lines: [
      `El pago de su plan para ${v.address} que vencía el ${say.date(v.dueOn)} no llegó, así que el plan terminó.`,
      `Ahora se deben ${say.money(v.amountCents)}, y los cargos por atraso vuelven a aplicarse según su contrato. ¿Tiene alguna dificultad? Por favor escríbanos.`,
    ],
    button: 'Pagar ahora',
    sms: `su plan de pagos para ${v.address} terminó: el pago del ${say.date(v.dueOn)} no llegó. Ahora se deben ${say.money(v.amountCents)}:`,
  }),
  plan_canceled: (v, say) => ({
    subject: 'Su plan de pagos fue cancelado',
    lines: [
      `El plan de pagos para ${v.address} fue cancelado: ${v.reason}`,
      v.amountCents > 0
        ? `Se deben ${say.money(v.amountCents)} según su contrato.`
        : 'No queda nada por pagar de lo que cubría.',
    ],
    button: 'Ver lo que se debe',
    sms: `su plan de pagos para ${v.address} fue cancelado. ${v.amountCents > 0 ? `Se deben ${say.money(v.amountCents)}:` : 'Detalles:'}`,
  }),
  plan_completed: (v, say) => ({
    subject: 'Su plan de pagos está pagado',
    lines: [`Gracias: los ${say.money(v.amountCents)} de su plan de pagos para ${v.address} están pagados.`],
    button: 'Ver sus pagos',
    sms: `gracias: los ${say.money(v.amountCents)} de su plan de pagos para ${v.address} están pagados.`,
  }),
};
