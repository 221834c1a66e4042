export interface StoredObject {
  body: Buffer;
  contentType: string;
}

export interface ObjectHead {
  size: number;
  contentType: string;
}

/** Keeps documents and photos. Keys are ours and carry no personal data. Every method throws VendorFailure. */
export interface ObjectStorage {
  put(input: { key: string; body: Buffer; contentType: string }): Promise<void>;
  /** @throws VendorFailure `not_found` */
  get(key: string): Promise<StoredObject>;
  /** Null where there is no such object. */
  head(key: string): Promise<ObjectHead | null>;
  /** Deleting what isn't there is fine. */
  delete(key: string): Promise<void>;
  /** A URL to which exactly this type and number of bytes may be uploaded for a while. */
  presignedPut(input: { key: string; contentType: string; size: number; expiresInSeconds: number }): Promise<string>;
  /** A URL that shows the object for a while; with a name, browsers save it as an attachment. */
  presignedGet(input: { key: string; expiresInSeconds: number; downloadAs?: string | undefined }): Promise<string>;
}
