import type { UploadState } from '../core/upload-state.js';
import { uploadTexts } from '../ui/upload-texts.js';

/** What `ElementInternals.setValidity()` takes. */
export interface UploadValidity {
  readonly flags: ValidityStateFlags;
  readonly message: string;
}

/**
 * Whether a form with an upload in this state may be submitted: not while bytes are missing, so that no form goes out
 * with half a video, and not without a video where one is required.
 *
 * @since 0.1.0
 */
export function validityOf(state: UploadState, required: boolean): UploadValidity {
  switch (state.status) {
    case 'processing':
    case 'ready':
      return { flags: {}, message: '' };
    case 'checking':
    case 'uploading':
      return { flags: { customError: true }, message: uploadTexts.unfinished };
    case 'paused':
      return { flags: { customError: true }, message: uploadTexts.unresumed };
    case 'error':
      return { flags: { customError: true }, message: uploadTexts.failed };
    default:
      return required ? { flags: { valueMissing: true }, message: uploadTexts.required } : { flags: {}, message: '' };
  }
}

/**
 * The uid of the video, from when Stream has given one until the upload has failed or was given up.
 *
 * @since 0.1.0
 */
export function uidOf(state: UploadState): string {
  if (state.status === 'error' || state.status === 'resumable') return '';
  return 'uid' in state ? (state.uid ?? '') : '';
}

/** What {@link UploadFormControl} shows to the form and to style sheets. */
export interface UploadFormFacts {
  readonly state: UploadState;
  readonly required: boolean;
  /** Custom states besides the status. */
  readonly flags: readonly string[];
  /** Where the browser points when the form cannot be submitted. */
  readonly anchor: HTMLElement | null;
}

/**
 * The element's side of its form: value, validity, labels and `:state()`.
 *
 * @since 0.1.0
 */
export class UploadFormControl {
  readonly internals: ElementInternals;

  constructor(internals: ElementInternals) {
    this.internals = internals;
  }

  /** Brings the form up to date. */
  update({ state, required, flags, anchor }: UploadFormFacts): void {
    const { internals } = this;
    const states = [state.status, ...flags];
    for (const old of [...internals.states]) if (!states.includes(old)) internals.states.delete(old);
    for (const now of states) internals.states.add(now);
    const validity = validityOf(state, required);
    internals.setValidity(validity.flags, validity.message, anchor ?? undefined);
    internals.setFormValue(uidOf(state) || null);
  }

  /** The text of its labels, since the ones inside the shadow root do not get it from the browser. */
  labelText(): string {
    return [...this.internals.labels].map((label) => label.textContent?.trim()).filter(Boolean).join(' ');
  }
}
