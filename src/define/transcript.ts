import { defineElement } from './define-element.js';
import { CfStreamTranscript as Own } from '../player/transcript/stream-transcript.js';

const CfStreamTranscript = defineElement('cf-stream-transcript', Own);
type CfStreamTranscript = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-transcript': CfStreamTranscript;
  }
}

export { CfStreamTranscript };
