import type { Locale } from './locales';

export type ScreeningConsent = { version: string; title: string; paragraphs: string[] };

const VERSION = '2026-11';

/**
 * What an applicant agrees to before anybody asks for a report: that a consumer report may be obtained for this
 * application (15 U.S.C. 1681b(a)), from whom, what follows if it counts against them, and that what they wrote is
 * true. Shown in full, stored word for word.
 */
export function screeningConsent(landlordName: string, locale: Locale): ScreeningConsent {
  return locale === 'es' ? spanish(landlordName) : english(landlordName);
}

function english(landlordName: string): ScreeningConsent {
  return {
    version: VERSION,
    title: 'Consent to a background check',
    paragraphs: [
      `I am applying to rent a home from ${landlordName}. I agree that ${landlordName} may obtain a consumer report about me, which may include criminal, eviction and address records, from Checkr, Inc., and may use it to decide on this application and for nothing else.`,
      'If the report leads, even in part, to a refusal or to a harder condition, I will be told, with the name of the agency. I may then have a free copy of the report within 60 days and may dispute what is wrong in it.',
      'I may ask for this agreement to be withdrawn until the report has been obtained. Without it the application cannot be decided.',
      'What I have written in this application is true and complete.',
    ],
  };
}

function spanish(landlordName: string): ScreeningConsent {
  return {
    version: VERSION,
    title: 'Autorización para la verificación de antecedentes',
    paragraphs: [
      `Solicito alquilar una vivienda de ${landlordName}. Autorizo a ${landlordName} a obtener de Checkr, Inc. un informe del consumidor sobre mí, que puede incluir antecedentes penales, desalojos y domicilios, y a usarlo solo para decidir sobre esta solicitud.`,
      'Si el informe lleva, aun en parte, a un rechazo o a una condición más exigente, se me informará con el nombre de la agencia. Podré entonces obtener una copia gratuita del informe en un plazo de 60 días y disputar lo que no sea correcto.',
      'Puedo retirar esta autorización hasta que se haya obtenido el informe. Sin ella no se puede decidir la solicitud.',
      'Lo que he escrito en esta solicitud es verdadero y completo.',
    ],
  };
}
