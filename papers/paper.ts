import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { type FontName, fonts } from './fonts';
import { type Doc, FOOTER_ROOM, hairline, INK, keepTogether, LINE_GAP, MARGIN, SOFT, width } from './page';
import { type TableColumn, type TableRow, writeTable } from './table';

export interface PaperInput {
  title: string;
  /** Who issues it. */
  author: string;
  /** When the paper was made; the only date inside the file, so that the same input gives the same bytes. */
  createdAt: Date;
  /** Stands left in the footer of each page: which paper this is. */
  reference: string;
  /** BCP 47, for screen readers. */
  language?: 'en-US' | 'es-US';
  /** On its side, for tables of many columns. */
  layout?: 'portrait' | 'landscape';
}

export interface Row {
  label: string;
  /** Smaller, below the label. */
  detail?: string | undefined;
  value: string;
  strong?: boolean;
}

/** A US-letter page that flows: each call writes below the last and starts a new page where it must. */
export interface Paper {
  title(text: string, subtitle?: string): void;
  /** Stands with the beginning of what follows: some lines, or a picture. */
  heading(text: string, over?: 'lines' | 'picture'): void;
  paragraph(text: string): void;
  /** Small and gray. */
  note(text: string): void;
  list(items: readonly string[]): void;
  /** Label left, value right, a hairline between rows. */
  rows(rows: readonly Row[]): void;
  /** Columns under their names, which stand again on each page that the table reaches; a row is never split. */
  table(columns: readonly TableColumn[], rows: readonly TableRow[]): Promise<void>;
  /** A JPEG or PNG over the width at most, with a caption, never split between pages. */
  picture(bytes: Buffer, caption: string): void;
  /** A line to sign on and one for the date, with invisible anchors; never split between pages. */
  signature(input: { name: string; role: string; anchors: { signature: string; date: string } }): void;
  /** Numbers the pages and gives the bytes. */
  finish(): Promise<Buffer>;
}

