interface PdfParts {
  readonly startXref: number;
  readonly size: number;
  readonly root: string;
  readonly info: string | undefined;
  /** Where each object starts, by number. */
  readonly offsets: Map<number, number>;
}

/** One line of the page to add; `large` ones are headings. */
export interface PdfLine {
  readonly text: string;
  readonly large?: boolean;
}

/**
 * Appends one page of text to a PDF as an incremental update, so that the original bytes stay untouched in front.
 * Understands files with a classic cross-reference table (such as pdfkit writes); gives back any other file as it is.
 */
export function appendPdfPage(original: Buffer, lines: readonly PdfLine[]): Buffer {
  const text = original.toString('latin1');
  const parts = readParts(text);
  const pagesNumber = parts && readPagesNumber(text, parts);
  if (parts === undefined || pagesNumber === undefined) return original;
  const pages = readObject(text, parts, pagesNumber);
  if (pages === undefined || !/\/Kids\s*\[[^\]]*\]/.test(pages) || !/\/Count\s+\d+/.test(pages)) return original;

  const [page, content, font] = [parts.size, parts.size + 1, parts.size + 2];
  const stream = drawLines(lines);
  const objects: [number, string][] = [
    [
      pagesNumber,
      pages
        .replace(/\/Kids\s*\[([^\]]*)\]/, (_all, kids: string) => `/Kids [${kids.trim()} ${page} 0 R]`)
        .replace(/\/Count\s+(\d+)/, (_all, count: string) => `/Count ${Number(count) + 1}`),
    ],
    [
      page,
      `<< /Type /Page /Parent ${pagesNumber} 0 R /MediaBox [0 0 612 792] /Contents ${content} 0 R ` +
        `/Resources << /Font << /F1 ${font} 0 R >> >> >>`,
    ],
    [content, `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`],
    [font, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
  ];
  return Buffer.concat([original, Buffer.from(writeUpdate(original.length, objects, parts), 'latin1')]);
}

function writeUpdate(start: number, objects: readonly [number, string][], parts: PdfParts): string {
  let update = '\n';
  const entries: string[] = [];
  for (const [number, body] of objects) {
    const offset = String(start + update.length).padStart(10, '0');
    entries.push(`${number} 1\n${offset} 00000 n \n`);
    update += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const xref = start + update.length;
  const info = parts.info === undefined ? '' : ` /Info ${parts.info}`;
  return (
    `${update}xref\n${entries.join('')}trailer\n` +
    `<< /Size ${parts.size + 3} /Root ${parts.root}${info} /Prev ${parts.startXref} >>\nstartxref\n${xref}\n%%EOF\n`
  );
}

function readParts(text: string): PdfParts | undefined {
  const startXref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(startXref)) return undefined;
  const offsets = new Map<number, number>();
  let trailer: string | undefined;
  // Older sections follow newer ones by /Prev; what a newer one says of an object holds.
  for (let at: number | undefined = startXref, seen = 0; at !== undefined && seen < 50; seen += 1) {
    const section = readXrefSection(text, at, offsets);
    if (section === undefined) return undefined;
    trailer ??= section;
    const previous: string | undefined = /\/Prev\s+(\d+)/.exec(section)?.[1];
    at = previous === undefined ? undefined : Number(previous);
  }
  const size = /\/Size\s+(\d+)/.exec(trailer ?? '')?.[1];
  const root = /\/Root\s+(\d+\s+\d+\s+R)/.exec(trailer ?? '')?.[1];
  if (size === undefined || root === undefined || trailer?.includes('/Encrypt')) return undefined;
  return { startXref, size: Number(size), root, info: /\/Info\s+(\d+\s+\d+\s+R)/.exec(trailer ?? '')?.[1], offsets };
}

/** Reads one cross-reference section into `offsets`; returns its trailer, or undefined for any other kind of section. */
function readXrefSection(text: string, at: number, offsets: Map<number, number>): string | undefined {
  const section = /^xref\s+([\s\d nf]*?)trailer\s*(<<[\s\S]*?>>)\s*startxref/.exec(text.slice(at));
  if (section?.[1] === undefined) return undefined;
  let number = 0;
  for (const line of section[1].split(/[\r\n]+/)) {
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line);
    if (entry?.[1] !== undefined) {
      if (entry[2] === 'n' && !offsets.has(number)) offsets.set(number, Number(entry[1]));
      number += 1;
      continue;
    }
    const head = /^(\d+) \d+\s*$/.exec(line);
    if (head?.[1] !== undefined) number = Number(head[1]);
  }
  return section[2];
}

function readPagesNumber(text: string, parts: PdfParts): number | undefined {
  const root = readObject(text, parts, Number(parts.root.split(/\s+/)[0]));
  const pages = root === undefined ? undefined : /\/Pages\s+(\d+)\s+\d+\s+R/.exec(root)?.[1];
  return pages === undefined ? undefined : Number(pages);
}

function readObject(text: string, parts: PdfParts, number: number): string | undefined {
  const offset = parts.offsets.get(number);
  if (offset === undefined) return undefined;
  const end = text.indexOf('endobj', offset);
  const found = /^\s*(\d+)\s+\d+\s+obj\s*([\s\S]*)$/.exec(text.slice(offset, end));
  return found?.[1] === String(number) ? found[2]?.trim() : undefined;
}

function drawLines(lines: readonly PdfLine[]): string {
  let y = 720;
  const drawn = lines.map(({ text, large }) => {
    const at = y;
    y -= large ? 30 : 18;
    return `BT /F1 ${large ? 18 : 11} Tf 60 ${at} Td (${escapeText(text)}) Tj ET`;
  });
  return drawn.join('\n');
}

/** Characters outside Latin-1 have no place in the standard font; they become question marks. */
function escapeText(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, (character) => `\\${character}`);
}
