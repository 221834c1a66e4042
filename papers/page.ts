/** Points around the text. */
export const MARGIN = 64;
export const FOOTER_ROOM = 56;
export const INK = '#1c1917';
export const SOFT = '#57534e';
const RULE = '#d6d3d1';
export const LINE_GAP = 2.5;

export type Doc = PDFKit.PDFDocument;

/** How wide text may be. */
export function width(doc: Doc): number {
  return doc.page.width - 2 * MARGIN;
}

/** Where text must end. */
export function bottom(doc: Doc): number {
  return doc.page.height - doc.page.margins.bottom;
}

/** Starts a new page where fewer than `height` points are left. */
export function keepTogether(doc: Doc, height: number): void {
  if (doc.y + height > bottom(doc)) doc.addPage();
}

/** A thin rule across. */
export function hairline(doc: Doc, x: number, y: number, length: number): void {
  doc
    .moveTo(x, y)
    .lineTo(x + length, y)
    .lineWidth(0.5)
    .strokeColor(RULE)
    .stroke();
}
