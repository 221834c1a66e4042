import type { ENGLISH_REPAIRS } from './english-repairs';
import { SAFETY_TEXTS } from './safety-texts';
import type { Catalog } from './say';

const WORDS = { emergency: 'Emergencia', urgent: 'Trabajo urgente', routine: 'Trabajo' } as const;
const NEXT = {
  emergency: 'Estamos llamando a alguien ahora mismo.',
  urgent: 'Hoy mismo buscamos a alguien.',
  routine: 'Estamos buscando a la persona indicada.',
} as const;

/** Repairs, and the two answers every phone number owes, in Spanish. */
export const SPANISH_REPAIRS: Pick<Catalog, keyof typeof ENGLISH_REPAIRS> = {
  maintenance_received: (v) => {
    const safety = v.safetyText ? [SAFETY_TEXTS.es[v.safetyText]] : [];
    return {
      subject: `Recibimos su reporte: ${v.summary}`,
      lines: [...safety, `Recibimos su reporte sobre ${v.address}: “${v.summary}”. ${NEXT[v.severity]}`],
      button: 'Seguir su reparación',
      sms: [...safety, `Recibimos su reporte. ${NEXT[v.severity]}`].join(' '),
    };
  },
  offer_sent: (v) => ({
    subject: `${WORDS[v.severity]}: ${v.summary}, ${v.address}`,
    lines: [
      `${WORDS[v.severity]} en ${v.address}: “${v.summary}”.`,
      `¿Puede tomarlo? Por favor responda antes de ${v.answerBy}.`,
    ],
    button: 'Aceptar o rechazar',
    sms: `${WORDS[v.severity].toLowerCase()} en ${v.address}: ${v.summary}. Acepte o rechace antes de ${v.answerBy}:`,
  }),
  offer_withdrawn: (v) => ({
    subject: `Ya no hace falta: ${v.summary}`,
    lines: [`El trabajo en ${v.address} (“${v.summary}”) ya está atendido. Gracias por considerarlo.`],
    sms: `el trabajo en ${v.address} ya está atendido. Gracias por considerarlo.`,
  }),
  offer_expired: (v) => ({
    subject: `La oferta terminó: ${v.summary}`,
    lines: [
      `No supimos de usted sobre el trabajo en ${v.address} (“${v.summary}”), así que le pedimos a otra persona.`,
    ],
    sms: `no supimos de usted sobre el trabajo en ${v.address}, así que le pedimos a otra persona.`,
  }),
  job_assigned: (v) => ({
    subject: `Es suyo: ${v.summary}, ${v.address}`,
    lines: [
      `El trabajo en ${v.address} es suyo: “${v.summary}”.`,
      v.severity === 'emergency'
        ? 'Por favor vaya ahora. Avísenos aquí cuando empiece y cuando termine.'
        : 'Díganos aquí cuándo va, cuándo empieza y cuándo termina.',
    ],
    button: 'Abrir el trabajo',
    sms:
      v.severity === 'emergency'
        ? `la emergencia en ${v.address} es suya, por favor vaya ahora. Márquela aquí:`
        : `el trabajo en ${v.address} es suyo. Díganos cuándo va:`,
  }),
  job_accepted: (v) => ({
    subject: `${v.vendor} se encargará de: ${v.summary}`,
    lines: [
      `${v.vendor} aceptó su reparación en ${v.address}: “${v.summary}”.`,
      'Le avisaremos cuando haya día y hora.',
    ],
    button: 'Seguir su reparación',
    sms: `${v.vendor} se encargará de su reparación (${v.summary}). Le avisaremos cuando haya día y hora.`,
  }),
  job_scheduled: (v) => ({
    subject: `Su reparación es el ${v.window}`,
    lines: [
      `${v.vendor} va a ${v.address} el ${v.window} para: “${v.summary}”.`,
      '¿No le queda bien? Avísenos pronto.',
    ],
    button: 'Ver o cambiar la hora',
    sms: `${v.vendor} va a ${v.address} el ${v.window} para: ${v.summary}.`,
  }),
  job_done_confirm: (v) => ({
    subject: `¿Quedó arreglado? ${v.summary}`,
    lines: [
      `${v.vendor} dice que la reparación en ${v.address} está lista: “${v.summary}”.`,
      '¿Es así? Díganos con un toque. Si no, enviamos a alguien de nuevo.',
    ],
    button: 'Díganos si quedó arreglado',
    sms: `${v.vendor} dice que su reparación (${v.summary}) está lista. ¿Es así? Díganos aquí:`,
  }),
  maintenance_reopened: (v) => ({
    subject: `Aún sin arreglar: ${v.summary}`,
    lines: [
      `La reparación en ${v.address} (“${v.summary}”) está abierta de nuevo.`,
      v.reason ? `El inquilino escribió: “${v.reason}”` : 'El inquilino dice que no quedó arreglado.',
    ],
    button: 'Ver la reparación',
    sms: `la reparación en ${v.address} (${v.summary}) no quedó arreglada y está abierta de nuevo.`,
  }),
  maintenance_resolved: (v) => ({
    subject: `Listo: ${v.summary}`,
    lines: [`La reparación en ${v.address} (“${v.summary}”) está cerrada. Si el problema vuelve, avísenos.`],
    sms: `su reparación (${v.summary}) está cerrada. Si el problema vuelve, avísenos.`,
  }),
  needs_attention: (v) => ({
    subject: `Le necesita: ${v.what}`,
    lines: [v.what, v.why, ...(v.until ? [`Hasta: ${v.until}.`] : [])],
    button: 'Abrir en Tenure',
    sms: `le necesita: ${v.what}.${v.until ? ` Hasta ${v.until}.` : ''}`,
  }),
  sms_stop_confirmed: () => ({
    subject: 'No recibirá más mensajes de texto',
    lines: ['No recibirá más mensajes de texto nuestros. Responda START para volver a recibirlos.'],
    sms: 'no recibirá más mensajes de texto nuestros. Responda START para volver a recibirlos.',
  }),
  sms_help: (v) => ({
    subject: 'Ayuda con nuestros mensajes de texto',
    lines: [
      `Le escribimos sobre su casa, pagos y reparaciones.${v.contact ? ` Contáctenos en ${v.contact}.` : ''} Responda STOP para no recibir más mensajes.`,
    ],
    sms: `le escribimos sobre su casa, pagos y reparaciones.${v.contact ? ` Contáctenos en ${v.contact}.` : ''} Pueden aplicar tarifas de mensajes y datos. Responda STOP para terminar.`,
  }),
};
