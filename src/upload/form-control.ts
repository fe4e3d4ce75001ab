import type { FileInfo } from './file/file-identity.js';
import { isStatusUnknown, isUploadUid, type UploadState } from './model/upload-state.js';

/** Arguments of `ElementInternals.setValidity()`. */
export interface UploadValidity {
  readonly flags: ValidityStateFlags;
  readonly message: string;
}

/**
 * Returns the uid of the video, from its creation on Stream until the upload fails or is cancelled. If only the status
 * endpoint has failed, it stays: Stream has the video.
 */
export function uidOf(state: UploadState): string {
  if ((state.status === 'error' && !isStatusUnknown(state)) || state.status === 'resumable') return '';
  return 'uid' in state ? (state.uid ?? '') : '';
}

/** State that {@link UploadFormControl} exposes to the form and to style sheets. */
export interface UploadFormFacts {
  readonly states: readonly UploadState[];
  /** State of the previous video, which comes back if its replacement does not arrive. */
  readonly kept: UploadState | undefined;
  readonly name: string;
  readonly validity: UploadValidity;
  /** Custom states, besides the statuses. */
  readonly flags: readonly string[];
  /** Element that the browser points to when the form cannot be submitted. */
  readonly anchor: HTMLElement | null;
}

/** Video that a browser has restored with a form. */
export interface RememberedVideo {
  readonly uid: string;
  readonly file: FileInfo;
  /** Id under which the page already knows it. */
  readonly id?: string;
}

/** The element as a form control: value, validity, labels and `:state()`. */
export class UploadFormControl {
  readonly internals: ElementInternals;
  /** Called when the form is read, with the uploads whose uids it contains. */
  onRead: ((states: readonly UploadState[]) => void) | undefined;
  /** Whether a person causes the next change of the value. */
  isByPerson = false;
  #uids = '';
  #value = '';
  #states: readonly UploadState[] = [];
  #form: HTMLFormElement | null = null;

  constructor(internals: ElementInternals) {
    this.internals = internals;
  }

  /** Follows another form, or none. A form that is read may have been submitted, whoever reads it. */
  follow(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener('formdata', this.#onFormData);
    this.#form = form;
    form?.addEventListener('formdata', this.#onFormData);
  }

  readonly #onFormData = (): void => this.onRead?.(this.#states);

  /**
   * Updates value, validity and custom states.
   *
   * @returns Whether a person has changed the value.
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
   * Returns the text of the element's labels, for naming controls in the shadow root: the browser applies labels only
   * to the element.
   */
  labelText(): string {
    return [...this.internals.labels]
      .map((label) => label.textContent?.trim())
      .filter(Boolean)
      .join(' ');
  }

  /**
   * Sets one form entry per video; as restorable state, the videos that have arrived and last the previous one, without
   * secrets.
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

/** Most characters read of a restored state: thousands of videos. */
const MAX_MEMORY = 1_000_000;

/** Reads the state that a browser has restored with a form; empty if it is unusable. */
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
