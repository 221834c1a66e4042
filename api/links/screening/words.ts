import type { Words } from '../kernel/words';

/** The words of the way to a background check. */
export const SCREENING = {
  title: { en: 'Background check', es: 'Verificación de antecedentes' },
  text: {
    en: 'The check is done by Checkr on its own page. It asks for your consent and a few facts, and takes about 5 minutes.',
    es: 'La verificación la hace Checkr en su propia página. Pide su autorización y algunos datos, y toma unos 5 minutos.',
  },
  go: { en: 'Continue to background check', es: 'Continuar a la verificación' },
  hint: {
    en: 'You leave our pages. Your Social Security number goes to Checkr only.',
    es: 'Saldrá de nuestras páginas. Su número de Seguro Social solo lo recibe Checkr.',
  },
  doneTitle: { en: 'Nothing more to do here', es: 'No hay nada más que hacer aquí' },
  done: {
    en: 'Your answers are in, or this check is no longer needed. You will hear from us by message.',
    es: 'Ya tenemos sus respuestas, o esta verificación ya no hace falta. Le avisaremos por mensaje.',
  },
} as const satisfies Record<string, Words>;
