import { CfStreamTranscript as Own } from '../player/transcript/stream-transcript.js';

// A page may hold two copies of this script: the first one wins, and nothing is thrown.
const CfStreamTranscript = (customElements.get('cf-stream-transcript') ?? Own) as typeof Own;
if (CfStreamTranscript === Own) customElements.define('cf-stream-transcript', Own);
type CfStreamTranscript = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-transcript': CfStreamTranscript;
  }
}

export { CfStreamTranscript };
