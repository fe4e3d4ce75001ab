import { css } from 'lit';

/** Styles of the player that are of no use before its controls are there. */
export const playerUiStyles = css`
  :host(:focus-visible) {
    outline: none;
  }
  .frame[data-quiet] {
    cursor: none;
  }
  .frame[data-flush] :is(video, canvas) {
    object-fit: cover;
  }
  /* Captions of the browser's own, where ours cannot be. */
  video::cue {
    background: rgb(0 0 0 / 0.76);
  }
`;
