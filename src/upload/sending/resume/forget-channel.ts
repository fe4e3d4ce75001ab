const NAME = 'cf-stream-upload-forget';

/** Tells the site's other uploaders, in this and in other tabs, that nothing is to be kept any more. */
export class ForgetChannel {
  #channel: BroadcastChannel | undefined;
  readonly #onForget: () => void;

  /** @param onForget - Called when another uploader has told so. */
  constructor(onForget: () => void) {
    this.#onForget = onForget;
  }

  /** Begins to listen. */
  open(): void {
    this.#channel = openChannel();
    this.#channel?.addEventListener('message', this.#onForget);
  }

  /** Ends listening. */
  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Tells the others, also while it does not listen itself. */
  tell(): void {
    const channel = this.#channel ?? openChannel();
    channel?.postMessage(null);
    if (channel !== this.#channel) channel?.close();
  }
}

function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    // Firefox refuses it where site data is blocked: then nothing is kept either.
    return undefined;
  }
}
