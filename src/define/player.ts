import { CfStreamPlayer, StreamError } from '../player/stream-player.js';

CfStreamPlayer.loadControls = () => import('./controls.js');
CfStreamPlayer.loadLanguages = () => import('./languages.js');
// A page may hold two copies of this script (a theme's and a plugin's): the first one wins, and nothing is thrown.
if (!customElements.get('cf-stream-player')) customElements.define('cf-stream-player', CfStreamPlayer);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-player': CfStreamPlayer;
  }
}

export { CfStreamPlayer, StreamError };
export type {
  AudioTrack,
  AudioTrackList,
  EnginePreference,
  GetToken,
  LanguagePack,
  PlaybackState,
  PlayerTexts,
  Rendition,
  StreamErrorCode,
  ViewerMemory,
  ViewerPreferences,
} from '../player/stream-player.js';
