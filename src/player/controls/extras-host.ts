import type { ReactiveController } from 'lit';
import type { StyledElement } from '../../shared/styles/add-styles.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import type { PlayerTexts } from '../strings/texts.js';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CfStreamControls } from './controls.js';

/** Parts of the player's UI that rarely used parts need. */
export interface ExtrasHost extends StyledElement {
  readonly player: CfStreamPlayer;
  readonly video: HTMLVideoElement | undefined;
  /** Snapshot of the `<video>` that the controls draw. */
  readonly shownMedia: MediaSnapshot;
  readonly texts: PlayerTexts;
  /** The controls, while they are drawn. */
  readonly controls: CfStreamControls | null;
  /** Button that cancels the next video, while it is drawn. */
  readonly cancelButton: HTMLElement | null;
  readonly updateComplete: Promise<boolean>;
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
}

/** Counts since the controls appeared, which is after the first token. */
export interface Counts {
  renewals: number;
  fetchedSeconds: number;
  watchedSeconds: number;
}

/** Whether the page fills the slot `ended`. */
export const hasEndSlot = (player: Element): boolean => [...player.children].some(({ slot }) => slot === 'ended');
