// Helpers of component tests for <cf-stream-player>.
import { fixture, html } from '@open-wc/testing';
import type { CfStreamControls, CfStreamPlayerUi } from '../../src/define/controls.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import type { OpenedStream } from './stream.js';

/** Longest time a test waits for something, in milliseconds. */
export const PATIENCE = { timeout: 30_000, interval: 20 };

/** A poster given by the page: with it, the player fetches no still of the video. */
export const POSTER = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** The UI of a player, if it has rendered one. */
export const uiOf = (player: CfStreamPlayer): CfStreamPlayerUi | null =>
  player.shadowRoot!.querySelector('cf-stream-player-ui');

/** An element in the UI of a player, by its tag. */
export const inUi = <Tag extends keyof HTMLElementTagNameMap>(
  player: CfStreamPlayer,
  tag: Tag,
): HTMLElementTagNameMap[Tag] | null => uiOf(player)?.shadowRoot?.querySelector(tag) ?? null;

/** The controls of a player, while it has any. */
export const controlsOf = (player: CfStreamPlayer): CfStreamControls | null => inUi(player, 'cf-stream-controls');

type Attributes = Readonly<Record<string, string | null>>;

/**
 * A muted player of a video, in the page until the test is over.
 *
 * @param attributes - In addition to the ones it needs, such as `src`; `null` removes one of those.
 */
export async function playerOf(stream: OpenedStream, attributes: Attributes = {}): Promise<CfStreamPlayer> {
  const player = document.createElement('cf-stream-player');
  const needed: Attributes = {
    muted: '',
    poster: POSTER,
    src: stream.uid,
    'token-endpoint': stream.tokenEndpoint,
    'delivery-origin': stream.origin,
  };
  for (const [name, value] of Object.entries({ ...needed, ...attributes }))
    if (value !== null) player.setAttribute(name, value);
  (await fixture(html`<div></div>`)).append(player);
  await player.updateComplete;
  return player;
}
