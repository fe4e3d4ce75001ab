/**
 * Counts the bytes of one upload URL: how many the server is known to have, and how many it may have because they were
 * sent. Decides whether a file may be sent again from its start: if the server may have all of it, that would create
 * the same video twice.
 */
export class UploadLedger {
  readonly #fileBytes: number;
  /** Most bytes that the server has acknowledged; -1 before it has. */
  #acknowledged = -1;
  /** First acknowledged number of bytes: what was there before this page sent anything. */
  #acknowledgedFirst = -1;
  /** Last acknowledged number of bytes. */
  #acknowledgedLast = -1;
  #setbacks = 0;
  #handed: number;
  /** Whether an earlier page or another tab has recorded acknowledged bytes. */
  #hasRecordedBytes = false;

  /**
   * @param fileBytes - Size of the file.
   * @param handedBytes - Bytes that an earlier page, another tab or an earlier run has sent to the same upload URL. All
   * of them may have arrived without being acknowledged.
   */
  constructor(fileBytes: number, handedBytes: number) {
    this.#fileBytes = fileBytes;
    this.#handed = handedBytes;
  }

  /** Most bytes sent to the upload URL: no more can have arrived. */
  get handed(): number {
    return this.#handed;
  }

  /** Whether the server is known to have any bytes. */
  get hasBytes(): boolean {
    return this.#acknowledged > 0 || this.#hasRecordedBytes;
  }

  /** Number of times that the server has lost bytes since its highest offset. */
  get setbacks(): number {
    return this.#setbacks;
  }

  /** Most bytes that the server has acknowledged; -1 before it has. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /**
   * Whether every byte may have arrived. Then an upload URL that is gone may have done its work, with only the last
   * response lost: the status of the video must be requested before anything is sent again.
   */
  get mayBeComplete(): boolean {
    return this.#handed >= this.#fileBytes;
  }

  /**
   * Whether the server has no more than at its first response. An upload URL that is refused a second time without any
   * progress is replaced.
   */
  get isExhausted(): boolean {
    return this.#acknowledged <= this.#acknowledgedFirst;
  }

  /** Notes that bytes up to an offset are sent: all of them may arrive without being acknowledged. */
  handOver(endBytes: number): void {
    this.#handed = Math.max(this.#handed, endBytes);
  }

  /** Adds what is recorded about the same upload URL: sent and acknowledged bytes. */
  learn(handedBytes: number, sentBytes: number): void {
    this.handOver(handedBytes);
    this.#hasRecordedBytes ||= sentBytes > 0;
  }

  /** Notes how many bytes the server has. A lower number than before does not reduce the highest one. */
  acknowledge(bytes: number): void {
    if (this.#acknowledgedFirst < 0) this.#acknowledgedFirst = bytes;
    if (bytes > this.#acknowledged) this.#setbacks = 0;
    else if (bytes < this.#acknowledgedLast) this.#setbacks += 1;
    this.#acknowledgedLast = bytes;
    this.#acknowledged = Math.max(this.#acknowledged, bytes);
  }

  /**
   * Tells whether there was progress since {@link acknowledged} was `mark`. The first response counts, even with an
   * offset of 0: the server was not reached before.
   */
  hasGainedSince(mark: number): boolean {
    return this.#acknowledged > mark;
  }

  /** Starts over with a new upload URL, to which nothing was sent yet. */
  restart(): void {
    this.#acknowledged = this.#acknowledgedFirst = this.#acknowledgedLast = -1;
    this.#setbacks = this.#handed = 0;
    this.#hasRecordedBytes = false;
  }
}
