import type { FileInfo } from './file/file-identity.js';
import { isStatusUnknown, isUploadUid, type UploadState } from './model/upload-state.js';

/** Arguments of `ElementInternals.setValidity()`. */
export interface UploadValidity {
  readonly flags: ValidityStateFlags;
  readonly message: string;
}

/**
 * Gives the uid of the video, from when Stream has made one until the upload has failed or was given up. Where only the
 * status endpoint has failed it stays: Stream has the video.
 */
export function uidOf(state: UploadState): string {
  if ((state.status === 'error' && !isStatusUnknown(state)) || state.status === 'resumable') return '';
  return 'uid' in state ? (state.uid ?? '') : '';
}

/** State that {@link UploadFormControl} shows to the form and to style sheets. */
export interface UploadFormFacts {
  readonly states: readonly UploadState[];
  /** State of the video that comes back where the one that is shown does not arrive. */
  readonly kept: UploadState | undefined;
  readonly name: string;
  readonly validity: UploadValidity;
  /** Custom states besides the statuses. */
  readonly flags: readonly string[];
  /** Element that the browser points at when the form cannot be submitted. */
  readonly anchor: HTMLElement | null;
}

/** A video that a browser remembers with a form. */
export interface RememberedVideo {
  readonly uid: string;
  readonly file: FileInfo;
  /** Id under which the page knows it already. */
  readonly id?: string;
}

/** The element's side of its form: value, validity, labels and `:state()`. */
export class UploadFormControl {
  readonly internals: ElementInternals;
  /** Called when the form is read, with the uploads whose uids are in it. */
  onRead: ((states: readonly UploadState[]) => void) | undefined;
  /** Whether the next change of the value is a person's doing. */
  isByPerson = false;
  #uids = '';
  #value = '';
  #states: readonly UploadState[] = [];
  #form: HTMLFormElement | null = null;

  constructor(internals: ElementInternals) {
    this.internals = internals;
  }

  /** Follows another form, or none. What is read from a form may have been submitted, whoever reads it. */
  follow(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener('formdata', this.#onFormData);
    this.#form = form;
    form?.addEventListener('formdata', this.#onFormData);
  }

  readonly #onFormData = (): void => this.onRead?.(this.#states);

  /**
   * Brings the form up to date.
   *
   * @returns whether a person has changed the value with that.
   */
  update({ states, kept, name, validity, flags, anchor }: UploadFormFacts): boolean {
    const { internals } = this;
    this.#states = kept ? [...states, kept] : states;
    const statuses = states.length > 0 ? states.map(({ status }) => status) : ['empty'];
    const wanted = new Set<string>([...statuses, ...flags]);
    for (const old of [...internals.states]) if (!wanted.has(old)) internals.states.delete(old);
    for (const now of wanted) internals.states.add(now);
    internals.setValidity(validity.flags, validity.message, anchor ?? undefined);
    const uids = states.map(uidOf).filter(Boolean);
    const before = this.#uids;
    this.#uids = uids.join();
    const isChosen = this.isByPerson && before !== this.#uids;
    this.isByPerson = false;
    this.#setValue(name, uids);
    return isChosen;
  }

  /**
   * Gives the text of the element's labels, to name what is in the shadow root: the browser names only the element by
   * them.
   */
  labelText(): string {
    return [...this.internals.labels]
      .map((label) => label.textContent?.trim())
      .filter(Boolean)
      .join(' ');
  }

  /**
   * Sets one entry for each video, and as the restorable state the videos that have arrived, and last the one that is
   * kept, without anything secret.
   */
  #setValue(name: string, uids: readonly string[]): void {
    const arrived = this.#states.flatMap((state) =>
      state.status === 'processing' || state.status === 'ready' || isStatusUnknown(state)
        ? [{ uid: state.uid, file: state.file }]
        : [],
    );
    const memory = JSON.stringify(arrived);
    const value = `${name} ${this.#uids} ${memory}`;
    if (value === this.#value) return;
    this.#value = value;
    const entries = new FormData();
    for (const uid of uids) if (name) entries.append(name, uid);
    this.internals.setFormValue(uids[0] ? entries : null, memory);
  }
}

/** Most characters of what a browser has remembered that are read: thousands of videos. */
const MAX_MEMORY = 1_000_000;

/** Reads the state that a browser has restored with a form; none where it is unusable. */
export function readRemembered(memory: unknown): RememberedVideo[] {
  try {
    const videos: unknown = typeof memory === 'string' && memory.length <= MAX_MEMORY ? JSON.parse(memory) : null;
    return Array.isArray(videos) ? videos.filter(isRemembered) : [];
  } catch {
    return [];
  }
}

function isRemembered(value: unknown): value is RememberedVideo {
  const { uid, file } = Object(value) as { uid?: unknown; file?: unknown };
  const { name, size } = Object(file) as { name?: unknown; size?: unknown };
  return isUploadUid(uid) && typeof name === 'string' && Number.isSafeInteger(size);
}
