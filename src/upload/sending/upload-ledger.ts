/**
 * Keeps count of what one upload URL has brought: how many bytes the server is known to have, and how many it may have,
 * because it was given them. It decides whether a file may be sent from its beginning again: where the server may have
 * all of it, that would make the same video twice.
 */
export class UploadLedger {
  readonly #fileBytes: number;
  /** The most that the server has said it has; -1 before it has said anything. */
  #acknowledged = -1;
  /** First number of bytes that it said: what was there before this page sent anything. */
  #acknowledgedFirst = -1;
  /** Last number of bytes that it said. */
  #acknowledgedLast = -1;
  #setbacks = 0;
  #handed: number;
  /** Whether an earlier page or another tab has heard that bytes arrived. */
  #hasRecordedBytes = false;

  /**
   * @param fileBytes - Size of the file.
   * @param handedBytes - What an earlier page, another tab or an earlier run has given to the same upload URL. All of
   * it may have arrived, though nobody has heard of it.
   */
  constructor(fileBytes: number, handedBytes: number) {
    this.#fileBytes = fileBytes;
    this.#handed = handedBytes;
  }

  /** The most bytes that the upload URL was given: more cannot have arrived. */
  get handed(): number {
    return this.#handed;
  }

  /** Whether the server is known to have bytes. */
  get hasBytes(): boolean {
    return this.#acknowledged > 0 || this.#hasRecordedBytes;
  }

  /** Number of times that the server has lost bytes since it last had more than ever. */
  get setbacks(): number {
    return this.#setbacks;
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
    return this.#handed >= this.#fileBytes;
  }

  /**
   * Whether the server has no more than when it first said what it has. An upload URL that is refused a second time,
   * with nothing more there, leads nowhere and is replaced.
   */
  get isExhausted(): boolean {
    return this.#acknowledged <= this.#acknowledgedFirst;
  }

  /** Notes that bytes up to there go out: all of them may arrive although nobody hears of it. */
  handOver(endBytes: number): void {
    this.#handed = Math.max(this.#handed, endBytes);
  }

  /** Takes over what is recorded of the same upload URL: bytes that it was given, and bytes that arrived. */
  learn(handedBytes: number, sentBytes: number): void {
    this.handOver(handedBytes);
    this.#hasRecordedBytes ||= sentBytes > 0;
  }

  /** Notes how many bytes the server says it has. A lower number than before takes nothing back. */
  acknowledge(bytes: number): void {
    if (this.#acknowledgedFirst < 0) this.#acknowledgedFirst = bytes;
    if (bytes > this.#acknowledged) this.#setbacks = 0;
    else if (bytes < this.#acknowledgedLast) this.#setbacks += 1;
    this.#acknowledgedLast = bytes;
    this.#acknowledged = Math.max(this.#acknowledged, bytes);
  }

  /**
   * Whether something got through since {@link acknowledged} was `mark`. The first answer counts, even where it says 0:
   * the server was not reached before.
   */
  hasGainedSince(mark: number): boolean {
    return this.#acknowledged > mark;
  }

  /** Begins anew with another upload URL, which was given nothing yet. */
  restart(): void {
    this.#acknowledged = this.#acknowledgedFirst = this.#acknowledgedLast = -1;
    this.#setbacks = this.#handed = 0;
    this.#hasRecordedBytes = false;
  }
}
