import { MAX_CHUNK_BYTES } from '../model/limits.js';

/**
 * Keeps count of what one upload URL has brought: how many bytes the server is known to have, and how many it may have.
 * It decides whether a file may be sent from its beginning again: where the server may have all of it, that would make
 * the same video twice.
 */
export class UploadLedger {
  readonly #fileBytes: number;
  /** The most that the server has said it has; -1 before it has said anything. */
  #acknowledged = -1;
  /** What it said first: what was there before this page sent anything. */
  #acknowledgedFirst = -1;
  /** The most that may have arrived, though nobody has heard of it. */
  #furthest: number;

  /**
   * @param fileBytes - Size of the file.
   * @param sentBytes - What an earlier page, or an earlier run in this one, has sent to the same upload URL. A chunk of
   * any size may have been on its way when that ended, and may have arrived since.
   */
  constructor(fileBytes: number, sentBytes: number) {
    this.#fileBytes = fileBytes;
    this.#furthest = sentBytes > 0 ? sentBytes + MAX_CHUNK_BYTES : 0;
  }

  /** The most bytes that the server has said it has; -1 before it has said anything. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /**
   * Whether every byte may have arrived. Then an upload URL that is no more may be one that did its work, with only the
   * last answer lost, and it has to be asked whether the video is whole before anything is sent again.
   */
  get mayBeComplete(): boolean {
    return this.#furthest >= this.#fileBytes;
  }

  /**
   * Whether the server has no more than when it first said what it has. An upload URL that is refused a second time, with
   * nothing more there, leads nowhere and is replaced.
   */
  get isExhausted(): boolean {
    return this.#acknowledged <= this.#acknowledgedFirst;
  }

  /**
   * Bytes are on their way. The rest of their chunk may arrive although nobody hears of it.
   *
   * @param isWhole - Whether the file goes as one chunk, whatever size others have.
   */
  progressed(chunkBytes: number, isWhole: boolean): void {
    const chunkEnd = isWhole ? this.#fileBytes : Math.max(this.#acknowledged, 0) + chunkBytes;
    this.#furthest = Math.max(this.#furthest, chunkEnd);
  }

  /** The server has said how many bytes it has. A lower number than before takes nothing back. */
  acknowledge(bytes: number): void {
    if (this.#acknowledgedFirst < 0) this.#acknowledgedFirst = bytes;
    this.#acknowledged = Math.max(this.#acknowledged, bytes);
  }

  /**
   * Whether something got through since {@link acknowledged} was `mark`. The first answer counts, even where it says 0:
   * the server was not reached before.
   */
  hasGainedSince(mark: number): boolean {
    return this.#acknowledged > mark;
  }

  /** The upload URL is replaced: through the new one nothing was sent yet. */
  restart(): void {
    this.#acknowledged = -1;
    this.#acknowledgedFirst = -1;
    this.#furthest = 0;
  }
}
