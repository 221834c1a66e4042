/** What papers need of fontkit, which pdfkit draws with. */
declare module 'fontkit' {
  /** A font file, its tables read as they are needed. */
  export type Font = object;
  export function create(bytes: Uint8Array): Font;
  /** One more kind of file that `create` can read: the first that knows a file's bytes is made of them. */
  export function registerFormat(format: {
    probe(bytes: Uint8Array): boolean;
    new (stream: { buffer: Uint8Array }): Font;
  }): void;
}
