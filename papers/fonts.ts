import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font, registerFormat } from 'fontkit';

/** Fonts lie beside the code: the standard fourteen know no Polish, Vietnamese or Cyrillic names. */
const FILES = { regular: 'inter-regular.ttf', strong: 'inter-semibold.ttf' } as const;

export type FontName = keyof typeof FILES;

/** Begins what stands for a font that was read before; no kind of font file begins so. */
const TICKET = 'read';
const shared = new Map<string, Font>();

/**
 * pdfkit reads a font's tables anew for every paper, which would be four fifths of its work. It gets a ticket in place
 * of the font's bytes, and fontkit, asked what font that is, answers with one that stands on the tables read before.
 */
class SharedFont {
  static probe(bytes: Uint8Array): boolean {
    return textOf(bytes).startsWith(TICKET);
  }

  constructor({ buffer }: { buffer: Uint8Array }) {
    const font = shared.get(textOf(buffer));
    if (font === undefined) throw new Error('No font was read under this ticket.');
    // Glyphs are each paper's own: they keep the character that they were first asked for, and a PDF tells it to readers.
    // biome-ignore lint/correctness/noConstructorReturn: fontkit makes every font by `new`, and most of this one is made.
    return Object.create(font, { _glyphs: { value: {} } });
  }
}

registerFormat(SharedFont as unknown as Parameters<typeof registerFormat>[0]);

/** The fonts of a paper, as pdfkit takes them. */
export const fonts: Readonly<Record<FontName, Buffer>> = { regular: ticketFor('regular'), strong: ticketFor('strong') };

function ticketFor(name: FontName): Buffer {
  const font = create(readFileSync(join(__dirname, 'fonts', FILES[name])));
  const ticket = `${TICKET} ${name}`;
  shared.set(ticket, font);
  return Buffer.from(ticket);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
