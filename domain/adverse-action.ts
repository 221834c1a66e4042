import type { Locale } from './locales';

/** The consumer reporting agency that made the report. */
export type ReportingAgency = { name: string; address: string; phone: string; website?: string | undefined };

/** A credit score that played a part, with what must be told about it (15 U.S.C. 1681m(a)(2), 1681g(f)). */
export type ScoreUsed = {
  score: number;
  lowest: number;
  highest: number;
  createdOn: string;
  source: string;
  keyFactors: readonly string[];
};

export type AdverseActionFacts = {
  action: 'denied' | 'conditional';
  applicantName: string;
  landlordName: string;
  address: string;
  decidedOn: string;
  /** What is asked where the action is conditional: a co-signer, a higher deposit. */
  conditions: readonly string[];
  agency: ReportingAgency;
  /** Null where no score was used. */
  score: ScoreUsed | null;
};

export type NoticeSection = { key: NoticeSectionKey; heading: string; paragraphs: string[] };
export type NoticeSectionKey = 'action' | 'agency' | 'not_the_decider' | 'free_copy' | 'dispute' | 'score';
export type AdverseActionNotice = { title: string; greeting: string; sections: NoticeSection[] };

/**
 * The notice that the Fair Credit Reporting Act asks for when a report led, even in small part, to a refusal or a
 * harder condition (15 U.S.C. 1681m(a)): the action; the agency's name, address and phone; that it did not decide;
 * a free copy within 60 days; the right to dispute; and the score, if one was used.
 * @throws RangeError when the agency or, for a condition, the condition is missing: such a notice would be void
 */
export function adverseActionNotice(facts: AdverseActionFacts, locale: Locale): AdverseActionNotice {
  const { agency } = facts;
  if (!agency.name.trim() || !agency.address.trim() || !agency.phone.trim()) {
    throw new RangeError('An adverse-action notice names the agency with its address and phone');
  }
  if (facts.action === 'conditional' && facts.conditions.length === 0) {
    throw new RangeError('A conditional decision names its conditions');
  }
  return locale === 'es' ? spanish(facts) : english(facts);
}

/** The notice as plain text, for email and for the stored proof. */
export function adverseActionText(notice: AdverseActionNotice): string {
  const sections = notice.sections.map((section) => [section.heading, ...section.paragraphs].join('\n'));
  return [notice.title, notice.greeting, ...sections].join('\n\n');
}

function english(facts: AdverseActionFacts): AdverseActionNotice {
  const { agency, score } = facts;
  const outcome =
    facts.action === 'denied'
      ? 'has not been approved.'
      : `can be approved only with the following: ${facts.conditions.join('; ')}.`;
  return {
    title: 'About your rental application: notice of adverse action',
    greeting: `Dear ${facts.applicantName},`,
    sections: [
      section('action', 'What was decided', [
        `On ${facts.decidedOn}, your application to ${facts.landlordName} for ${facts.address} ${outcome}`,
        'This decision was based, in whole or in part, on information in a consumer report from the company named below.',
      ]),
      section('agency', 'Who made the report', agencyLines(agency)),
      section('not_the_decider', 'They did not decide', [
        `${agency.name} did not make this decision and cannot tell you why it was made.`,
      ]),
      section('free_copy', 'Your right to a free copy', [
        `You may get a free copy of your report from ${agency.name} if you ask within 60 days of receiving this notice.`,
      ]),
      section('dispute', 'Your right to dispute', [
        `You may dispute with ${agency.name} anything in the report that is inaccurate or incomplete.`,
      ]),
      ...(score
        ? [
            section('score', 'The credit score that was used', [
              `Your score: ${score.score}, on a scale from ${score.lowest} to ${score.highest}, created on ${score.createdOn} by ${score.source}.`,
              `What weighed most: ${score.keyFactors.join('; ')}.`,
            ]),
          ]
        : []),
    ],
  };
}

function spanish(facts: AdverseActionFacts): AdverseActionNotice {
  const { agency, score } = facts;
  const outcome =
    facts.action === 'denied'
      ? 'no fue aprobada.'
      : `solo puede aprobarse con lo siguiente: ${facts.conditions.join('; ')}.`;
  return {
    title: 'Sobre su solicitud de alquiler: aviso de decisión adversa',
    greeting: `Estimado/a ${facts.applicantName}:`,
    sections: [
      section('action', 'Qué se decidió', [
        `El ${facts.decidedOn}, su solicitud a ${facts.landlordName} para ${facts.address} ${outcome}`,
        'Esta decisión se basó, en todo o en parte, en la información de un informe del consumidor de la empresa que se nombra abajo.',
      ]),
      section('agency', 'Quién hizo el informe', agencyLines(agency)),
      section('not_the_decider', 'Ellos no decidieron', [
        `${agency.name} no tomó esta decisión y no puede decirle por qué se tomó.`,
      ]),
      section('free_copy', 'Su derecho a una copia gratis', [
        `Puede obtener una copia gratis de su informe de ${agency.name} si la pide dentro de los 60 días de recibir este aviso.`,
      ]),
      section('dispute', 'Su derecho a disputar', [
        `Puede disputar ante ${agency.name} todo lo que en el informe sea inexacto o esté incompleto.`,
      ]),
      ...(score
        ? [
            section('score', 'El puntaje de crédito que se usó', [
              `Su puntaje: ${score.score}, en una escala de ${score.lowest} a ${score.highest}, creado el ${score.createdOn} por ${score.source}.`,
              `Lo que más pesó: ${score.keyFactors.join('; ')}.`,
            ]),
          ]
        : []),
    ],
  };
}

function section(key: NoticeSectionKey, heading: string, paragraphs: string[]): NoticeSection {
  return { key, heading, paragraphs };
}

function agencyLines(agency: ReportingAgency): string[] {
  return [agency.name, agency.address, agency.phone, ...(agency.website ? [agency.website] : [])];
}
