import type { Words } from '../kernel/words';

export const OFFER = {
  emergency: { en: 'Emergency', es: 'Emergencia' },
  urgent: { en: 'Urgent job', es: 'Trabajo urgente' },
  routine: { en: 'Job', es: 'Trabajo' },
  answerBy: { en: 'Please answer by', es: 'Por favor responda antes de' },
  accept: { en: 'I take it', es: 'Lo tomo' },
  decline: { en: 'I cannot', es: 'No puedo' },
  reason: { en: 'If you cannot: why? (if you like)', es: 'Si no puede: ¿por qué? (si quiere)' },
  first: {
    en: 'Several were asked at once: the first to take it has it.',
    es: 'Preguntamos a varios a la vez: es de quien lo tome primero.',
  },
  openJob: { en: 'Open the job', es: 'Abrir el trabajo' },
} as const satisfies Record<string, Words>;

type Told = { tone: 'ok' | 'bad' | 'wait'; title: Words; text: Words };

/** What a vendor reads of an offer that waits for nothing more. */
export const CLOSED: Readonly<Record<string, Told>> = {
  accepted: {
    tone: 'ok',
    title: { en: 'This job is yours', es: 'Este trabajo es suyo' },
    text: { en: 'Plan, start and finish it here.', es: 'Aquí lo programa, lo empieza y lo termina.' },
  },
  declined: {
    tone: 'ok',
    title: { en: 'You said no', es: 'Usted dijo que no' },
    text: {
      en: 'Thank you for telling us. Somebody else is asked.',
      es: 'Gracias por avisar. Preguntamos a otra persona.',
    },
  },
  expired: {
    tone: 'wait',
    title: { en: 'The time to answer has passed', es: 'Ya pasó el tiempo para responder' },
    text: { en: 'Somebody else was asked.', es: 'Le preguntamos a otra persona.' },
  },
  withdrawn: {
    tone: 'wait',
    title: { en: 'This job is taken care of', es: 'Este trabajo ya está atendido' },
    text: {
      en: 'Somebody else was quicker, or it is no longer needed. Thank you for looking at it.',
      es: 'Otra persona fue más rápida, o ya no hace falta. Gracias por considerarlo.',
    },
  },
};
