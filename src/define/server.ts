// Entry for servers without a document (Workers, edge runtimes). The real elements are created in the browser.
export { StreamError } from '../shared/errors.js';

/** Stand-in for the class of `<cf-stream-player>`. */
export class CfStreamPlayer {
  readonly localName = 'cf-stream-player';
}

/** Stand-in for the class of `<cf-stream-transcript>`. */
export class CfStreamTranscript {
  readonly localName = 'cf-stream-transcript';
}

/** Stand-in for the class of `<cf-stream-upload>`. */
export class CfStreamUpload {
  readonly localName = 'cf-stream-upload';
}
