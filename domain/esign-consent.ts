import type { Locale } from './locales';

export type EsignDisclosure = {
  /** Changes with every change of a word; stored with each consent. */
  version: string;
  title: string;
  sections: { heading: string; paragraphs: string[] }[];
};

const VERSION = '2026-11';

/**
 * What a person must be told before agreeing to sign and receive papers electronically: paper copies and their cost,
 * what the consent covers, how to withdraw it and what follows, how to change the address, and what is needed to read
 * and keep the papers (15 U.S.C. 7001(c)(1)). The page that asks and the proof that is kept use these same words.
 */
export function esignDisclosure(parties: { landlordName: string; contact: string }, locale: Locale): EsignDisclosure {
  return locale === 'es' ? spanish(parties) : english(parties);
}

function english({ landlordName, contact }: { landlordName: string; contact: string }): EsignDisclosure {
  return {
    version: VERSION,
    title: 'Agreement to sign and receive papers electronically',
    sections: [
      {
        heading: 'What this covers',
        paragraphs: [
          `You agree that ${landlordName} may send you the lease, its addenda and the notices about them electronically, and that you sign them electronically. It covers this lease only.`,
        ],
      },
      {
        heading: 'Your right to paper',
        paragraphs: [
          `You do not have to agree. You may sign on paper instead, and you may ask for a paper copy of anything at any time, without a fee: write to ${contact}.`,
        ],
      },
      {
        heading: 'How to change your mind',
        paragraphs: [
          `You may withdraw this agreement at any time, without a fee, by writing to ${contact}. What you signed before stays valid; from then on you receive papers by mail, which takes longer.`,
        ],
      },
      {
        heading: 'If your address changes',
        paragraphs: [`Tell ${contact} when your email address or phone number changes.`],
      },
      {
        heading: 'What you need',
        paragraphs: [
          'A phone, tablet or computer with an up-to-date browser that shows PDF files, an email address, and room to save the papers or a printer. That you can read this page shows that you have the first of these.',
        ],
      },
    ],
  };
}

function spanish({ landlordName, contact }: { landlordName: string; contact: string }): EsignDisclosure {
  return {
    version: VERSION,
    title: 'Acuerdo para firmar y recibir documentos por medios electrónicos',
    sections: [
      {
        heading: 'Qué abarca',
        paragraphs: [
          `Usted acepta que ${landlordName} le envíe por medios electrónicos el contrato, sus anexos y los avisos correspondientes, y que usted los firme por medios electrónicos. Abarca solo este contrato.`,
        ],
      },
      {
        heading: 'Su derecho al papel',
        paragraphs: [
          `No está obligado a aceptar. Puede firmar en papel y puede pedir una copia en papel de cualquier documento en cualquier momento, sin costo: escriba a ${contact}.`,
        ],
      },
      {
        heading: 'Cómo retirar su acuerdo',
        paragraphs: [
          `Puede retirar este acuerdo en cualquier momento, sin costo, escribiendo a ${contact}. Lo que ya firmó sigue siendo válido; desde entonces recibirá los documentos por correo, que tarda más.`,
        ],
      },
      {
        heading: 'Si cambian sus datos',
        paragraphs: [`Avise a ${contact} cuando cambie su correo electrónico o su número de teléfono.`],
      },
      {
        heading: 'Qué necesita',
        paragraphs: [
          'Un teléfono, una tableta o una computadora con un navegador actualizado que muestre archivos PDF, una dirección de correo electrónico y espacio para guardar los documentos o una impresora. Que pueda leer esta página muestra que tiene lo primero.',
        ],
      },
    ],
  };
}
