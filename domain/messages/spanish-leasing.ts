import type { ENGLISH_LEASING } from './english-leasing';
import type { LeaseChange } from './kinds';
import type { Catalog, Say } from './say';

/** From the first link to the signed lease, in Spanish. */
export const SPANISH_LEASING: Pick<Catalog, keyof typeof ENGLISH_LEASING> = {
  application_invited: (v, say) => ({
    subject: `Haga su solicitud para ${v.address}`,
    lines: [
      `Le invitamos a hacer su solicitud para ${v.address}.`,
      'Toma unos 15 minutos. Todo se guarda mientras avanza: puede parar y volver cuando quiera.',
      `El enlace es solo para usted y sirve hasta el ${say.date(v.expiresOn)}.`,
    ],
    button: 'Empezar su solicitud',
    sms: `le invitamos a hacer su solicitud para ${v.address}. El enlace sirve hasta el ${say.date(v.expiresOn)}:`,
  }),
  application_reminder: (v, say) => ({
    subject: `Su solicitud para ${v.address} le espera`,
    lines: [
      `Su solicitud para ${v.address} aún no está terminada. Lo que ya llenó está guardado.`,
      `Puede terminarla hasta el ${say.date(v.expiresOn)}.`,
    ],
    button: 'Seguir con su solicitud',
    sms: `su solicitud para ${v.address} aún no está terminada. Siga hasta el ${say.date(v.expiresOn)}:`,
  }),
  application_expired: (v) => ({
    subject: `Su solicitud para ${v.address} terminó`,
    lines: [
      `Se acabó el tiempo para terminar su solicitud para ${v.address}.`,
      '¿Todavía le interesa? Escríbanos y la abrimos de nuevo.',
    ],
    sms: `se acabó el tiempo para la solicitud de ${v.address}. ¿Todavía le interesa? Escríbanos y la abrimos de nuevo.`,
  }),
  application_submitted: (v) => ({
    subject: `${v.applicant} hizo su solicitud para ${v.address}`,
    lines: [`${v.applicant} terminó la solicitud para ${v.address}.`, 'Ahora empieza la verificación de antecedentes.'],
    button: 'Ver la solicitud',
    sms: `${v.applicant} hizo su solicitud para ${v.address}:`,
  }),
  screening_invited: (v, say) => ({
    subject: `Un paso más para ${v.address}: su verificación de antecedentes`,
    lines: [
      `Para seguir con su solicitud para ${v.address} necesitamos su verificación de antecedentes. Usted la aceptó en su solicitud.`,
      'Se hace en la página de la empresa que verifica y toma unos 5 minutos.',
      ...(v.expiresOn ? [`El enlace sirve hasta el ${say.date(v.expiresOn)}.`] : []),
    ],
    button: 'Hacer la verificación',
    sms: `un paso más para ${v.address}: haga aquí su verificación de antecedentes:`,
  }),
  decision_approved: (v) => ({
    subject: `Su solicitud para ${v.address} fue aprobada`,
    lines: [
      `Buenas noticias: su solicitud para ${v.address} fue aprobada.`,
      'Ahora sigue su contrato. Se lo enviaremos para firmar.',
    ],
    button: 'Ver qué sigue',
    sms: `buenas noticias, su solicitud para ${v.address} fue aprobada. Ahora sigue su contrato.`,
  }),
  decision_conditional: (v) => ({
    subject: `Su solicitud para ${v.address}: aprobada con condiciones`,
    lines: [
      `Podemos aprobar su solicitud para ${v.address} con lo siguiente:`,
      ...v.conditions.map((condition) => `• ${condition}`),
      'Si está de acuerdo, avísenos y preparamos su contrato.',
    ],
    button: 'Ver las condiciones',
    sms: `podemos aprobar su solicitud para ${v.address} con condiciones. Los detalles están en su correo.`,
  }),
  decision_declined: (v) => ({
    subject: `Sobre su solicitud para ${v.address}`,
    lines: [
      `Gracias por su solicitud para ${v.address}. Hemos decidido no continuar con ella.`,
      'Ningún informe de antecedentes influyó en esta decisión.',
    ],
    sms: `decidimos no continuar con su solicitud para ${v.address}. Los detalles están en su correo.`,
  }),
  adverse_action: (v) => ({
    subject: `Sobre su solicitud para ${v.address}`,
    lines: [v.noticeText],
    button: 'Leer esta carta en línea',
    sms: `le enviamos una carta sobre su solicitud para ${v.address} a su correo. También le dice sus derechos.`,
  }),
  signing_invited: (v, say) => ({
    subject: `Su contrato para ${v.address} está listo para firmar`,
    lines: [
      `Su contrato para ${v.address} está listo. Léalo y fírmelo en línea.`,
      'Puede pedir una copia en papel en cualquier momento, sin costo.',
      ...(v.expiresOn ? [`Por favor firme a más tardar el ${say.date(v.expiresOn)}.`] : []),
    ],
    button: 'Leer y firmar su contrato',
    sms: `su contrato para ${v.address} está listo para leer y firmar:`,
  }),
  signing_reminder: (v, say) => ({
    subject: `Todavía falta su firma para ${v.address}`,
    lines: [
      `Su contrato para ${v.address} espera su firma.`,
      v.expiresOn ? `Por favor firme a más tardar el ${say.date(v.expiresOn)}.` : '¿Tiene preguntas? Escríbanos.',
    ],
    button: 'Leer y firmar su contrato',
    sms: `su contrato para ${v.address} espera su firma:`,
  }),
  signing_declined: (v) => ({
    subject: `${v.signer} no quiso firmar el contrato de ${v.address}`,
    lines: [
      `${v.signer} no quiso firmar el contrato de ${v.address}.`,
      v.reason ? `Escribió: “${v.reason}”` : 'No dio una razón.',
      'Puede cambiar los términos y enviarlo de nuevo, o cancelar el contrato.',
    ],
    button: 'Abrir el contrato',
    sms: `${v.signer} no quiso firmar el contrato de ${v.address}:`,
  }),
  lease_signed: (v, say) => ({
    subject: `Su contrato para ${v.address} está firmado`,
    lines: [
      `Todos firmaron el contrato de ${v.address}.`,
      `Empieza el ${say.date(v.startsOn)}. Le damos la bienvenida.`,
    ],
    button: 'Ver su copia firmada',
    sms: `todos firmaron su contrato para ${v.address}. Empieza el ${say.date(v.startsOn)}. Le damos la bienvenida.`,
  }),
  lease_amended: (v, say) => ({
    subject: `Lo que cambia en su contrato de ${v.address}`,
    lines: [
      `A partir del ${say.date(v.effectiveOn)} cambia algo en su contrato de ${v.address}:`,
      ...v.changes.map((change) => changeText(change, say)),
      ...(v.reason ? [`Motivo: ${v.reason}`] : []),
      'Lo que debe hasta entonces no cambia. ¿No lo acordó así? Escríbanos.',
    ],
    button: 'Ver qué vence y cuándo',
    sms: `a partir del ${say.date(v.effectiveOn)} cambia su contrato de ${v.address}: ${v.changes.map((change) => changeText(change, say)).join(' ')} Vea qué vence y cuándo:`,
  }),
  lease_amendment_canceled: (v, say) => ({
    subject: `Se anula un cambio de su contrato de ${v.address}`,
    lines: [
      `Lo que iba a cambiar en su contrato de ${v.address} a partir del ${say.date(v.effectiveOn)} ya no cambiará:`,
      ...v.changes.map((change) => changeText(change, say)),
      ...(v.reason ? [`Motivo: ${v.reason}`] : []),
      'Su contrato sigue como si ese cambio nunca se hubiera previsto.',
    ],
    button: 'Ver qué vence y cuándo',
    sms: `se anula el cambio de su contrato de ${v.address} que iba a empezar el ${say.date(v.effectiveOn)}. Vea qué vence y cuándo:`,
  }),
  welcome: (v) => ({
    subject: `Le damos la bienvenida a ${v.address}`,
    lines: [
      `Su contrato para ${v.address} ha comenzado. Le damos la bienvenida.`,
      'Con el pago automático, la renta se paga sola en la fecha de vencimiento. Usted elige cómo, y puede detenerlo cuando quiera.',
      ...(v.reportLink
        ? [
            'Guarde este mensaje: cuando algo se descomponga, el segundo enlace es para avisarnos, con fotos y a cualquier hora.',
          ]
        : []),
    ],
    button: 'Configurar el pago automático',
    sms: `le damos la bienvenida a ${v.address}. Pago automático, si quiere:`,
    ...(v.reportLink && {
      also: { button: 'Reportar un desperfecto', sms: 'Reportar un desperfecto:', link: v.reportLink },
    }),
  }),
  member_invited: (v) => ({
    subject: `${v.inviter} le invita a ${v.org} en Tenure`,
    lines: [`${v.inviter} quiere que usted trabaje con ${v.org} en Tenure como ${v.role}.`],
    button: 'Aceptar la invitación',
    sms: `${v.inviter} le invita a participar como ${v.role}:`,
  }),
};

/** One change of a lease as a sentence. */
function changeText(change: LeaseChange, say: Say): string {
  if (change.kind === 'rent')
    return `Renta: ${say.money(change.amountCents)} al mes desde el ${say.date(change.from)}.`;
  const to = change.to === undefined ? '' : ` hasta el ${say.date(change.to)}`;
  const span = `desde el ${say.date(change.from)}${to}`;
  if (change.kind === 'charge') return `${change.label}: ${say.money(change.amountCents)} al mes ${span}.`;
  const off = change.amountCents === undefined ? `${change.percent ?? 0}%` : say.money(change.amountCents);
  return `${change.label}: ${off} menos de renta al mes ${span}.`;
}
