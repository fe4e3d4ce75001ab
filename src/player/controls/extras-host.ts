import type { ReactiveController } from 'lit';
import type { StyledElement } from '../../shared/styles/add-styles.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import type { PlayerTexts } from '../strings/texts.js';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CfStreamControls } from './controls.js';

/** The player's UI as far as seldom used parts of it go. */
export interface ExtrasHost extends StyledElement {
  readonly player: CfStreamPlayer;
  readonly video: HTMLVideoElement | undefined;
  /** Snapshot of the `<video>` that the controls draw. */
  readonly shownMedia: MediaSnapshot;
  readonly texts: PlayerTexts;
  /** The controls, while they are drawn. */
  readonly controls: CfStreamControls | null;
  readonly updateComplete: Promise<boolean>;
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
}

/** Counts since there are controls, by which time the first token is there. */
export interface Counts {
  renewals: number;
  fetchedSeconds: number;
  watchedSeconds: number;
}

/** Whether the page has put something into the slot for the end. */
export const hasEndSlot = (player: Element): boolean => [...player.children].some(({ slot }) => slot === 'ended');
