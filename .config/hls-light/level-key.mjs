/** Key of what is encrypted, which nothing of Stream is: those of others are ignored, as hls.js does with keys that it does not know. */
export class LevelKey {
  constructor(method) {
    this.method = method;
  }

  isSupported() {
    return this.method === 'NONE';
  }
}
