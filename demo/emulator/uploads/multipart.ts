const HEADERS_END = Buffer.from('\r\n\r\n');
const MAX_HEADER_BYTES = 16_384;

/**
 * The bytes of one file out of a `multipart/form-data` body, read as they come: nothing but a boundary's length is held.
 */
export class MultipartFile implements AsyncIterable<Buffer> {
  /** Name of the file, known once its first bytes are. */
  fileName: string | undefined;
  readonly #body: AsyncIterable<Uint8Array>;
  readonly #delimiter: Buffer;
  readonly #field: string;

  /** @throws {TypeError} when `contentType` names no boundary. */
  constructor(body: AsyncIterable<Uint8Array>, contentType: string, field: string) {
    const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
    if (!boundary) throw new TypeError('the form names no boundary');
    this.#delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`);
    this.#body = body;
    this.#field = field;
  }

  /** @throws {TypeError} when the form ends too early or has no such file. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    // The first delimiter has no line end before it; this one makes it look like the others.
    let rest = Buffer.from('\r\n');
    let part: 'before' | 'headers' | 'file' | 'other' | 'after' = 'before';
    for await (const chunk of this.#body) {
      // Data after the file is read and dropped: a request that is cut off here could not be answered.
      if (part === 'after') continue;
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        if (part === 'headers') {
          if (rest.length < 2) break;
          if (rest.subarray(0, 2).toString() === '--') throw new TypeError(`the form has no file "${this.#field}"`);
          const end = rest.indexOf(HEADERS_END);
          if (end < 0 && rest.length > MAX_HEADER_BYTES) throw new TypeError('the headers of a form part are too long');
          if (end < 0) break;
          part = this.#isFile(rest.subarray(0, end).toString('utf8')) ? 'file' : 'other';
          rest = rest.subarray(end + HEADERS_END.length);
        }
        const at = rest.indexOf(this.#delimiter);
        const length = at < 0 ? Math.max(0, rest.length - this.#delimiter.length + 1) : at;
        if (part === 'file' && length > 0) yield rest.subarray(0, length);
        if (at < 0) {
          rest = rest.subarray(length);
          break;
        }
        if (part === 'file') {
          part = 'after';
          break;
        }
        rest = rest.subarray(at + this.#delimiter.length);
        part = 'headers';
      }
    }
    if (part !== 'after') throw new TypeError('the form ends in the middle');
  }

  #isFile(headers: string): boolean {
    const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(headers)?.[1] ?? '';
    this.fileName = /;?\s*filename="([^"]*)"/i.exec(disposition)?.[1];
    return /(?:^|;)\s*name="([^"]*)"/i.exec(disposition)?.[1] === this.#field && this.fileName !== undefined;
  }
}
