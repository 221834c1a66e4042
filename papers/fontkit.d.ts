/** What papers need of fontkit, which pdfkit draws with. */
declare module 'fontkit' {
  export interface Font {
    /** Every code point that the font has a glyph for. */
    readonly characterSet: readonly number[];
    glyphForCodePoint(codePoint: number): object;
  }
  export function create(bytes: Uint8Array): Font;
  /** One more kind of file that `create` can read: the first that knows a file's bytes is made of them. */
  export function registerFormat(format: {
    probe(bytes: Uint8Array): boolean;
    new (stream: { buffer: Uint8Array }): Font;
  }): void;
}
