import type { AdverseActionNotice } from '../../domain/adverse-action';
import { createPaper } from '../../papers/paper';

export interface AdverseActionOnPaper {
  /** As domain/adverse-action.ts words it, in the applicant's language. */
  notice: AdverseActionNotice;
  applicationId: string;
  landlordName: string;
  language: 'en-US' | 'es-US';
  createdAt: Date;
}

/** The adverse-action notice (15 U.S.C. 1681m) as a PDF, word for word what is mailed. Same input, same bytes. */
export async function adverseActionPdf(input: AdverseActionOnPaper): Promise<Buffer> {
  const { notice, applicationId, landlordName, language, createdAt } = input;
  const paper = createPaper({
    title: notice.title,
    author: landlordName,
    createdAt,
    reference: `${landlordName} · ${applicationId}`,
    language,
  });
  paper.title(notice.title);
  paper.paragraph(notice.greeting);
  for (const { heading, paragraphs } of notice.sections) {
    paper.heading(heading);
    for (const paragraph of paragraphs) paper.paragraph(paragraph);
  }
  return paper.finish();
}
