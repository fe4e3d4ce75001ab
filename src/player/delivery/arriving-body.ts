/** Response body that can be read while it arrives. */
export class ArrivingBody {
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #onPiece: ((piece: Uint8Array<ArrayBuffer>) => void) | undefined;

  /** Calls a listener with each chunk: at once for those received, later for the others. */
  follow(onPiece: (piece: Uint8Array<ArrayBuffer>) => void): void {
    this.#onPiece = onPiece;
    for (const piece of this.#pieces) onPiece(piece);
  }

  /** Reads a response to its end and returns the whole body. */
  async read(response: Response): Promise<ArrayBuffer> {
    const reader = response.body?.getReader();
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      this.#pieces.push(next.value);
      this.#onPiece?.(next.value);
    }
    const all = joinBytes(this.#pieces);
    // A late listener gets the body in one chunk; the small ones are freed.
    this.#pieces = [all];
    return all.buffer;
  }
}

/** Joins chunks into one array. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((size, { byteLength }) => size + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}