/** Starts a paper. The same calls with the same input give the same bytes. */
export function createPaper(input: PaperInput): Paper {
  const doc = new PDFDocument({
    size: 'LETTER',
    layout: input.layout ?? 'portrait',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER_ROOM / 2 },
    bufferPages: true,
    lang: input.language ?? 'en-US',
    displayTitle: true,
    info: {
      Title: input.title,
      Author: input.author,
      Creator: 'Tenure',
      Producer: 'Tenure',
      CreationDate: input.createdAt,
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  doc.registerFont('regular', fonts.regular).registerFont('strong', fonts.strong);

  return {
    title: (text, subtitle) => writeTitle(doc, text, subtitle),
    heading: (text, over = 'lines') => writeHeading(doc, text, over),
    paragraph: (text) => write(doc, text, 'regular', 10, INK, 7),
    note: (text) => write(doc, text, 'regular', 8.5, SOFT, 6),
    list: (items) => writeList(doc, items),
    rows: (rows) => writeRows(doc, rows),
    table: (columns, rows) => writeTable(doc, columns, rows),
    picture: (bytes, caption) => writePicture(doc, bytes, caption),
    signature: (signer) => writeSignature(doc, signer),
    finish() {
      writeFooters(doc, input);
      return new Promise((resolve, reject) => {
        doc.once('error', reject);
        doc.once('end', () => resolve(Buffer.concat(chunks)));
        doc.end();
      });
    },
  };
}

/** Hex SHA-256 of a paper's bytes, as stored beside it. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function write(doc: Doc, text: string, font: FontName, size: number, color: string, after: number): void {
  doc.font(font).fontSize(size).fillColor(color);
  doc.text(text.normalize('NFC'), MARGIN, doc.y, { width: width(doc), lineGap: LINE_GAP });
  doc.y += after;
}

function writeTitle(doc: Doc, text: string, subtitle: string | undefined): void {
  write(doc, text, 'strong', 20, INK, subtitle === undefined ? 14 : 2);
  if (subtitle !== undefined) write(doc, subtitle, 'regular', 10, SOFT, 14);
}

function writeHeading(doc: Doc, text: string, over: 'lines' | 'picture'): void {
  // A heading stands on a page with at least three lines of its text.
  keepTogether(doc, over === 'lines' ? 64 : PICTURE_ROOM + 32);
  doc.y += 8;
  write(doc, text, 'strong', 11.5, INK, 4);
}

function writeList(doc: Doc, items: readonly string[]): void {
  const indent = 14;
  doc.font('regular').fontSize(10).fillColor(INK);
  for (const item of items) {
    const text = item.normalize('NFC');
    const options = { width: width(doc) - indent, lineGap: LINE_GAP };
    keepTogether(doc, Math.min(doc.heightOfString(text, options), 40));
    const { y } = doc;
    doc.text('•', MARGIN, y, { width: indent, lineBreak: false });
    doc.text(text, MARGIN + indent, y, options);
    doc.y += 3;
  }
  doc.y += 4;
}

function writeRows(doc: Doc, rows: readonly Row[]): void {
  const right = 210;
  const left = width(doc) - right - 12;
  for (const { label, detail, value, strong } of rows) {
    const font = strong ? 'strong' : 'regular';
    doc.font(font).fontSize(10);
    const labelHeight = Math.max(
      doc.heightOfString(label, { width: left }),
      doc.heightOfString(value, { width: right }),
    );
    const detailHeight = detail === undefined ? 0 : 2 + doc.fontSize(8.5).heightOfString(detail, { width: left });
    keepTogether(doc, labelHeight + detailHeight + 12);
    const top = doc.y + 5;
    doc.font(font).fontSize(10).fillColor(INK);
    doc.text(label.normalize('NFC'), MARGIN, top, { width: left });
    doc.text(value.normalize('NFC'), MARGIN + left + 12, top, { width: right, align: 'right' });
    if (detail !== undefined) {
      doc.font('regular').fontSize(8.5).fillColor(SOFT);
      doc.text(detail.normalize('NFC'), MARGIN, top + labelHeight + 2, { width: left });
    }
    doc.y = top + labelHeight + detailHeight + 5;
    hairline(doc, MARGIN, doc.y, width(doc));
  }
  doc.y += 10;
}

const PICTURE_HEIGHT = 250;
/** What a picture with its caption needs at most. */
const PICTURE_ROOM = PICTURE_HEIGHT + 30;

function writePicture(doc: Doc, bytes: Buffer, caption: string): void {
  keepTogether(doc, PICTURE_ROOM);
  doc.x = MARGIN;
  // Without a place of its own it stands in the flow, and what follows stands below it.
  doc.image(bytes, { fit: [width(doc), PICTURE_HEIGHT] });
  doc.y += 4;
  write(doc, caption, 'regular', 8.5, SOFT, 8);
}

function writeSignature(doc: Doc, { name, role, anchors }: Parameters<Paper['signature']>[0]): void {
  const height = 76;
  keepTogether(doc, height);
  const top = doc.y;
  const dateX = MARGIN + 320;
  // The vendor finds these words and puts signature and date on them; people don't see them.
  doc.font('regular').fontSize(6).fillColor('#ffffff');
  doc.text(anchors.signature, MARGIN, top + 30, { lineBreak: false });
  doc.text(anchors.date, dateX, top + 30, { lineBreak: false });
  const line = top + 46;
  doc
    .moveTo(MARGIN, line)
    .lineTo(MARGIN + 290, line)
    .lineWidth(0.75)
    .strokeColor(INK)
    .stroke();
  doc
    .moveTo(dateX, line)
    .lineTo(doc.page.width - MARGIN, line)
    .stroke();
  doc
    .fontSize(9)
    .fillColor(INK)
    .text(name.normalize('NFC'), MARGIN, line + 5, { width: 290, lineBreak: false });
  doc.fillColor(SOFT).text(role, MARGIN, line + 17, { width: 290, lineBreak: false });
  doc.text('Date', dateX, line + 5, { lineBreak: false });
  doc.x = MARGIN;
  doc.y = top + height;
}

function writeFooters(doc: Doc, { reference, language }: PaperInput): void {
  const [word, of] = language === 'es-US' ? ['Página', 'de'] : ['Page', 'of'];
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Writing below the margin would otherwise start a page.
    doc.page.margins.bottom = 0;
    const y = doc.page.height - MARGIN;
    hairline(doc, MARGIN, y - 8, width(doc));
    doc.font('regular').fontSize(8).fillColor(SOFT);
    doc.text(reference, MARGIN, y, { width: width(doc) - 90, lineBreak: false });
    doc.text(`${word} ${page - start + 1} ${of} ${count}`, MARGIN, y, {
      width: width(doc),
      align: 'right',
      lineBreak: false,
    });
  }
}
