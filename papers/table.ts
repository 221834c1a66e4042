import { setImmediate } from 'node:timers/promises';
import type { FontName } from './fonts';
import { bottom, type Doc, hairline, INK, keepTogether, MARGIN, SOFT, width } from './page';

/** A column of a table: `width` beside the others', `end` for figures. */
export interface TableColumn {
  label: string;
  width: number;
  end?: boolean;
}

export interface TableRow {
  cells: readonly string[];
  strong?: boolean;
}

const SIZE = 8.5;
const GAP = 8;
const PADDING = 4;
const BREATH_ROWS = 40;

type Place = { x: number; width: number; align: 'left' | 'right' };

/** Writes columns under their names; a promise, as a long table takes its time. */
export async function writeTable(doc: Doc, columns: readonly TableColumn[], rows: readonly TableRow[]): Promise<void> {
  const places = placesOf(doc, columns);
  const labels = columns.map(({ label }) => label);
  const head = () => writeLine(doc, places, labels, 'strong', SOFT);
  keepTogether(doc, 60);
  head();
  for (const [i, { cells: texts, strong }] of rows.entries()) {
    // Others are served between the pages of a long table.
    if (i % BREATH_ROWS === BREATH_ROWS - 1) await setImmediate();
    const cells = texts.map((cell) => cell.normalize('NFC'));
    const font = strong ? 'strong' : 'regular';
    if (doc.y + heightOf(doc, places, cells, font) + 2 * PADDING > bottom(doc)) {
      doc.addPage();
      head();
    }
    writeLine(doc, places, cells, font, INK);
  }
  doc.x = MARGIN;
  doc.y += 10;
}

function placesOf(doc: Doc, columns: readonly TableColumn[]): Place[] {
  const whole = columns.reduce((sum, column) => sum + column.width, 0);
  const room = width(doc) - GAP * (columns.length - 1);
  let x = MARGIN;
  return columns.map(({ width: share, end }) => {
    const place: Place = { x, width: (room * share) / whole, align: end ? 'right' : 'left' };
    x += place.width + GAP;
    return place;
  });
}

function heightOf(doc: Doc, places: readonly Place[], cells: readonly string[], font: FontName): number {
  doc.font(font).fontSize(SIZE);
  return Math.max(...places.map(({ width: wide }, i) => doc.heightOfString(cells[i] || ' ', { width: wide })));
}

function writeLine(doc: Doc, places: readonly Place[], cells: readonly string[], font: FontName, color: string): void {
  const height = heightOf(doc, places, cells, font);
  const top = doc.y + PADDING;
  doc.fillColor(color);
  for (const [i, { x, width: wide, align }] of places.entries()) {
    if (cells[i]) doc.text(cells[i], x, top, { width: wide, align });
  }
  doc.y = top + height + PADDING;
  hairline(doc, MARGIN, doc.y, width(doc));
}
